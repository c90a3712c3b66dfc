package lsp

import (
	"strings"
	"testing"

	"go.lsp.dev/protocol"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/lsp/session"
)

// TestZeroValuesEncodeNoNull checks that the server does not send null where the protocol requires a string or no
// value: zero values of some types of package protocol are encoded as null.
func TestZeroValuesEncodeNoNull(t *testing.T) {
	code := &catalog.Code{ID: "X"}
	c := codeContext{catalog: &catalog.Catalog{Codes: []catalog.Code{*code}}}
	finding := &session.Finding{Location: session.Location{Doc: doc("")}}
	s := &server{}
	diagnostic := s.toDiagnostic(&client{}, finding)
	for _, v := range []any{
		c.list(protocol.Range{}, ""),
		&diagnostic,
		&protocol.FullDocumentDiagnosticReport{Kind: "full", Items: s.diagnostics(&client{}, &session.File{})},
		&protocol.PublishDiagnosticsParams{Diagnostics: s.diagnostics(&client{}, &session.File{})},
	} {
		encoded, err := codec{}.Marshal(v)
		if err != nil || strings.Contains(string(encoded), "null") {
			t.Errorf("%s %v", encoded, err)
		}
	}
}
