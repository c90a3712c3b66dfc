// Package lsp is the language server of errls. It stands beside gopls and adds what gopls does not know: what a
// service's error code means where the program names one, which codes may stand there, and what the rules find.
//
// It is the only package that knows the Language Server Protocol. server.go dispatches, transport.go frames
// messages, textsync.go alone writes documents, position.go maps positions, and each feature has a file of its
// own. What is analyzed, and when, is package session's; a feature reads one immutable session.Snapshot.
//
// Notifications are handled in the order of the wire, on the read loop. A request takes its snapshot there and
// runs concurrently. Nothing that a client sends ends the process but exit, the end of the input and the end of
// the parent process.
package lsp
