package lint_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/lint"
)

// FuzzFile checks that File does not panic and that each problem has a position and a message.
func FuzzFile(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.yaml"))
	if err != nil || len(paths) == 0 {
		f.Fatal(paths, err)
	}
	f.Add([]byte(base))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	config := lint.Config{Set: catalog.Embedded(), ModCache: filepath.Join("testdata", "modcache")}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, p := range lint.File("fuzz.yaml", data, config).Problems {
			if p.Line < 1 || p.Column < 1 || p.Message == "" {
				t.Errorf("a problem without a position or message: %v", p)
			}
		}
	})
}
