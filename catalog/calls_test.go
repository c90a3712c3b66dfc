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

func TestStandsFor(t *testing.T) {
	b := catalog.Binding{Types: []string{"acme.test/sdk/service/.../types"}}
	c := &catalog.Catalog{Kind: catalog.KindString, Codes: []catalog.Code{
		{ID: "NoSuchKey"}, {ID: "NoSuchEntity", Name: "NoSuchEntityException"}, {ID: "Full", Name: "FullException"}, {ID: "Exceeded", Name: "FullException"},
	}}
	for _, test := range []struct{ path, name, want string }{
		{"acme.test/sdk/service/store/types", "NoSuchKey", "NoSuchKey"},
		{"acme.test/sdk/service/store/v2/types", "NoSuchEntityException", "NoSuchEntity"},
		{"acme.test/sdk/service/store/types", "FullException", ""}, // two codes have this name
		{"acme.test/sdk/service/store/types", "NoSuchQueue", ""},
		{"acme.test/sdk/service/store", "NoSuchKey", ""},
		{"acme.test/sdk/service/types", "NoSuchKey", ""},
		{"acme.test/sdk/services/store/types", "NoSuchKey", ""},
		{"acme.test/sdk/service/store/types/more", "NoSuchKey", ""},
	} {
		have := ""
		if code := b.StandsFor(test.path, test.name, c); code != nil {
			have = code.ID
		}
		if have != test.want {
			t.Errorf("%s.%s stands for %q, want %q", test.path, test.name, have, test.want)
		}
	}
}
