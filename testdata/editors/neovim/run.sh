#!/bin/sh
# Opens testdata/real/tunnelconsumer in Neovim with errls serve, and checks what the user sees (check.lua) and that each
# message of the server is as the protocol has it (../lspcheck).
#
# Needs the go command and Neovim 0.7 or later: apt-get install neovim, or NVIM=/path/to/nvim. ERRLS names a program to
# use in place of a new build. Nothing outside of a temporary directory is written or read.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)

nvim=$(command -v "${NVIM:-nvim}") || { echo "$0: Neovim is not there: apt-get install neovim" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${ERRLS:-}" ]; then
	ERRLS=$work/errls
	(cd "$root" && go build -o "$ERRLS" ./cmd/errls)
fi
WORKSPACE=$work/tunnelconsumer
STDERR=$work/stderr
FINDINGS=$work/findings
SERVER=$work/server
export WORKSPACE STDERR FINDINGS SERVER

# The server as the editor starts it: watched by lspcheck.
(cd "$root" && go build -o "$work/lspcheck" ./testdata/editors/lspcheck && go mod download go.lsp.dev/protocol)
model=$(cd "$root" && go list -m -f '{{.Dir}}' go.lsp.dev/protocol)/internal/genlsp/testdata/metaModel.json
cat >"$SERVER" <<EOF
#!/bin/sh
exec "$work/lspcheck" -model "$model" -log "$FINDINGS" -- "$ERRLS" "\$@" 2>"$STDERR"
EOF
chmod +x "$SERVER"
mkdir "$WORKSPACE"
cp "$root"/testdata/real/tunnelconsumer/*.go "$root"/testdata/real/tunnelconsumer/go.* "$WORKSPACE"

export XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data" XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
"$nvim" --version | head -n 1
"$nvim" --headless -u NONE -i NONE -n -S "$here/check.lua" 2>"$work/messages" && status=0 || status=$?
# What Neovim has to tell its user goes to stderr when there is no screen.
if grep -v '^[[:space:]]*$' "$work/messages" | grep -v '"[^"]*" [0-9]*L, [0-9]*B' >&2; then
	status=1
fi
exit $status
