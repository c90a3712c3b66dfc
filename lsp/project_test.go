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

	"github.com/errls/errls/lsp/session"
)

const shopCatalog = `id: acme.shop
title: Acme Shop
kind: string
sources:
  - key: wiki
    title: The wiki
go:
  - package: shop.example/shop
    name: shop
    module: shop.example
    errors: ['*Error']
    carriers: [Error.Code]
codes:
  - id: S-Closed
    description: The shop is closed.
    canonical: UNAVAILABLE
    handling: fix-request
    retry: never
    basis: inferred
    by: caller
`

const shopSource = `package shop

type Error struct{ Code string }

func (e *Error) Error() string { return e.Code }

func closed(err *Error) bool { return err.Code == "S-Clsed" }
`

// shop creates a module with an errls.yaml and a catalog, and returns its directory.
func shop(t *testing.T, config string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "go.mod", "module shop.example\n")
	put(t, dir, "errls.yaml", config)
	put(t, dir, "errors/shop.yaml", shopCatalog)
	put(t, dir, "shop/shop.go", shopSource)
	put(t, dir, "other/other.go", "package other\n")
	return dir
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// published returns the next diagnostics that are published for a file, as "line:column message", counted from 0.
func (c *testClient) published(u string) []string {
	c.t.Helper()
	for {
		m := c.wait(c.notes, "diagnostics of "+u)
		var p struct {
			URI         string
			Diagnostics []diagnosticItem
		}
		if err := json.Unmarshal(m.Params, &p); err != nil {
			c.t.Fatal(err)
		}
		if m.Method == "textDocument/publishDiagnostics" && p.URI == u {
			return shown(p.Diagnostics)
		}
	}
}

// requested requests the diagnostics of a file.
func (c *testClient) requested(u string) []string {
	c.t.Helper()
	var report struct{ Items []diagnosticItem }
	result := c.must("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, u))
	if err := json.Unmarshal(result, &report); err != nil {
		c.t.Fatal(err)
	}
	return shown(report.Items)
}

func shown(items []diagnosticItem) []string {
	all := []string{}
	for _, d := range items {
		all = append(all, fmt.Sprintf("%d:%d %s", d.Range.Start.Line, d.Range.Start.Character, d.Message))
	}
	return all
}

// TestProjectChanges changes errls.yaml and a catalog, and notifies the server in each way that a client can use.
func TestProjectChanges(t *testing.T) {
	dir := shop(t, "catalogs: [errors/*.yaml]\n")
	code, other := fileURI(t, filepath.Join(dir, "shop", "shop.go")), fileURI(t, filepath.Join(dir, "other", "other.go"))
	ways := []struct {
		name   string
		notify func(c *testClient)
	}{
		{"watched", func(c *testClient) {
			c.notify("workspace/didChangeWatchedFiles", fmt.Sprintf(`{"changes":[{"uri":%q,"type":2}]}`, fileURI(t, filepath.Join(dir, "errls.yaml"))))
		}},
		{"saved", func(c *testClient) {
			c.notify("textDocument/didSave", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, code))
		}},
		{"another opened", func(c *testClient) { c.open(other, "package other\n") }},
	}
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				put(t, dir, "errls.yaml", "catalogs: [errors/*.yaml]\n")
				put(t, dir, "errors/shop.yaml", shopCatalog)
				c := connect(t, Options{Set: acme()}, "")
				c.open(code, shopSource)
				if got := c.published(code); len(got) != 1 || !strings.Contains(got[0], "S-Closed") {
					t.Fatalf("first: %q", got)
				}
				put(t, dir, "errors/shop.yaml", strings.ReplaceAll(shopCatalog, "S-Closed", "S-Clsed"))
				way.notify(c)
				if got := c.published(code); len(got) != 0 {
					t.Errorf("with a changed catalog: %q", got)
				}
				if way.name == "another opened" {
					c.close(other)
				}
				put(t, dir, "errors/shop.yaml", shopCatalog)
				way.notify(c)
				if got := c.published(code); len(got) != 1 {
					t.Errorf("with the first catalog again: %q", got)
				}
				if way.name == "another opened" {
					c.close(other)
				}
				put(t, dir, "errls.yaml", "catalogs: [errors/*.yaml]\nrules: {unknowncode: off}\n")
				way.notify(c)
				if got := c.published(code); len(got) != 0 {
					t.Errorf("with the rule turned off: %q", got)
				}
				if err := os.Remove(filepath.Join(dir, "errls.yaml")); err != nil {
					t.Fatal(err)
				}
				if way.name == "another opened" {
					c.close(other)
				}
				way.notify(c)
				if way.name == "another opened" {
					c.close(other)
				}
				put(t, dir, "errls.yaml", "catalogs: [errors/shop.yaml]\n")
				way.notify(c)
				if got := c.published(code); len(got) != 1 {
					t.Errorf("with a new errls.yaml: %q", got)
				}
			})
		})
	}
}

