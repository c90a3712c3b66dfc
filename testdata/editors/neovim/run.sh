#!/bin/sh
# Opens testdata/real/tunnelconsumer in Neovim with errls serve, and checks what the user sees (check.lua) and the messages
# of the server (../lspcheck).
#
# Needs the go command and Neovim 0.7 or later: apt-get install neovim, or NVIM=/path/to/nvim.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
nvim=$(command -v "${NVIM:-nvim}") || { echo "$0: Neovim was not found: apt-get install neovim" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$here/../watched.sh"

"$nvim" --version | head -n 1
"$nvim" --headless -u NONE -i NONE -n -S "$here/check.lua" 2>"$work/messages" && status=0 || status=$?
# In headless mode, Neovim writes messages to the user to standard error.
if grep -v '^[[:space:]]*$' "$work/messages" | grep -v '"[^"]*" [0-9]*L, [0-9]*B' >&2; then
	status=1
fi
exit $status
