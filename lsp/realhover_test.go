package lsp

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/lsp/session"
)

// realHovers are places in the real modules, and what hover shows there.
var realHovers = []struct{ file, mark, want string }{
	{"accounts/write.go", "SerializationFailure {", "is in conflict with another one"},
	{"accounts/write.go", `"40" {`, "was rolled back because it was in conflict"},
	{"accounts/report.go", "TooManyConnections:", "has no free connection"},
	{"orders/store.go", "1146:", "The table does not exist."},
	{"orders/store.go", "deadlock {", "rolled back all of this one"},
	{"events/client.go", "MessageTooLarge)", "larger than the broker or the topic allows"},
	{"events/relay/relay.go", "ErrNotController)", "not the controller of the cluster"},
	{"events/relay/relay.go", "ClusterAuthorizationFailed)", "may not do this in the cluster"},
	{"leases/registry.go", "ErrNoSpace:", "as large as its quota allows"},
}

// TestHoverInRealModules requests hover on codes, sentinels and classes in real modules.
func TestHoverInRealModules(t *testing.T) {
	for _, h := range realHovers {
		t.Run(h.file+" "+h.mark, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, u, doc := openReal(t, h.file, "")
				hover := string(c.must("textDocument/hover", paramsAt(u, doc, strings.Index(doc.Text, h.mark)+1)))
				if !strings.Contains(hover, h.want) {
					t.Errorf("hover does not contain %q: %s", h.want, hover)
				}
			})
		})
	}
}

// TestCompletionInRealModules requests completion of a code in a literal, and expects all codes of the catalog that it
// describes: the list is too long for the others.
func TestCompletionInRealModules(t *testing.T) {
	for _, test := range []struct{ file, code, mark, catalog string }{
		{"accounts/write.go", "func also(e *pgconn.PgError) bool { return e.Code == \"\" }", `e.Code == "`, "postgresql.sqlstate"},
		{"accounts/report.go", "func again(e *pq.Error) bool { return e.Code == \"\" }", `e.Code == "`, "postgresql.sqlstate"},
	} {
		t.Run(test.file, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, u, doc := openReal(t, test.file, test.code)
				at := paramsAt(u, doc, strings.LastIndex(doc.Text, test.mark)+len(test.mark))
				var list struct{ Items []completionItem }
				if err := json.Unmarshal(c.must("textDocument/completion", at), &list); err != nil {
					t.Fatal(err)
				}
				for _, code := range catalog.Embedded().Catalog(test.catalog).Codes {
					if code.Description.Text != "" && !slices.ContainsFunc(list.Items, func(item completionItem) bool { return item.Label == code.ID }) {
						t.Errorf("completion lacks %s", code.ID)
					}
				}
			})
		})
	}
}

// openReal opens a file of a real module with more code at its end, and waits for the analysis.
func openReal(t *testing.T, file, more string) (c *testClient, u string, doc *session.Document) {
	t.Helper()
	c = connect(t, Options{Set: catalog.Embedded()}, `{"textDocument":{"diagnostic":{},"hover":{"contentFormat":["markdown"]}}}`)
	path := filepath.Join(realModules, filepath.FromSlash(file))
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	u = fileURI(t, path)
	doc = session.NewDocument(path, 1, string(text)+"\n"+more+"\n")
	c.open(u, doc.Text)
	c.must("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, u))
	return c, u, doc
}
