#!/usr/bin/env bash
# Compares the time of `errls check ./...` with that of `grep -rF` for all codes of the catalogs, in a checkout of a large
# code base.
#
#   testdata/bench/provider.sh CHECKOUT [RUNS]
#
# The commands run alternately, so that all have the same load and a warm page cache. The script prints the medians of
# wall and CPU time, the peak memory, and the ratios of the times. It needs bash, GNU time and the go command.
set -euo pipefail

checkout=${1:?usage: provider.sh CHECKOUT [RUNS]}
runs=${2:-7}
root=$(cd "$(dirname "$0")/../.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

(cd "$root" && go build -o "$tmp/errls" ./cmd/errls)
find "$root/catalog/services" -name '*.yaml' -exec sed -n "s/^ *- id: *['\"]\{0,1\}\([^'\" #]*\).*/\1/p" {} + | sort -u >"$tmp/all"
grep -vE '^[0-9]+$' "$tmp/all" >"$tmp/words"
cd "$checkout"

# timed NAME COMMAND...: runs the command and appends "wall cpu kilobytes" to $tmp/NAME. Exit code 1 is not an error: errls
# exits with it for findings, and grep if nothing matches.
timed() {
	local name=$1
	shift
	/usr/bin/time -q -f '%e %U %S %M' -o "$tmp/one" "$@" >"$tmp/out" 2>"$tmp/err" || [ $? -eq 1 ] || {
		cat "$tmp/err" >&2
		exit 1
	}
	tail -n 1 "$tmp/one" | awk '{ print $1, $2 + $3, $4 }' >>"$tmp/$name"
}

# median NAME COLUMN: prints the median of a column of $tmp/NAME.
median() { cut -d ' ' -f "$2" "$tmp/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

for ((i = 0; i <= runs; i++)); do
	timed grep-words grep -rIF -f "$tmp/words" .
	timed grep-all grep -rIF -f "$tmp/all" .
	timed check "$tmp/errls" check ./...
	[ "$i" -gt 0 ] || rm "$tmp/grep-words" "$tmp/grep-all" "$tmp/check" 2>/dev/null || true
done

printf '%d runs, %d codes, %d of them words\n' "$runs" "$(wc -l <"$tmp/all")" "$(wc -l <"$tmp/words")"
for name in grep-words grep-all check; do
	printf '%-11s wall %5s s  cpu %5s s  memory %6d kB\n' "$name" "$(median $name 1)" "$(median $name 2)" \
		"$(cut -d ' ' -f 3 "$tmp/$name" | sort -n | tail -n 1)"
done
for name in grep-words grep-all; do
	awk -v e="$(median check 1)" -v g="$(median $name 1)" -v n="$name" 'BEGIN { printf "errls / %s: %.1f\n", n, e / g }'
done
