package load

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

func someFacts() facts {
	return facts{factsVersion, map[string]map[string]*sites.Helper{
		"example.com/m/errs": {
			"Is":       {Error: 0, Codes: 1, Match: sites.Exact | sites.DotPrefix, Catalogs: []string{"demo.queue"}, OnMatch: sites.AnswerTrue},
			"Error.Is": {Error: -1, Codes: 0, Loose: true},
			"Gone":     {Codes: -1, Own: map[string][]string{"demo.queue": {"QueueGone"}, "demo.vault": nil}},
		},
	}}
}

func writeFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFactsComeThrough(t *testing.T) {
	want := someFacts()
	first, err := want.encode()
	if err != nil {
		t.Fatal(err)
	}
	got := readFacts(map[string]string{"example.com/m/errs": writeFile(t, "vetx", first)}, nil)
	second, err := got.encode()
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("%v: wrote\n%s\nand then\n%s", err, first, second)
	}
	if nothing, err := (&facts{}).encode(); len(nothing) != 0 || err != nil {
		t.Errorf("no facts are written as %q, %v", nothing, err)
	}
}

// TestForeignFacts has files that another tool, or another errls, may have left.
func TestForeignFacts(t *testing.T) {
	good, err := (&facts{factsVersion, someFacts().Helpers}).encode()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"empty": "", "gob": "\x10\xff\x81\x02", "cut": string(good[:len(good)/2]), "list": "[1]",
		"another version": `{"Version":99,"Helpers":{"p":{"Is":{}}}}`,
		"null":            `{"Version":1,"Helpers":{"p":{"Is":null}}}`,
		"bad index":       `{"Version":1,"Helpers":{"p":{"Is":{"Error":-7}}}}`,
	} {
		if got := readFacts(map[string]string{"p": writeFile(t, "vetx", []byte(data))}, nil); len(got.Helpers) > 0 {
			t.Errorf("%s: %v", name, got.Helpers)
		}
	}
	if got := readFacts(map[string]string{"p": filepath.Join(t.TempDir(), "none")}, nil); len(got.Helpers) > 0 {
		t.Error(got.Helpers)
	}
}

// TestUnitsOfTheMainModuleAreRead says which units that are there for their facts only are read at all.
func TestUnitsOfTheMainModuleAreRead(t *testing.T) {
	needGo(t)
	for name, change := range map[string]func(*UnitConfig){
		"another module":   func(c *UnitConfig) { c.ModulePath, c.ModuleVersion = "example.com/other", "v1.0.0" },
		"standard library": func(c *UnitConfig) {},
	} {
		config := writeUnit(t, unpack(t, statusModule), "example.com/m/plain", func(c *UnitConfig) {
			c.VetxOnly, c.GoFiles = true, []string{"none.go"}
			change(c)
		})
		u, err := ReadUnit(config, func(string) *catalog.Set { t.Error("a set is asked for"); return demo() })
		if err != nil || !u.Skip {
			t.Errorf("%s: %v, %v", name, u, err)
		}
	}
	config := writeUnit(t, unpack(t, statusModule), "example.com/m/plain", func(c *UnitConfig) {
		c.VetxOnly, c.ModulePath = true, "example.com/m"
		c.PackageVetx = map[string]string{"example.com/m/errs": "facts"}
	})
	u, err := ReadUnit(config, func(string) *catalog.Set { t.Error("a set is asked for"); return demo() })
	if err != nil || !u.Skip {
		t.Errorf("no helper in it: %v, %v", u, err)
	}
}

// TestUnitsHandOnFacts has a unit without helpers between one with helpers and those that may call them: a method of a
// type can be met without an import.
func TestUnitsHandOnFacts(t *testing.T) {
	needGo(t)
	want := someFacts()
	data, err := want.encode()
	if err != nil {
		t.Fatal(err)
	}
	vetx := writeFile(t, "vetx", data)
	config := writeUnit(t, unpack(t, statusModule), "example.com/m/plain", func(c *UnitConfig) {
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
		t.Errorf("%v: handed on\n%s\nwant\n%s", err, got, data)
	}
}
