#!/usr/bin/env bash
# node-versions.sh [VERSION…|this]: packs the npm package, installs it into an empty folder, and uses it there under each
# of these Nodes (`this`: the one on PATH). Run `npm run build` first.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
if [ $# = 0 ]; then
  oldest=$(node -p 'require("./package.json").engines.node.match(/\d+\.\d+/)[0]')
  bundled=$(node -p 'require("./package.json").devDependencies.node')
  set -- "$oldest.0" 24 "$bundled"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tarball=$work/$(npm pack --silent --pack-destination "$work")
size=$(wc -c <"$tarball")
echo "$(basename "$tarball"): $((size / 1024)) KiB"
[ "$size" -le $((1024 * 1024)) ] || { echo 'That is more than 1 MiB.'; exit 1; }

for version in "$@"; do
  app=$work/app-$version
  mkdir "$app"
  echo '{ "private": true, "allowScripts": { "node": true } }' >"$app/package.json"
  if [ "$version" = this ]; then
    node=$(command -v node)
  else
    mkdir "$work/node-$version"
    echo '{ "private": true, "allowScripts": { "node": true } }' >"$work/node-$version/package.json"
    npm install --silent --no-audit --no-fund --prefix "$work/node-$version" "node@$version"
    node=$work/node-$version/node_modules/node/bin/node
  fi
  # Nothing but this one package may be needed, so nothing is looked up.
  npm install --silent --offline --no-audit --no-fund --cache "$work/cache" --prefix "$app" "$tarball"
  cp scripts/package-check.mjs "$app/"
  (cd "$app" && "$node" package-check.mjs "$repository/examples/env.prod")
done