// TestProjectSeverity sets the severity of a rule in errls.yaml.
func TestProjectSeverity(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := shop(t, "catalogs: [errors/*.yaml]\nrules: {unknowncode: error}\n")
		c := connect(t, Options{Set: acme()}, pullClient)
		u := fileURI(t, filepath.Join(dir, "shop", "shop.go"))
		c.open(u, shopSource)
		result := string(c.must("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, u)))
		if !strings.Contains(result, `"severity":1`) {
			t.Errorf("got %s", result)
		}
	})
}

const brokenConfig = "catalogs:\n  - errors/*.yaml\n  - \"é\": x # not a path\n"

// TestProjectProblems uses an errls.yaml and a catalog with mistakes: they must be published, and the valid parts must
// apply.
func TestProjectProblems(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := shop(t, brokenConfig)
		put(t, dir, "errors/broken.yaml", "id: broken\ncolour: red\n")
		code := fileURI(t, filepath.Join(dir, "shop", "shop.go"))
		config, broken := fileURI(t, filepath.Join(dir, "errls.yaml")), fileURI(t, filepath.Join(dir, "errors", "broken.yaml"))
		save := fmt.Sprintf(`{"textDocument":{"uri":%q}}`, code)

		c := connect(t, Options{Set: acme()}, "")
		c.open(code, shopSource)
		sent := map[string][]string{}
		for len(sent) < 3 {
			m := c.wait(c.notes, "diagnostics")
			var p struct {
				URI         string
				Diagnostics []diagnosticItem
			}
			if err := json.Unmarshal(m.Params, &p); err != nil {
				t.Fatal(err)
			}
			sent[p.URI] = shown(p.Diagnostics)
		}
		if got := sent[config]; len(got) != 1 || !strings.HasPrefix(got[0], "2:4 an item of catalogs") {
			t.Errorf("errls.yaml: %q", got)
		}
		if got := sent[broken]; len(got) == 0 || !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "1:0 ") }) {
			t.Errorf("the catalog: %q", got)
		}
		if got := sent[code]; len(got) != 1 {
			t.Errorf("the code: %q", got)
		}

		// Diagnostics of fixed problems must be removed.
		put(t, dir, "errls.yaml", "catalogs: [errors/shop.yaml]\n")
		c.notify("textDocument/didSave", save)
		if got := c.published(config); len(got) != 0 {
			t.Errorf("fixed: %q", got)
		}
		if got := c.published(broken); len(got) != 0 {
			t.Errorf("no longer in errls.yaml: %q", got)
		}
	})
}

