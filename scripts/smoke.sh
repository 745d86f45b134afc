#!/usr/bin/env bash
# The binary, copied alone to an empty folder, does the demo's two steps with no Node in PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
home=$PWD
work=$(mktemp -d)
exe=''
case $(uname -s) in MINGW* | MSYS*) exe=.exe ;; esac
trap 'rm -rf "$work"' EXIT
cp "dist/ssmkit$exe" "$work/"
cp examples/env.prod "$work/"
cd "$work"
# No program on Windows starts without SYSTEMROOT.
run() { env -i HOME="$work" PATH=/nonexistent ${SYSTEMROOT:+SYSTEMROOT="$SYSTEMROOT"} "$@"; }
version=$(run ./ssmkit --version)
expected=$(sed -nE 's/^  "version": "(.*)",$/\1/p' "$home/package.json")
[ "$version" = "$expected" ] || { echo "--version says $version, package.json $expected"; exit 1; }
args=(--local --region us-east-1 --project mow)
run ./ssmkit seed "${args[@]}" --environment prod --env-file env.prod
[ ! -e out.env ] || { echo 'the preview wrote a file'; exit 1; }
run DRY_RUN=0 ./ssmkit seed "${args[@]}" --environment prod --env-file env.prod
run ./ssmkit export "${args[@]}" --env prod out.env
# Windows has no such modes, and the stat of macOS no such option.
if [ -z "$exe" ]; then
  mode=$(stat -c %a out.env 2>/dev/null || stat -f %Lp out.env)
  [ "$mode" = 600 ] || { echo "out.env has mode $mode"; exit 1; }
fi
grep -qx "POSTGRES_PASSWORD='super-secret'" out.env || { echo 'the password is not in out.env'; exit 1; }
again=$(run ./ssmkit seed "${args[@]}" --environment prod --env-file out.env)
grep -q '^5 unchanged\.$' <<<"$again" || { echo "seeding the export back changes something: $again"; exit 1; }
# Node itself must not read our --env-file, nor obey a NODE_OPTIONS in it.
printf '# service=app\nNODE_OPTIONS=--require=./evil.cjs\n' > evil.env
echo "require('node:fs').writeFileSync('evil-ran', '')" > evil.cjs
run ./ssmkit seed "${args[@]}" --environment prod --env-file evil.env
[ ! -e evil-ran ] || { echo 'an env file made Node run a program'; exit 1; }
echo 'The binary seeds, exports and seeds back by itself.'
