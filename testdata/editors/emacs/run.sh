#!/bin/sh
# Opens testdata/real/tunnelconsumer in Emacs with eglot and errls serve, and checks what the user sees (check.el) and that
# each message of the server is as the protocol has it (../lspcheck).
#
# Needs the go command and Emacs with eglot: apt-get install emacs-nox elpa-eglot, or EMACS=/path/to/emacs (29 or later).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
emacs=$(command -v "${EMACS:-emacs}") || { echo "$0: Emacs is not there: apt-get install emacs-nox elpa-eglot" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$here/../watched.sh"

"$emacs" --version | head -n 1
# What Emacs shows in its echo area goes to stderr; it is printed if something failed.
"$emacs" -Q --batch -l "$here/check.el" 2>"$work/messages" && exit 0
status=$?
cat "$work/messages" >&2
exit $status
