package load

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLayouts compares the loaders in a module that uses an SDK and a library in many ways, with the source of both in each
// place where the go command finds it.
func TestLayouts(t *testing.T) {
	needGo(t)
	archive, err := os.ReadFile("testdata/layouts.txtar")
	if err != nil {
		t.Fatal(err)
	}
	const mod = "-- app/go.mod --\nmodule github.com/acme/app\n\ngo 1.26\n\nrequire (\n\texample.com/lib v1.0.0\n\texample.com/queue-go v1.0.0\n)\n\n"
	const replace = "replace (\n\texample.com/lib => ../lib\n\texample.com/queue-go => ../queue-go\n)\n"
	vendored := strings.NewReplacer("-- queue-go/", "-- app/vendor/example.com/queue-go/", "-- lib/", "-- app/vendor/example.com/lib/")
	for _, layout := range []struct{ name, archive string }{
		{"replaced", string(archive) + mod + replace},
		{"vendored", vendored.Replace(string(archive)) + mod + "-- app/vendor/modules.txt --\n" +
			"# example.com/lib v1.0.0\n## explicit; go 1.26\nexample.com/lib\n# example.com/queue-go v1.0.0\n## explicit; go 1.26\nexample.com/queue-go\n"},
		{"workspace", string(archive) + mod + "-- go.work --\ngo 1.26\n\nuse (\n\t./app\n\t./lib\n\t./queue-go\n)\n"},
	} {
		t.Run(layout.name, func(t *testing.T) {
			t.Setenv("GOFLAGS", "")
			t.Setenv("GOWORK", "")
			t.Setenv("GOPROXY", "off")
			dir := filepath.Join(unpack(t, layout.archive), "app")
			compareLoaders(t, "layouts "+layout.name, dir, demo(), nil)
		})
	}
}
