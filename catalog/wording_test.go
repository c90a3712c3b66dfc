package catalog_test

import (
	"testing"

	"github.com/errls/errls/catalog"
)

// TestOwnWordsFirst checks that the first text about an HTTP status or a gRPC code is in our words, after the standard,
// and that the words of the page, which is a translation, are a text of their own.
func TestOwnWordsFirst(t *testing.T) {
	for _, id := range []string{"http.status", "grpc.code"} {
		c := catalog.Embedded().Catalog(id)
		for _, code := range c.Codes {
			from := c.Sources[code.Description.Source]
			if code.Description.Text == "" || !from.Paraphrased || from.Cite == "" || from.URL == "" || from.Date == "" {
				t.Errorf("%s: the description %q is from %v", code.ID, code.Description.Text, from)
			}
			if code.Message.Text != "" || code.Remedy.Text != "" {
				t.Errorf("%s has another text than its description", code.ID)
			}
			if page := c.Sources[code.Page.Source]; (code.Page.Text == "") != code.Extra || page.Paraphrased || page.Cite == from.Cite {
				t.Errorf("%s: the words of the page are %q, from %v", code.ID, code.Page.Text, page)
			}
		}
	}
}
