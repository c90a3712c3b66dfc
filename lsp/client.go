package lsp

import "slices"

// A client contains the properties of the client, from the request initialize. It is immutable.
type client struct {
	capabilities
	encoding encoding
	locale   string
	pull     bool // the client requests diagnostics; otherwise the server publishes them
}

type initializeParams struct {
	ProcessID    *int64       `json:"processId"`
	Locale       string       `json:"locale"`
	Capabilities capabilities `json:"capabilities"`
}

// capabilities are the client capabilities that the server uses.
type capabilities struct {
	General struct {
		PositionEncodings []string `json:"positionEncodings"`
	} `json:"general"`
	Workspace struct {
		Configuration bool `json:"configuration"`
		Diagnostics   struct {
			RefreshSupport bool `json:"refreshSupport"`
		} `json:"diagnostics"`
		WorkspaceEdit struct {
			DocumentChanges    bool `json:"documentChanges"`
			SnippetEditSupport bool `json:"snippetEditSupport"`
		} `json:"workspaceEdit"`
		DidChangeConfiguration struct {
			DynamicRegistration bool `json:"dynamicRegistration"`
		} `json:"didChangeConfiguration"`
		DidChangeWatchedFiles struct {
			DynamicRegistration    bool `json:"dynamicRegistration"`
			RelativePatternSupport bool `json:"relativePatternSupport"`
		} `json:"didChangeWatchedFiles"`
	} `json:"workspace"`
	TextDocument struct {
		Hover struct {
			ContentFormat []string `json:"contentFormat"`
		} `json:"hover"`
		Completion struct {
			CompletionItem struct {
				DocumentationFormat []string `json:"documentationFormat"`
			} `json:"completionItem"`
		} `json:"completion"`
		PublishDiagnostics diagnosticCapabilities  `json:"publishDiagnostics"`
		Diagnostic         *diagnosticCapabilities `json:"diagnostic"`
		CodeAction         struct {
			IsPreferredSupport       bool      `json:"isPreferredSupport"`
			CodeActionLiteralSupport *struct{} `json:"codeActionLiteralSupport"`
		} `json:"codeAction"`
	} `json:"textDocument"`
}

type diagnosticCapabilities struct {
	RelatedInformation     bool `json:"relatedInformation"`
	CodeDescriptionSupport bool `json:"codeDescriptionSupport"`
	DataSupport            bool `json:"dataSupport"`
}

// newClient returns the client that the params of initialize describe.
func newClient(p initializeParams) *client {
	c := &client{capabilities: p.Capabilities, encoding: utf16, locale: p.Locale}
	if slices.Contains(p.Capabilities.General.PositionEncodings, string(utf8.kind())) {
		c.encoding = utf8
	}
	c.pull = p.Capabilities.TextDocument.Diagnostic != nil
	return c
}
