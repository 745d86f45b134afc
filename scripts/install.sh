#!/bin/sh
# Installs the ssmkit binary into ~/.local/bin. `sh install.sh --help` says how else. Plain POSIX shell: dash, ash, bash.
set -eu
umask 022

# The release puts its own address here: see scripts/pack-release.mjs.
default_base=''
old_names='ssm-put-param ssm-put-secure-param ssm-put-and-tag ssm-put-secure-and-tag ssm-list-param-keys
ssm-seed-from-env ssm-export-env tag-ssm-resources-by-id ssm-delete-param ssm-delete-by-path'

usage() {
  cat <<'TEXT'
Usage: sh install.sh [--version X.Y.Z] [--prefix DIR] [--links]

  --version X.Y.Z  that version, even over a newer one (default: the newest)
  --prefix DIR     install DIR/bin/ssmkit (default: ~/.local)
  --links          also link the ten old script names to ssmkit
  --help           this text

Environment:
  SSMKIT_VERSION   the same as --version
  SSMKIT_BASE_URL  where releases are, instead of GitHub: files are taken from
                   URL/latest/download/ and URL/download/vX.Y.Z/

The archive is checked against SHA256SUMS of its release before it is opened.
Nothing is installed unless the program starts on this machine.
TEXT
}

say() { printf 'install.sh: %s\n' "$1" >&2; }
fail() {
  say "$1"
  exit 1
}
misuse() {
  say "$1"
  say 'See sh install.sh --help.'
  exit 2
}
have() { command -v "$1" >/dev/null 2>&1; }

work=''
made=''
stood=''
# Takes away what a failed run leaves, up to the folder that was there before.
clean_up() {
  [ -z "$work" ] || rm -rf "$work"
  while [ "$made" != "$stood" ] && rmdir "$made" 2>/dev/null; do made=$(dirname "$made"); done
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The name of this machine's archive, or why there is none.
platform() {
  system=$(uname -s)
  machine=$(uname -m)
  case $system in
    Linux) linux_platform "$machine" ;;
    Darwin)
      # Under Rosetta an Apple chip says it is an Intel one.
      [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || :)" != 1 ] || machine=arm64
      [ "$machine" = arm64 ] || fail "There is no binary for macOS on $machine. $use_npm"
      echo darwin-arm64
      ;;
    MINGW* | MSYS* | CYGWIN*) fail 'On Windows take the .zip of the release.' ;;
    *) fail "There is no binary for $system. $use_npm" ;;
  esac
}
use_npm='With Node 22.13 or newer: npm install --global ssmkit'

linux_platform() {
  case $1 in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) fail "There is no binary for Linux on $1. $use_npm" ;;
  esac
  # Node, which is in the binary, is built for glibc 2.28. musl (Alpine) has no getconf variable of that name.
  libc=$(getconf GNU_LIBC_VERSION 2>/dev/null || :)
  case $libc in
    'glibc 2.'*) ;;
    *) fail "The binary needs glibc 2.28 or newer, and this system has none (Alpine and others with musl are not
supported). $use_npm" ;;
  esac
  minor=${libc#glibc 2.}
  [ "${minor%%.*}" -ge 28 ] || fail "The binary needs glibc 2.28 or newer, and this is $libc. $use_npm"
  echo "linux-$arch"
}

# fetch URL FILE
fetch() {
  if have curl; then
    # A release that is served encrypted must not be led to one that is not.
    case $1 in https:*) protocols='=https' ;; *) protocols='=http,https' ;; esac
    curl --fail --silent --show-error --location --retry 2 --connect-timeout 20 --proto-redir "$protocols" \
      --output "$2" "$1"
  elif have wget; then
    # Without -T, at which the wget of busybox 1.35 crashes.
    wget -q -t 3 -O "$2" "$1"
  else
    fail 'Neither curl nor wget is here.'
  fi || fail "$1 could not be downloaded."
}

sha256() {
  if have sha256sum; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# The sum that SHA256SUMS gives for exactly this name: one line, 64 hexadecimal digits.
sum_of() {
  awk -v name="$1" '$2 == name || $2 == "*" name { print $1 }' "$work/SHA256SUMS" | {
    read -r sum || fail "SHA256SUMS has no line for $1."
    if read -r _; then fail "SHA256SUMS has more than one line for $1."; fi
    case $sum in *[!0-9a-f]*) fail "SHA256SUMS has no proper sum for $1." ;; esac
    [ "${#sum}" -eq 64 ] || fail "SHA256SUMS has no proper sum for $1."
    echo "$sum"
  }
}

# The version that the newest release has for this platform, from the names in its SHA256SUMS.
newest_version() {
  found=$(sed -n "s/^[0-9a-f]* [ *]ssmkit-\(.*\)-$1\.tar\.xz\$/\1/p" "$work/SHA256SUMS")
  check_version "$found" || fail "The SHA256SUMS of $base/latest names no archive for $1."
  echo "$found"
}

check_version() {
  case $1 in '' | *[!0-9A-Za-z.+-]*) return 1 ;; [0-9]*.[0-9]*.[0-9]*) ;; *) return 1 ;; esac
}

