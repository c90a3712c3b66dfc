#!/usr/bin/env bash
# Builds golangci-lint with errls in it from modules alone, lints two of the real modules with it, and holds what it
# prints against the expectations in their comments. The first build takes some 270 s of processor time;
# later ones find most of it in the build cache.
#
#	testdata/golangci/run.sh
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
root=$(cd ../.. && pwd)
lint=$root/.cache/bin/golangci-lint
mkdir -p "$(dirname "$lint")"
export GOTOOLCHAIN=${GOTOOLCHAIN:-local}

nice go build -o "$lint" .

# A line that expects findings ends in: // want RULE "what" RULE ...
expected() {
  grep -rnE '// want [a-z]+' --include='*.go' . | sed -E 's|^\./||' | while IFS=: read -r file line text; do
    for rule in $(sed -E 's|.*// want ||; s|"[^"]*"||g' <<<"$text"); do
      echo "$file:$line: $rule"
    done
  done
}
printed() { sed -nE 's|^([^ :]+:[0-9]+):[0-9]+: ([a-z]+): .*\(errls\)$|\1: \2|p' "$root/.cache/golangci.out"; }

# lint_module runs it in a module and holds the findings against those that the module expects. The second module has an
# errls.yaml and a catalog of its own.
lint_module() {
  cd "$root/testdata/real/$1"
  local status=0
  "$lint" run --config "$here/.golangci.yml" --output.text.print-issued-lines=false --output.text.path stdout ./... \
    >"$root/.cache/golangci.out" || status=$?
  cat "$root/.cache/golangci.out"
  if [ "$status" != 1 ]; then
    echo "golangci-lint ended with exit code $status, not with 1 for findings"
    exit 1
  fi
  diff -u --label expected --label printed <(expected | sort) <(printed | sort)
}
lint_module tunnelconsumer
lint_module inhouse
echo "golangci-lint printed the findings that the two modules expect, and no other"
