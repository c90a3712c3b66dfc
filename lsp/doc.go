// Package lsp implements the language server of errls. It complements gopls: it explains the error codes of services,
// completes them, and reports the findings of the rules.
//
// It is the only package that knows the Language Server Protocol. methods.go lists the methods of the server, and each
// feature has a file of its own. server.go dispatches messages, transport.go reads and writes them, textsync.go changes
// documents, and position.go converts positions. Package session decides what is analyzed and when, and provides the
// snapshot of the documents that a request reads.
//
// Notifications are handled on the read loop, in the order of the input. A request gets its snapshot there, and is
// answered concurrently. The server ends only on the notification exit, at the end of its input, and when its parent
// process ends. An error or a panic in a handler ends only that message.
package lsp
