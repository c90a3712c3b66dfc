package archtest

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

// TestModuleBesideIt holds the module that builds golangci-lint with errls in it to what errls requires: where it
// asks for less, the go command wants it tidied before it builds.
func TestModuleBesideIt(t *testing.T) {
	own, beside := requirements(t, "go.mod"), requirements(t, "testdata/golangci/go.mod")
	for path, version := range own {
		if have, ok := beside[path]; ok && semver.Compare(have, version) < 0 {
			t.Errorf("%s: errls requires %s, testdata/golangci %s; run go mod tidy there", path, version, have)
		}
	}
}

// requirements returns what a go.mod requires, by path.
func requirements(t *testing.T, name string) map[string]string {
	t.Helper()
	name = filepath.Join("..", "..", filepath.FromSlash(name))
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := modfile.Parse(name, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	versions := make(map[string]string, len(file.Require))
	for _, r := range file.Require {
		versions[r.Mod.Path] = r.Mod.Version
	}
	return versions
}
