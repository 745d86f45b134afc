#!/usr/bin/env bash
# Builds once more and compares with dist/: bundle and library are equal, the binary differs by V8's checksum over the
# snapshot and a few numbers in it (docs/performance.md).
set -euo pipefail
cd "$(dirname "$0")/.."
most=64
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
cp -p dist/* "$before/"
npm run --silent build >/dev/null
for file in dist/*; do
  name=${file#dist/}
  case $name in
    ssmkit)
      [ "$(wc -c <"$file")" = "$(wc -c <"$before/$name")" ] || { echo "$name has another size"; exit 1; }
      bytes=$({ cmp -l "$before/$name" "$file" || true; } | wc -l)
      echo "$name: $bytes bytes differ"
      [ "$bytes" -le "$most" ] || { echo "more than $most"; exit 1; }
      ;;
    *)
      cmp "$before/$name" "$file"
      echo "$name: equal"
      ;;
  esac
done
