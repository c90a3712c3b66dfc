#!/bin/sh
# Opens testdata/real/tunnelconsumer in Emacs with Eglot and errls serve, and checks what the user sees (check.el) and the
# messages of the server (../lspcheck).
#
# Needs the go command and Emacs with Eglot: apt-get install emacs-nox elpa-eglot, or EMACS=/path/to/emacs (29 or later).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
emacs=$(command -v "${EMACS:-emacs}") || { echo "$0: Emacs was not found: apt-get install emacs-nox elpa-eglot" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$here/../watched.sh"

"$emacs" --version | head -n 1
# Emacs writes the messages of its echo area to standard error. Print them only if a check has failed.
"$emacs" -Q --batch -l "$here/check.el" 2>"$work/messages" && exit 0
status=$?
cat "$work/messages" >&2
exit $status
