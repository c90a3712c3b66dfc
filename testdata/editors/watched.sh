#!/bin/sh
# To be sourced by the run.sh of an editor, after it has set `work` to an empty directory. Sets the environment variables of
# the test:
#
#   WORKSPACE  a copy of testdata/real/tunnelconsumer, which the test may change
#   SERVER     a program that runs errls with lspcheck
#   STDERR     the file that contains the standard error of the server
#   FINDINGS   the file that contains violations of the protocol; lines that begin with # are not violations by the server
#
# The environment variable ERRLS is the path of an errls program to use instead of building one. All files are in $work.

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

# Do not use the settings of the user.
export HOME="$work" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
