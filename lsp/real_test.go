package lsp

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"go.lsp.dev/uri"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/lsp/session"
)

const realModules = "../testdata/real"

// A comment in the real modules names the rules that must report its line, each with a pattern for the message.
var (
	wantComment = regexp.MustCompile(`// want (.*)$`)
	wantFinding = regexp.MustCompile(`(\w+)(?: "(?:[^"\\]|\\.)*")?`)
)

// TestRealModules opens the files of the real modules, and compares the diagnostics with the comments in them. If all
// files of a package are open, they must be equal. If only one file is open, the function bodies of the others are not
// parsed, and there may be fewer diagnostics.
func TestRealModules(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		packages := make(map[string][]string)
		err := filepath.WalkDir(realModules, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ".go") {
				packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], path)
			}
			return err
		})
		if err != nil || len(packages) == 0 {
			t.Fatalf("%d packages, %v", len(packages), err)
		}
		c := connect(t, Options{Set: catalog.Embedded()}, pullClient)
		for dir, paths := range packages {
			for _, path := range paths {
				text, want := expected(t, path)
				c.open(fileURI(t, path), text)
				for _, line := range c.lines(fileURI(t, path)) {
					if !slices.Contains(want, line) {
						t.Errorf("%s alone: %s", path, line)
					}
				}
				c.close(fileURI(t, path))
			}
			for _, path := range paths {
				text, _ := expected(t, path)
				c.open(fileURI(t, path), text)
			}
			for _, path := range paths {
				_, want := expected(t, path)
				if got := c.lines(fileURI(t, path)); !slices.Equal(got, want) {
					t.Errorf("%s with all of %s open: got\n\t%s\nwant\n\t%s", path, dir, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
				}
			}
			for _, path := range paths {
				c.close(fileURI(t, path))
			}
		}
	})
}

// expected returns the text of a file, and the line and rule of each finding in its comments.
func expected(t *testing.T, path string) (text string, want []string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(b), "\n") {
		if m := wantComment.FindStringSubmatch(line); m != nil {
			for _, finding := range wantFinding.FindAllStringSubmatch(m[1], -1) {
				want = append(want, fmt.Sprintf("%d %s", i+1, finding[1]))
			}
		}
	}
	slices.Sort(want)
	return string(b), want
}

// lines returns the line and rule of each diagnostic of a file.
func (c *testClient) lines(u string) []string {
	c.t.Helper()
	var report struct{ Items []diagnosticItem }
	result := c.must("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, u))
	if err := json.Unmarshal(result, &report); err != nil {
		c.t.Fatal(err)
	}
	var got []string
	for _, item := range report.Items {
		got = append(got, fmt.Sprintf("%d %s", item.Range.Start.Line+1, item.Code))
	}
	slices.Sort(got)
	return got
}

func (c *testClient) close(u string) {
	c.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, u))
}

func fileURI(t *testing.T, path string) string {
	t.Helper()
	abs, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(uri.File(abs))
}

// TestTunnelConsumer requests hover on a code, and completion in an empty literal, in a real module.
func TestTunnelConsumer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{Set: catalog.Embedded()}, `{"textDocument":{"diagnostic":{},"hover":{"contentFormat":["markdown"]}}}`)
		path := filepath.Join(realModules, "tunnelconsumer", "main.go")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		u := fileURI(t, path)
		doc := session.NewDocument(path, 1, string(text)+`
func also(te *tunnel.TunnelError) bool { return te.Code == "" }
`)
		c.open(u, doc.Text)
		at := func(mark string, by int) string {
			return paramsAt(u, doc, strings.Index(doc.Text, mark)+by)
		}
		c.must("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, u)) // wait for the analysis
		hover := string(c.must("textDocument/hover", at(`"OTSResourceGone"`, 4)))
		if want := "Use the tunnel ID to reconnect to Tunnel Service."; !strings.Contains(hover, want) {
			t.Errorf("hover does not contain %q: %s", want, hover)
		}
		var list struct{ Items []completionItem }
		if err := json.Unmarshal(c.must("textDocument/completion", at(`te.Code == ""`, len(`te.Code == "`))), &list); err != nil {
			t.Fatal(err)
		}
		cat := catalog.Embedded().Catalog("alibaba.tablestore.tunnel")
		var documented int
		for _, code := range cat.Codes {
			if !code.Extra {
				documented++
			}
		}
		if documented != 7 || len(list.Items) != len(cat.Codes) {
			t.Fatalf("%d items, %d codes, %d of them documented", len(list.Items), len(cat.Codes), documented)
		}
		for _, item := range list.Items[:documented] {
			if code := cat.Lookup(item.Label); code == nil || code.Extra {
				t.Errorf("item %s", item.Label)
			}
		}
	})
}
