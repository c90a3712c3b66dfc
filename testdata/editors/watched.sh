# To be sourced by the run.sh beside it, after `work` is set to an empty directory. Prepares what an editor needs:
#
#   WORKSPACE  a copy of testdata/real/tunnelconsumer, which may be changed
#   SERVER     errls, watched by lspcheck
#   STDERR     what the server writes to stderr
#   FINDINGS   where the server leaves the protocol; lines that begin with # are no findings about it
#
# ERRLS names a program to use in place of a new build. Everything lies in $work.

root=$(cd "$(dirname "$0")/../../.." && pwd)
WORKSPACE=$work/tunnelconsumer
SERVER=$work/server
STDERR=$work/stderr
FINDINGS=$work/findings
export WORKSPACE SERVER STDERR FINDINGS

mkdir "$WORKSPACE"
cp "$root"/testdata/real/tunnelconsumer/*.go "$root"/testdata/real/tunnelconsumer/go.* "$WORKSPACE"

if [ -z "${ERRLS:-}" ]; then
	ERRLS=$work/errls
	(cd "$root" && go build -o "$ERRLS" ./cmd/errls)
fi
(cd "$root" && go build -o "$work/lspcheck" ./testdata/editors/lspcheck && go mod download go.lsp.dev/protocol)
model=$(cd "$root" && go list -m -f '{{.Dir}}' go.lsp.dev/protocol)/internal/genlsp/testdata/metaModel.json
cat >"$SERVER" <<EOF
#!/bin/sh
exec "$work/lspcheck" -model "$model" -log "$FINDINGS" -- "$ERRLS" "\$@" 2>"$STDERR"
EOF
chmod +x "$SERVER"

# No settings of the user's own.
export HOME="$work" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
