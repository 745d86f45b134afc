#!/usr/bin/env bash
# Makes the release of this machine's kind from dist/, as .github/workflows/release.yml does, and installs it from a
# server on this machine into an empty folder. Run `npm run build` first.
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in tar xz curl dash; do
  command -v "$tool" >/dev/null && continue
  apt-get update -qq && apt-get install -y -qq tar xz-utils curl dash >/dev/null
  break
done
work=$(mktemp -d)
server=''
stop() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
fail() {
  echo "$1"
  exit 1
}

version=$(node -p 'require("./package.json").version')
platform=linux-$(node -p process.arch)
name=ssmkit-$version-$platform
out=$work/releases/download/v$version

python3 -u -m http.server --bind 127.0.0.1 --directory "$work" 0 >"$work/server.log" 2>&1 &
server=$!
port=''
for _ in $(seq 1 100); do
  port=$(sed -nE 's/^Serving HTTP on 127\.0\.0\.1 port ([0-9]+) .*/\1/p' "$work/server.log")
  [ -n "$port" ] && break
  sleep 0.1
done
[ -n "$port" ] || fail "The server did not start: $(cat "$work/server.log")"

mkdir -p "$work/binaries/$platform" "$out" "$work/releases/latest"
cp dist/ssmkit "$work/binaries/$platform/"
npm exec -- node scripts/sbom.mjs >"$out/ssmkit-$version.cdx.json"
RELEASES_URL=http://127.0.0.1:$port/releases \
  npm exec -- node scripts/pack-release.mjs "$work/binaries" "$out" "$platform"
ln -s "../download/v$version" "$work/releases/latest/download"

(cd "$out" && sha256sum --check --strict --quiet SHA256SUMS)
[ "$(wc -l <"$out/SHA256SUMS")" = 3 ] || fail 'SHA256SUMS does not name archive, SBOM and installer.'
size=$(stat -c %s "$out/$name.tar.xz")
[ "$size" -le $((40 * 1024 * 1024)) ] || fail "$name.tar.xz has $size bytes"
expected="-rw-r--r-- 0/0 $name/CHANGELOG.md
-rw-r--r-- 0/0 $name/LICENSE
-rw-r--r-- 0/0 $name/README.md
-rw-r--r-- 0/0 $name/THIRD-PARTY-NOTICES.txt
-rw-r--r-- 0/0 $name/ssmkit.1
-rwxr-xr-x 0/0 $name/ssmkit
drwxr-xr-x 0/0 $name/"
listed=$(tar -tvJf "$out/$name.tar.xz" --numeric-owner | awk '{ print $1, $2, $6 }' | LC_ALL=C sort)
[ "$listed" = "$expected" ] || fail "The archive holds
$listed"

# Nothing of the environment but what a bare login has.
install() { env -i HOME="$work/home" PATH=/usr/local/bin:/usr/bin:/bin "$@"; }
mkdir "$work/home"
install sh "$out/install.sh"
cmp dist/ssmkit "$work/home/.local/bin/ssmkit"
# Each block of docs/install.md, in its order, in a folder of its own.
mkdir "$work/page"
mapfile -t starts < <(grep -n '^```sh$' docs/install.md | cut -d : -f 1)
[ "${#starts[@]}" = 3 ] || fail 'docs/install.md has other blocks than this knows.'
for start in "${starts[@]}"; do
  block=$(sed -n "$((start + 1)),\$ { /^\`\`\`$/q; p }" docs/install.md)
  said=$(cd "$work/page" && install RELEASES="http://127.0.0.1:$port/releases" VERSION="$version" sh -euc "$block" 2>&1) ||
    fail "This block of docs/install.md failed:
$block
$said"
done
cmp dist/ssmkit "$work/page/$name/ssmkit"
tools=$work/home/tools/bin
[ "$("$tools/ssmkit" --version)" = "$version" ] || fail 'The installed program says another version.'
# Not through a pipe: grep would leave before the program has written all, and that is a failure.
case $("$tools/ssm-list-param-keys" --help) in 'Usage: ssmkit list'*) ;; *) fail 'An old name is not its command.' ;; esac
[ "$(find "$tools" | wc -l)" = 12 ] || fail "More is installed than the program and its links:
$(find "$tools")"
echo "$name.tar.xz: $((size / 1024 / 1024)) MiB, packed, checked and installed."
