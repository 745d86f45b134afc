#!/usr/bin/env bash
# Runs test/conformance against moto, with the aws CLI as an independent witness. Installs what is missing
# into .venv; starts moto on a free port, polls it until it answers, and stops it by its own pid.
set -euo pipefail
cd "$(dirname "$0")/.."

ready() {
  command -v moto_server >/dev/null 2>&1 && command -v aws >/dev/null 2>&1 &&
    python3 -c 'import boto3, moto' >/dev/null 2>&1
}

if ! ready; then
  if ! [ -x .venv/bin/moto_server ] || ! [ -x .venv/bin/aws ]; then
    # Debian keeps venv in a package of its own.
    python3 -m venv .venv 2>/dev/null ||
      { apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && python3 -m venv --clear .venv; }
    .venv/bin/pip install --quiet 'moto[server]==5.2.1' 'boto3' 'awscli<2'
  fi
  export PATH="$PWD/.venv/bin:$PATH"
  ready || { echo 'moto, boto3 and the aws CLI could not be installed'; exit 1; }
fi

# Readers of the man page, and what docs/local.md shows faults with.
for program in groff man curl; do
  command -v "$program" >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq groff man-db curl >/dev/null && break; }
done

# What test/conformance/release installs with.
for program in busybox dash curl wget xz zip; do
  command -v "$program" >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq busybox dash curl wget xz-utils zip >/dev/null && break; }
done

# What judges IAM policies: an evaluator and a linter, neither of them ours, in a folder of their own.
export IAM_TOOLS="$PWD/.venv/iam"
if ! [ -x "$IAM_TOOLS/bin/parliament" ] || ! [ -d "$IAM_TOOLS/node_modules/@cloud-copilot/iam-simulate" ]; then
  python3 -m venv "$IAM_TOOLS"
  "$IAM_TOOLS/bin/pip" install --quiet 'parliament==1.6.4' setuptools
  npm install --prefix "$IAM_TOOLS" --no-save --no-audit --no-fund --silent '@cloud-copilot/iam-simulate@0.1.173'
fi

# The shells that test/conformance/completion.test.ts types into.
for program in tmux zsh fish; do
  command -v "$program" >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq tmux zsh fish >/dev/null && break; } ||
    { echo "$program is missing, and could not be installed"; exit 1; }
done

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
log=$(mktemp)
moto_server -H 127.0.0.1 -p "$port" >"$log" 2>&1 &
moto=$!
stop() {
  kill "$moto" 2>/dev/null || true
  wait "$moto" 2>/dev/null || true
  rm -f "$log"
}
trap stop EXIT
for _ in $(seq 1 300); do
  if python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/moto-api/data.json')" 2>/dev/null; then
    break
  fi
  kill -0 "$moto" 2>/dev/null || { cat "$log"; exit 1; }
  sleep 0.2
done
# Always fresh: an old bundle or binary would be tested, and found right, instead of this tree.
npm run --silent build
MOTO_URL="http://127.0.0.1:$port" npm run test:conformance
