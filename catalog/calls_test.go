package catalog_test

import (
	"testing"

	"github.com/errls/errls/catalog"
)

func TestServes(t *testing.T) {
	b := catalog.Binding{Package: "acme.test/sdk/errors", Calls: []string{"acme.test/sdk/service/...", "acme.test/sdk/upload"}}
	for path, want := range map[string]bool{
		"acme.test/sdk/service":         true,
		"acme.test/sdk/service/queue":   true,
		"acme.test/sdk/services/queue":  false,
		"acme.test/sdk/upload":          true,
		"acme.test/sdk/upload/internal": false,
		"acme.test/sdk/errors":          false,
	} {
		if got := b.Serves(path); got != want {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
}
