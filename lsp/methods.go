package lsp

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// A method is one kind of message that the server accepts from the client.
//
// Exactly one of request and notification is set. It determines how the message is handled:
//
//   - A request is answered concurrently with other messages. Its handler reads the snapshot that was taken when the
//     request was read, and changes no document.
//   - A notification is handled on the read loop, in the order of the input. Its handler may change documents, and must
//     not wait.
type method struct {
	name         string
	request      requestHandler
	notification notificationHandler

	// capability announces the method in the server's capabilities, if the client can use it. It is nil if the protocol
	// has no capability for the method.
	capability func(c *client, server *protocol.ServerCapabilities)

	// enter runs on the read loop before a request is answered, and changes the phase of the connection. Messages that
	// follow in the input are handled in the new phase, even if the request has not been answered yet.
	enter func(s *server, params jsonrpc2.RawMessage) error

	// always is set for a notification that is handled before initialize and after shutdown, too.
	always bool
}

type (
	requestHandler      func(s *server, ctx context.Context, r *request) (any, error)
	notificationHandler func(s *server, params jsonrpc2.RawMessage) error
)

// methods returns all methods of the server. To add a feature, write its handler and its capability in a file of its
// own, and add a line here.
func methods() []method {
	return []method{
		{name: protocol.MethodInitialize, enter: (*server).enterRunning, request: (*server).initialize},
		{name: protocol.MethodInitialized, notification: (*server).initialized},
		{name: protocol.MethodShutdown, enter: (*server).enterShutdown, request: (*server).shutdown},
		{name: protocol.MethodExit, always: true, notification: (*server).exit},
		{name: protocol.MethodCancelRequest, always: true, notification: (*server).cancelRequest},

		{name: protocol.MethodTextDocumentDidOpen, notification: (*server).didOpen, capability: openCloseCapability},
		{name: protocol.MethodTextDocumentDidChange, notification: (*server).didChange, capability: changeCapability},
		{name: protocol.MethodTextDocumentDidClose, notification: (*server).didClose, capability: openCloseCapability},
		{name: protocol.MethodTextDocumentDidSave, notification: (*server).didSave, capability: saveCapability},
		{name: protocol.MethodWorkspaceDidChangeWatchedFiles, notification: (*server).didChangeWatchedFiles},
		{name: protocol.MethodWorkspaceDidChangeConfiguration, notification: (*server).didChangeConfiguration},

		{name: protocol.MethodTextDocumentHover, request: (*server).hover, capability: hoverCapability},
		{name: protocol.MethodTextDocumentCompletion, request: (*server).completion, capability: completionCapability},
		{name: protocol.MethodCompletionItemResolve, request: (*server).completionResolve, capability: completionResolveCapability},
		{name: protocol.MethodTextDocumentDiagnostic, request: (*server).diagnostic, capability: diagnosticCapability},
		{name: protocol.MethodTextDocumentCodeAction, request: (*server).codeAction, capability: codeActionCapability},
	}
}

// methodsByName returns the methods by their names.
func methodsByName() map[string]method {
	byName := make(map[string]method)
	for _, m := range methods() {
		byName[m.name] = m
	}
	return byName
}

// serverCapabilities returns what the server announces to a client.
func serverCapabilities(c *client) protocol.ServerCapabilities {
	server := protocol.ServerCapabilities{PositionEncoding: c.encoding.kind()}
	for _, m := range methods() {
		if m.capability != nil {
			m.capability(c, &server)
		}
	}
	return server
}
