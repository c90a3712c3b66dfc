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

// TestOwnWords checks that only the pages that the first catalogs were made from are quoted: all other texts are in our
// words, and no Chinese text is copied.
func TestOwnWords(t *testing.T) {
	quoted := map[string]bool{ // catalogs whose first source is quoted
		"alibaba.tablestore.tunnel": true, "huawei.cts": true, "tencent.cls": true, "tencent.pts.engine": true,
		"http.status": true, "grpc.code": true,
	}
	for _, c := range catalog.Embedded().Catalogs() {
		for _, code := range c.Codes {
			for _, text := range []catalog.Text{code.Message, code.Description, code.Remedy, code.Page} {
				if text.Text == "" || quoted[c.ID] && text.Source == 0 {
					continue
				}
				if from := c.Sources[text.Source]; !from.Paraphrased {
					t.Errorf("%s: %s: %q is word for word from %s", c.ID, code.ID, text.Text, from.Title)
				}
				if text.Zh != "" {
					t.Errorf("%s: %s has a Chinese text of the vendor", c.ID, code.ID)
				}
			}
			if code.Zh != "" && !quoted[c.ID] {
				t.Errorf("%s: %s has a Chinese text of the vendor", c.ID, code.ID)
			}
		}
	}
}
