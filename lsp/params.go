package lsp

import "go.lsp.dev/protocol"

// The types that several methods decode. A type of one method is in its file.

type textDocument struct {
	URI string `json:"uri"` // in the spelling of the client
}

type positionParams struct {
	TextDocument textDocument      `json:"textDocument"`
	Position     protocol.Position `json:"position"`
}

type documentParams struct {
	TextDocument textDocument `json:"textDocument"`
}
