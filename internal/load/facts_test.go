package load

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// someFacts returns facts about three helpers of different kinds.
func someFacts() vetFacts {
	return vetFacts{factsVersion, map[string]map[string]*sites.Helper{
		"example.com/m/errs": {
			"Is":       {Error: 0, Codes: 1, Match: sites.Exact | sites.DotPrefix, Catalogs: []string{"demo.queue"}, OnMatch: sites.AnswerTrue},
			"Error.Is": {Error: -1, Codes: 0, Loose: true},
			"Gone":     {Codes: -1, Own: map[string][]string{"demo.queue": {"QueueGone"}, "demo.vault": nil}},
		},
	}, map[string]map[string]*sites.Fact{
		"example.com/m/log": {"Logger.Print": {Does: sites.DoesLog}, "Fatal": {Ends: true}},
	}}
}

// writeFile writes a file into a new directory and returns its path.
func writeFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFactsRoundTrip(t *testing.T) {
	want := someFacts()
	first, err := want.encode()
	if err != nil {
		t.Fatal(err)
	}
	got := readFacts(map[string]string{"example.com/m/errs": writeFile(t, "vetx", first)}, nil)
	second, err := got.encode()
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("%v: first written as\n%s\nthen as\n%s", err, first, second)
	}
	if nothing, err := (&vetFacts{}).encode(); len(nothing) != 0 || err != nil {
		t.Errorf("no facts are written as %q, %v", nothing, err)
	}
}

// TestForeignFacts reads files that another tool, or another version of errls, may have written: they have no facts.
func TestForeignFacts(t *testing.T) {
	good, err := (&vetFacts{factsVersion, someFacts().Helpers, nil}).encode()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"empty": "", "gob": "\x10\xff\x81\x02", "cut": string(good[:len(good)/2]), "list": "[1]",
		"another version": `{"Version":99,"Helpers":{"p":{"Is":{}}}}`,
		"null":            `{"Version":2,"Helpers":{"p":{"Is":null}}}`,
		"bad index":       `{"Version":2,"Helpers":{"p":{"Is":{"Error":-7}}}}`,
	} {
		if got := readFacts(map[string]string{"p": writeFile(t, "vetx", []byte(data))}, nil); len(got.Helpers) > 0 {
			t.Errorf("%s: %v", name, got.Helpers)
		}
	}
	if got := readFacts(map[string]string{"p": filepath.Join(t.TempDir(), "none")}, nil); len(got.Helpers) > 0 {
		t.Error(got.Helpers)
	}
}

// TestUnitsOfOtherModulesAreSkipped checks that a unit that is wanted for its facts only is not read if it belongs to
// another module, or cannot contain a helper.
func TestUnitsOfOtherModulesAreSkipped(t *testing.T) {
	needGo(t)
	list := listModule(t, statusModule)
	for name, change := range map[string]func(*UnitConfig){
		"another module":   func(c *UnitConfig) { c.ModulePath, c.ModuleVersion = "example.com/other", "v1.0.0" },
		"standard library": func(c *UnitConfig) {},
	} {
		config := writeUnit(t, list, "example.com/m/plain", func(c *UnitConfig) {
			c.VetxOnly, c.GoFiles = true, []string{"none.go"}
			change(c)
		})
		u, err := ReadUnit(config, func(string) *catalog.Set { t.Error("the unit asks for its catalogs"); return demo() })
		if err != nil || !u.Skip {
			t.Errorf("%s: %v, %v", name, u, err)
		}
	}
	config := writeUnit(t, list, "example.com/m/plain", func(c *UnitConfig) {
		c.VetxOnly, c.ModulePath = true, "example.com/m"
		c.PackageVetx = map[string]string{"example.com/m/errs": "facts"}
	})
	u, err := ReadUnit(config, func(string) *catalog.Set { return demo() })
	if err != nil || !u.Skip || u.Package != nil {
		t.Errorf("a unit without helpers: %v, %v", u, err)
	}
}

// TestUnitsPassFactsOn checks that a unit without helpers writes the facts of its imports: a package can call a method of
// a type without importing the package that declares it.
func TestUnitsPassFactsOn(t *testing.T) {
	needGo(t)
	want := someFacts()
	data, err := want.encode()
	if err != nil {
		t.Fatal(err)
	}
	vetx := writeFile(t, "vetx", data)
	config := writeUnit(t, listModule(t, statusModule), "example.com/m/plain", func(c *UnitConfig) {
		c.VetxOnly, c.ModulePath = true, "example.com/m"
		c.PackageVetx = map[string]string{"example.com/m/errs": vetx}
	})
	u, err := ReadUnit(config, func(string) *catalog.Set { return demo() })
	if err != nil {
		t.Fatal(err)
	}
	if err := u.Done(); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(u.Config.VetxOutput); err != nil || !bytes.Equal(got, data) {
		t.Errorf("%v: wrote\n%s\nwant\n%s", err, got, data)
	}
}
