package archtest

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

// TestGolangciModule checks that the module in testdata/golangci requires no older versions than errls does: with older
// ones the go command does not build it.
func TestGolangciModule(t *testing.T) {
	own, golangci := requirements(t, "go.mod"), requirements(t, "testdata/golangci/go.mod")
	for path, version := range own {
		if have, ok := golangci[path]; ok && semver.Compare(have, version) < 0 {
			t.Errorf("%s: go.mod requires %s, but testdata/golangci/go.mod requires %s; run go -C testdata/golangci mod tidy",
				path, version, have)
		}
	}
}

// requirements returns the versions that a go.mod file requires, by module path.
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
