package lsp

import (
	"fmt"

	"github.com/errls/errls/catalog"
)

// acme returns catalogs of fictitious services, so that the scenarios do not depend on the embedded catalogs.
func acme() *catalog.Set {
	queue := &catalog.Catalog{
		ID: "acme.queue", Title: "Acme Queue", Vendor: "Acme", Kind: catalog.KindString, Pattern: `Q-[\w.-]+`, Prefix: "Q-",
		Sources: []catalog.Source{
			{Title: "Acme Queue [errors]", URL: "https://acme.example/errors(1)", Date: "2024-05-06"},
			{Title: "The SDK's sources"},
		},
		Go: []catalog.Binding{{
			Package: "acme.example/queue", Name: "queue", Module: "acme.example/queue", Version: "v1.0.0",
			Errors:    []catalog.ErrorType{{Type: "Error", Pointer: true}},
			Carriers:  []catalog.Carrier{{At: "Error.Code"}, {At: "Error.Status", Catalog: "acme.status"}},
			Constants: []catalog.Constant{{Name: "ErrDenied", Code: "Q-Denied", Value: `"Q-Denied"`}},
			Declares:  "type Error struct {\n\tCode string\n\tID string\n\tStatus int\n}\nfunc (e *Error) Error() string\n",
		}},
		Codes: []catalog.Code{
			{
				ID: "Q-Gone", HTTP: []int{410}, Canonical: []string{"UNAVAILABLE"},
				Description: catalog.Text{Text: "The *heartbeat* of <queue_name> timed out."},
				Remedy:      catalog.Text{Text: "Connect again with the queue's ID."},
				Handling:    catalog.Reconnect, Retry: catalog.RetryAfterRecovery,
				Basis: catalog.Basis{Handling: catalog.Stated, Retry: catalog.Inferred},
				By:    "sdk", SDK: "the worker connects again.",
				Steps:  []string{"Take the ID.", "Connect with it."},
				Quirks: []string{"HTTP means 410 for good; here it is not."},
				Zh:     "心跳超时",
				URL:    "https://acme.example/errors/gone",
			},
			{
				ID: "Q-Denied", HTTP: []int{403}, Description: catalog.Text{Text: "You may not. Really not."},
				Handling: catalog.FixCredentials, Retry: catalog.RetryNever,
				Basis: catalog.Basis{Handling: catalog.Inferred, Retry: catalog.Inferred}, By: "caller",
			},
			{
				ID: "Q-Busy.Read", Description: catalog.Text{Text: "Too many readers"},
				Handling: catalog.RetryBackoff, Retry: catalog.RetryWithBackoff,
				Basis: catalog.Basis{Handling: catalog.Stated, Retry: catalog.Stated}, By: "caller",
			},
			{ID: "Q-Local", Description: catalog.Text{Text: "Made by the SDK", Source: 1}, Handling: catalog.ReturnToCaller, Extra: true},
		},
	}
	status := &catalog.Catalog{
		ID: "acme.status", Title: "Acme statuses", Kind: catalog.KindInt,
		Codes: []catalog.Code{{ID: "410", Value: 410, HasValue: true, Name: "Gone", Handling: catalog.ReturnToCaller}},
	}
	return catalog.NewSet([]*catalog.Catalog{queue, status, large()}, nil)
}

// large returns a catalog with more codes than a completion list contains.
func large() *catalog.Catalog {
	c := &catalog.Catalog{
		ID: "acme.large", Title: "Acme Large", Kind: catalog.KindString,
		Go: []catalog.Binding{{
			Package: "acme.example/large", Name: "large", Module: "acme.example/large",
			Errors: []catalog.ErrorType{{Type: "Error"}}, Carriers: []catalog.Carrier{{At: "Error.Code"}},
			Declares: "type Error struct{ Code string }\nfunc (e Error) Error() string\n",
		}},
	}
	for i := range 20000 {
		c.Codes = append(c.Codes, catalog.Code{ID: fmt.Sprintf("L.%05d", i), Name: fmt.Sprintf("Number %d", i)})
	}
	return c
}
