#!/usr/bin/env bash
# Creates the image in the README from the output of errls.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
go build -o "$bin/errls" ./cmd/errls
go -C tools build -o "$bin/termsvg" ./termsvg
cd testdata/real/tunnelconsumer
{
  echo '$ errls check ./...'
  # The first finding of each rule, without the "// want" comments in the source lines.
  "$bin/errls" check -color=always ./... 2>/dev/null | sed -E 's| *// want .*||' | awk '
    !/^    / { rule = $NF; shown = !seen[rule]++ }
    shown' || true
  echo
  echo '$ errls explain OTSResourceGone'
  "$bin/errls" explain -color=always OTSResourceGone | awk '/^Meaning/ { exit } { print }'
} | "$bin/termsvg" >../../../.github/errls.svg