// TestProjectProblemsOfOpenFile uses a client that requests diagnostics: it does so for open documents only, and the
// diagnostics of other files must be published.
func TestProjectProblemsOfOpenFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := shop(t, brokenConfig)
		code, config := fileURI(t, filepath.Join(dir, "shop", "shop.go")), fileURI(t, filepath.Join(dir, "errls.yaml"))
		c := connect(t, Options{Set: acme()}, pullClient)
		c.open(code, shopSource)
		if got := c.published(config); len(got) != 1 {
			t.Fatalf("not open: %q", got)
		}
		c.open(config, brokenConfig)
		if got := c.published(config); len(got) != 0 {
			t.Errorf("opened: %q", got)
		}
		if got := c.requested(config); len(got) != 1 || !strings.HasPrefix(got[0], "2:4 ") {
			t.Errorf("requested: %q", got)
		}
		c.close(config)
		if got := c.published(config); len(got) != 1 {
			t.Errorf("closed: %q", got)
		}
	})
}

// TestProjectIsWatched checks the registrations for the files of a project, and that they are replaced when these
// change.
func TestProjectIsWatched(t *testing.T) {
	for _, test := range []struct{ relative, pattern string }{
		{"true", `"pattern":"errors/*.yaml"`},
		{"false", `"globPattern":"**/errors/*.yaml"`},
	} {
		dir := shop(t, "catalogs: [errors/*.yaml]\n")
		code := fileURI(t, filepath.Join(dir, "shop", "shop.go"))
		c := connect(t, Options{Set: acme()},
			`{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true,"relativePatternSupport":`+test.relative+`}}}`)
		first := c.wait(c.calls, "registration")
		if first.Method != "client/registerCapability" || !strings.Contains(string(first.Params), `"**/errls.yaml"`) {
			t.Fatalf("got %s %s", first.Method, first.Params)
		}
		c.open(code, shopSource)
		second := c.wait(c.calls, "the second registration")
		if second.Method != "client/registerCapability" || !strings.Contains(string(second.Params), test.pattern) {
			t.Errorf("got %s %s", second.Method, second.Params)
		}
		third := c.wait(c.calls, "the end of the first registration")
		if third.Method != "client/unregisterCapability" || !strings.Contains(string(third.Params), "errls/files/1") {
			t.Errorf("got %s %s", third.Method, third.Params)
		}
	}
}

// TestInhouse uses the codes of a fictitious service, whose catalog belongs to the module.
func TestInhouse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{}, `{"textDocument":{"diagnostic":{},"hover":{"contentFormat":["markdown"]}}}`)
		path := filepath.Join(realModules, "inhouse", "main.go")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		u := fileURI(t, path)
		doc := session.NewDocument(path, 1, string(text)+`
func also(answer *ledger.Error) bool { return answer.Code == "" }
`)
		c.open(u, doc.Text)
		if got := c.requested(u); len(got) != 2 {
			t.Errorf("diagnostics: %q", got)
		}
		at := func(mark string, by int) string {
			return paramsAt(u, doc, strings.Index(doc.Text, mark)+by)
		}
		for _, mark := range []string{`"ledger.PeriodClosed"`, `ledger.EntryExists`} {
			hover := string(c.must("textDocument/hover", at(mark, 9)))
			if want := "The ledger's handbook"; !strings.Contains(hover, want) {
				t.Errorf("hover on %s does not contain %q: %s", mark, want, hover)
			}
		}
		var list struct{ Items []json.RawMessage }
		if err := json.Unmarshal(c.must("textDocument/completion", at(`answer.Code == ""`, len(`answer.Code == "`))), &list); err != nil {
			t.Fatal(err)
		}
		var labels []string
		for _, raw := range list.Items {
			var item completionItem
			if err := json.Unmarshal(raw, &item); err != nil {
				t.Fatal(err)
			}
			labels = append(labels, item.Label)
		}
		if len(labels) != 6 || !slices.Contains(labels, "ledger.Overloaded") {
			t.Errorf("completion: %q", labels)
		}
		if resolved := string(c.must("completionItem/resolve", string(list.Items[0]))); !strings.Contains(resolved, "documentation") {
			t.Errorf("resolved: %s", resolved)
		}
	})
}
