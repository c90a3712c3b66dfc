#!/usr/bin/env bash
# Builds golangci-lint with errls in it from modules alone, lints the tunnel consumer with it, and holds what it
# prints against the expectations in the consumer's comments. The first build takes some 270 s of processor time;
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

cd "$root/testdata/real/tunnelconsumer"
status=0
"$lint" run --config "$here/.golangci.yml" --output.text.print-issued-lines=false --output.text.path stdout ./... \
  >"$root/.cache/golangci.out" || status=$?
cat "$root/.cache/golangci.out"
if [ "$status" != 1 ]; then
  echo "golangci-lint ended with exit code $status, not with 1 for findings"
  exit 1
fi

# A line that expects findings ends in: // want RULE "what" RULE ...
expected() {
  grep -nE '// want [a-z]+' ./*.go | sed -E 's|^\./||' | while IFS=: read -r file line text; do
    for rule in $(sed -E 's|.*// want ||; s|"[^"]*"||g' <<<"$text"); do
      echo "$file:$line: $rule"
    done
  done
}
printed() { sed -nE 's|^([^ :]+:[0-9]+):[0-9]+: ([a-z]+): .*\(errls\)$|\1: \2|p' "$root/.cache/golangci.out"; }
diff -u --label expected --label printed <(expected | sort) <(printed | sort)
echo "golangci-lint printed the findings that the consumer expects, and no other"