# newer A B: whether release A comes after release B. Of two with the same numbers neither does.
newer() {
  awk -v a="${1%%-*}" -v b="${2%%-*}" 'BEGIN {
    split(a, x, "."); split(b, y, ".")
    for (i = 1; i <= 3; i++) if (x[i] + 0 != y[i] + 0) exit !(x[i] + 0 > y[i] + 0)
    exit 1
  }'
}

# Makes a folder, and remembers which of those above it stood already.
make_folder() {
  stood=$1
  while [ ! -e "$stood" ]; do stood=$(dirname "$stood"); done
  made=$1
  mkdir -p "$1" 2>/dev/null || fail "$1 cannot be made. Choose another place with --prefix."
  [ -w "$1" ] || fail "$1 cannot be written. Choose another place with --prefix."
}

# The old toolkit's own scripts may be there under these names: they are not ours to replace.
check_links() {
  for name in $old_names; do
    [ -L "$bin/$name" ] && [ "$(readlink "$bin/$name")" = ssmkit ] && continue
    if [ -e "$bin/$name" ] || [ -L "$bin/$name" ]; then
      fail "$bin/$name is there and is not a link to ssmkit. Move it away, or leave out --links."
    fi
  done
}

# Runs the new program before it gets its name; what is missing on the machine shows here.
check_start() {
  said=$("$1" --version 2>&1) && [ "$said" = "$version" ] && return
  case $said in
    *libatomic.so.1*) fail 'The program needs libatomic.so.1, which this machine lacks:
  Debian, Ubuntu                apt-get install libatomic1
  Amazon Linux, Fedora, RHEL    dnf install libatomic' ;;
    *) fail "The program does not start on this machine: $said" ;;
  esac
}

main() {
  version=${SSMKIT_VERSION:-}
  prefix=''
  links=''
  while [ $# -gt 0 ]; do
    case $1 in
      --version | --prefix) [ $# -gt 1 ] && [ -n "$2" ] || misuse "$1 needs a value." ;;
    esac
    case $1 in
      --version) version=$2 && shift ;;
      --version=?*) version=${1#*=} ;;
      --prefix) prefix=$2 && shift ;;
      --prefix=?*) prefix=${1#*=} ;;
      --links) links=yes ;;
      --help | -h) usage && return ;;
      *) misuse "Unknown argument: $1" ;;
    esac
    shift
  done
  version=${version#v}
  [ -z "$version" ] || check_version "$version" || misuse "$version is not a version."
  base=${SSMKIT_BASE_URL:-$default_base}
  base=${base%/}
  [ -n "$base" ] || misuse 'This copy belongs to no release: set SSMKIT_BASE_URL.'
  [ -n "$prefix" ] || prefix=${HOME:+$HOME/.local}
  [ -n "$prefix" ] || misuse 'HOME is not set: name a folder with --prefix.'
  case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
  bin=$prefix/bin
  have sha256sum || have shasum || fail 'Neither sha256sum nor shasum is here, so nothing could be checked.'
  have curl || have wget || fail 'Neither curl nor wget is here.'
  have tar || fail 'tar is not here.'
  have xz || tar --version 2>/dev/null | grep -q bsdtar || fail 'xz is not here (Debian, Ubuntu: xz-utils).'
  platform=$(platform)
  [ ! -d "$bin/ssmkit" ] || fail "$bin/ssmkit is a folder."
  [ -z "$links" ] || check_links
  make_folder "$bin"
  # In the folder itself, so that the last step is a rename.
  work=$(mktemp -d "$bin/.ssmkit-install.XXXXXX") || fail "$bin cannot be written."
  install
}

install() {
  present=''
  [ ! -x "$bin/ssmkit" ] || present=$("$bin/ssmkit" --version 2>/dev/null || :)
  check_version "$present" || present=''
  if [ -z "$version" ]; then
    fetch "$base/latest/download/SHA256SUMS" "$work/SHA256SUMS"
    version=$(newest_version "$platform")
    if [ -n "$present" ] && newer "$present" "$version"; then
      echo "ssmkit $present is in $bin, and newer than the newest release, $version: it stays."
      return
    fi
  else
    fetch "$base/download/v$version/SHA256SUMS" "$work/SHA256SUMS"
  fi
  name=ssmkit-$version-$platform
  expected=$(sum_of "$name.tar.xz")
  fetch "$base/download/v$version/$name.tar.xz" "$work/archive"
  actual=$(sha256 "$work/archive")
  [ "$actual" = "$expected" ] || fail "$name.tar.xz is not what SHA256SUMS says it is:
  expected $expected
  got      $actual"
  (cd "$work" && tar -xJf archive "$name/ssmkit") || fail "$name.tar.xz could not be unpacked."
  chmod 755 "$work/$name/ssmkit"
  check_start "$work/$name/ssmkit"
  mv -f "$work/$name/ssmkit" "$bin/ssmkit"
  if [ -n "$links" ]; then
    for link in $old_names; do ln -sf ssmkit "$bin/$link"; done
  fi
  case $present in
    '' | "$version") echo "ssmkit $version is in $bin." ;;
    *) echo "ssmkit $version is in $bin, in place of $present." ;;
  esac
  case :${PATH:-}: in *:"$bin":*) ;; *) echo "Add $bin to your PATH." ;; esac
}

# In a function, so that half of a script that broke off on its way does nothing.
main "$@"
