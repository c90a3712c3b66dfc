#!/usr/bin/env bash
# Builds golangci-lint with errls, runs it on two of the real modules, and compares its output with the expected findings
# in their comments. The first build takes about 270 s of CPU time; later builds use the build cache.
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

# A line with expected findings ends in: // want RULE "regexp" RULE ...
expected() {
  grep -rnE '// want [a-z]+' --include='*.go' . | sed -E 's|^\./||' | while IFS=: read -r file line text; do
    for rule in $(sed -E 's|.*// want ||; s|"[^"]*"||g' <<<"$text"); do
      echo "$file:$line: $rule"
    done
  done
}
printed() { sed -nE 's|^([^ :]+:[0-9]+):[0-9]+: ([a-z]+): .*\(errls\)$|\1: \2|p' "$root/.cache/golangci.out"; }

# lint_module MODULE: runs golangci-lint in a module and compares the findings with the expected ones. The second module
# has its own errls.yaml and catalog.
lint_module() {
  cd "$root/testdata/real/$1"
  local status=0
  "$lint" run --config "$here/.golangci.yml" --output.text.print-issued-lines=false --output.text.path stdout ./... \
    >"$root/.cache/golangci.out" || status=$?
  cat "$root/.cache/golangci.out"
  if [ "$status" != 1 ]; then
    echo "golangci-lint exited with code $status; want 1, because there are findings"
    exit 1
  fi
  diff -u --label expected --label printed <(expected | sort) <(printed | sort)
}
lint_module tunnelconsumer
lint_module inhouse
echo "golangci-lint reported exactly the expected findings in both modules"
