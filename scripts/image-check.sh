#!/usr/bin/env bash
# What the Dockerfile makes, without Docker: builds from the files it copies, lays out the image's filesystem, and runs
# the program there as a container would: read-only root, a user with no name, /proc and one folder to write in.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
work=$(mktemp -d)
server=''
stop() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
# Another root needs root: on a machine of one's own, by sudo.
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
fail() {
  echo "$1"
  exit 1
}

# 1. The Dockerfile's first stage.
mkdir "$work/src"
sed -nE 's/^COPY ([^-].*) [^ ]+$/\1/p' Dockerfile | tr ' ' '\n' | while read -r source; do
  grep -qx "!$source" .dockerignore || fail "Dockerfile copies $source, and .dockerignore leaves it out."
  cp -r "$source" "$work/src/"
done
ln -s "$repository/node_modules" "$work/src/node_modules"
(cd "$work/src" && npm run --silent build)
root=$work/root
bash "$work/src/scripts/image-root.sh" "$work/src/dist/ssmkit" "$root"
[ -z "$(find "$root" -name '*sh' -type f -path '*bin/*')" ] || fail 'There is a shell in the image.'

# 2. A container. Docker makes these folders, and these two files, in every one.
mkdir -p "$root/proc" "$root/data" "$work/volume"
printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
: >"$root/etc/resolv.conf"
as_root chown 12345:12345 "$work/volume"
cp examples/env.prod "$root/data/env.prod"
mapfile -t image_environment < <(sed -n 's/^ENV //p' Dockerfile)
# container USER [NAME=VALUE…] COMMAND…: its mounts go with the process.
container() {
  local user=$1
  shift
  local variables=()
  while [[ $1 == *=* ]]; do
    variables+=("$1")
    shift
  done
  as_root unshare --mount --pid --fork bash "$work/enter.sh" "$root" "$work/volume" \
    AWS_EC2_METADATA_DISABLED=true "${image_environment[@]}" "${variables[@]}" \
    timeout 60 chroot --userspec="$user" "$root" "$@"
}
cat >"$work/enter.sh" <<'ENTER'
set -e
root=$1 volume=$2
shift 2
mkdir -p "$root/volume"
mount --bind "$root" "$root"
mount --bind "$volume" "$root/volume"
mount -t proc proc "$root/proc"
mount -o remount,bind,ro "$root"
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
ENTER
program=/usr/local/bin/ssmkit
expected=$(node -p 'require("./package.json").version')
[ "$(container 65532:65532 $program --version)" = "$expected" ] || fail 'The program does not start.'
# Not through a pipe: grep would leave before the program has written all, and that is a failure.
case $(container 65532:65532 $program --help) in 'Usage: ssmkit'*) ;; *) fail '--help says nothing.' ;; esac

local=(--local --quiet --local-dir /volume/.ssmkit --region us-east-1 --project mow)
container 12345:12345 $program seed "${local[@]}" --environment prod --env-file /data/env.prod --apply >/dev/null
container 12345:12345 $program export "${local[@]}" --env prod /volume/out.env
[ "$(as_root stat -c '%u %a' "$work/volume/out.env")" = '12345 600' ] || fail 'out.env is open to others.'
if said=$(container 12345:12345 $program export "${local[@]}" --env prod /out.env 2>&1); then
  fail 'The root of the filesystem can be written.'
fi
grep -q 'out.env' <<<"$said" || fail "A read-only file system is not named: $said"

# 3. TLS: Node brings Mozilla's certificates, Amazon's among them, so the image needs no file of them. A server that is
# none of theirs is refused until its certificate is named. The name is resolved by the C library.
node scripts/image-tls.mjs roots "$root/usr/local/bin/ssmkit" || fail "Amazon's roots are missing."
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
node scripts/image-tls.mjs serve "$work/key.pem" "$work/cert.pem" >"$work/port" &
server=$!
for _ in $(seq 1 100); do
  [ -s "$work/port" ] && break
  sleep 0.1
done
as_root install -m 0644 "$work/cert.pem" "$work/volume/cert.pem"
get=("$program" get /a/b --region us-east-1 --endpoint-url "https://localhost:$(cat "$work/port")")
keys=(AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x)
if said=$(container 65532:65532 "${keys[@]}" "${get[@]}" 2>&1); then
  fail 'A certificate that nobody vouches for is trusted.'
fi
grep -qi 'certificate' <<<"$said" || fail "The refusal of a certificate reads: $said"
for variable in NODE_EXTRA_CA_CERTS AWS_CA_BUNDLE; do
  said=$(container 65532:65532 "${keys[@]}" "$variable=/volume/cert.pem" "${get[@]}" 2>&1) || true
  [ "$said" = 'over TLS' ] || fail "With $variable: $said"
done
echo 'The image runs: read-only, as any user, with TLS.'
