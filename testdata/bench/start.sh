#!/usr/bin/env bash
# Measures how long errls takes to start and exit: for "errls version", and for packages in which go vet cannot report
# anything, of which a large build has hundreds. Prints the mean time in milliseconds of a number of runs (default 200),
# and that of /bin/true, which is the time to start any process.
#
#	testdata/bench/start.sh [runs]
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/errls" ./cmd/errls

# unit NAME IMPORTPATH VETXONLY FILE...: writes the configuration file of a package, as the go command does for vet tools.
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

# mean LABEL COMMAND...: prints the mean time of the runs.
mean() {
  local label=$1
  shift
  "$@" >/dev/null # warm up
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
mean "vet: a dependency" "$work/errls" -json "$work/dependency.cfg"
mean "vet: a package of the module, facts only" "$work/errls" -json "$work/own.cfg"
mean "vet: a package that imports no known SDK" "$work/errls" -json "$work/small.cfg"
