#!/usr/bin/env bash
# image-root.sh BINARY FOLDER: lays out the whole filesystem of the container image: the binary, the libraries it
# loads, a user. The Dockerfile copies it; scripts/image-check.sh runs it. Needs a Debian with libatomic1.
set -euo pipefail
binary=$(realpath "$1")
root=$(realpath --canonicalize-missing "$2")
cd "$(dirname "$0")/.."

# dpkg knows a library by its path with or without the /usr to which Debian has moved it.
package_of() {
  { dpkg-query --search "$1" 2>/dev/null || dpkg-query --search "${1#/usr}"; } | cut -d : -f 1
}

mkdir -p "$root/usr/local/bin" "$root/etc"
install -m 0755 "$binary" "$root/usr/local/bin/ssmkit"
install -D -m 0644 -t "$root/usr/share/doc/ssmkit" LICENSE "$(dirname "$binary")/THIRD-PARTY-NOTICES.txt"

# Each library under the path that the loader looks for it at; ldd names the loader itself without an arrow.
libraries=$(ldd "$binary")
if grep -q 'not found' <<<"$libraries"; then
  echo "$libraries"
  exit 1
fi
grep -oE '/[^ ]+' <<<"$libraries" | sort -u | while read -r library; do
  install -D -m 0755 "$library" "$root$library"
  # What a scanner reads to know their versions, and their licences.
  package=$(package_of "$(readlink -f "$library")")
  install -D -m 0644 "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/copyright"
  mkdir -p "$root/var/lib/dpkg/status.d"
  dpkg-query --status "$package" >"$root/var/lib/dpkg/status.d/$package"
done

printf 'root:x:0:0:root:/:/sbin/nologin\nssmkit:x:65532:65532:ssmkit:/:/sbin/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\nssmkit:x:65532:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
install -d -m 1777 "$root/tmp"
