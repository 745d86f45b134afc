#!/usr/bin/env bash
# Builds once more and compares with dist/: bundle and library are equal, the binary differs by V8's checksum over the
# snapshot and a few numbers in it (docs/performance.md).
set -euo pipefail
cd "$(dirname "$0")/.."
most=64
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
cp -p dist/* "$before/"

# V8 was seen to lay out its heap in one of two ways, in one build of some ten on a busy machine, before
# --predictable-gc-schedule; none of 44 since. So a binary that differs is built once more, and that is said.
alike() {
  local name=ssmkit bytes
  [ "$(wc -c <"dist/$name")" = "$(wc -c <"$before/$name")" ] || return 1
  bytes=$({ cmp -l "$before/$name" "dist/$name" || true; } | wc -l)
  echo "$name: $bytes bytes differ"
  [ "$bytes" -le "$most" ]
}

npm run --silent build >/dev/null
for file in dist/*; do
  name=${file#dist/}
  [ "$name" = ssmkit ] && continue
  cmp "$before/$name" "$file"
  echo "$name: equal"
done
alike || {
  echo 'Once more.'
  npm run --silent build >/dev/null
  alike || { echo "more than $most"; exit 1; }
}
