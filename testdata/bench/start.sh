#!/usr/bin/env bash
# How long errls takes from start to exit where it has next to nothing to do: "errls version", and vet units that
# cannot matter, of which a build has a thousand. Prints the mean of so many runs (200) in milliseconds, beside that
# of the shell's own "true" as a program, which is the price of starting any process here.
#
#	testdata/bench/start.sh [runs]
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/errls" ./cmd/errls

# unit NAME IMPORTPATH VETXONLY FILE...: a vet unit as the go command writes it.
unit() {
  local name=$1 path=$2 only=$3
  shift 3
  local files
  files=$(printf '"%s",' "$@")
  cat > "$work/$name.cfg" <<END
{
  "ID": "$path", "Compiler": "gc", "Dir": "$work", "ImportPath": "$path", "GoVersion": "go1.26",
  "GoFiles": [${files%,}], "ImportMap": {}, "PackageFile": {}, "Standard": {}, "PackageVetx": {},
  "VetxOnly": $only, "VetxOutput": "$work/$name.vetx", "Stdout": "$work/$name.out"
}
END
}

# mean LABEL COMMAND...: the mean of the runs.
mean() {
  local label=$1
  shift
  "$@" >/dev/null # warm
  local begun ended
  begun=$(date +%s%N)
  for ((i = 0; i < runs; i++)); do
    "$@" >/dev/null
  done
  ended=$(date +%s%N)
  awk -v label="$label" -v ns="$((ended - begun))" -v runs="$runs" \
    'BEGIN { printf "%-48s %6.2f ms\n", label, ns / runs / 1e6 }'
}

printf 'package p\n\nfunc Add(a, b int) int { return a + b }\n' > "$work/p.go"
unit small p false "$work/p.go"
unit own p true "$work/p.go"
sed -i 's|"ID"|"ModulePath": "p", "ID"|' "$work/own.cfg"
unit dependency strconv true "$(go env GOROOT)"/src/strconv/*.go
mean "/bin/true" /bin/true
mean "errls version" "$work/errls" version
mean "a unit of a dependency" "$work/errls" -json "$work/dependency.cfg"
mean "a unit of the module itself, without helpers" "$work/errls" -json "$work/own.cfg"
mean "a unit that imports nothing bound" "$work/errls" -json "$work/small.cfg"
