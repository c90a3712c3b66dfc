package lsp

import "go.lsp.dev/protocol"

// Types that several methods read of a client's messages. Those of one method are in its file.

type textDocument struct {
	URI string `json:"uri"` // as the client spells it
}

type positionParams struct {
	TextDocument textDocument      `json:"textDocument"`
	Position     protocol.Position `json:"position"`
}

type documentParams struct {
	TextDocument textDocument `json:"textDocument"`
}
