package load

import (
	"go/types"
	"testing"
)

// A package without source has the types that the program names, and nothing is known of them. They have the same
// identity in all packages of the module.
func TestOpaqueTypes(t *testing.T) {
	dir := unpack(t, `
-- go.mod --
module example.com/app

require example.com/cloud v1.0.0
-- main.go --
package main

import (
	"example.com/app/clients"
	"example.com/cloud/store"
	"example.com/queue-go"
)

func f(m *clients.Manager, c *store.Client) bool {
	_, err := m.Store.Get("x")
	_, err = c.Get("y")
	_, err = store.New().Get("z")
	n := store.Limit * 2
	return err.(*queue.Error).Code == "QueueGone" && n > 1
}
-- clients/clients.go --
package clients

import "example.com/cloud/store"

type Manager struct {
	Store *store.Client
	Kind  store.Kind
}
`)
	packages, _ := quick(t, Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}})
	if len(packages) == 0 {
		t.Fatal("no packages")
	}
	p := packages[0]
	found := map[string]bool{}
	for e, tv := range p.Info.Types {
		name := types.ExprString(e)
		if name != "m.Store" && name != "c" {
			continue
		}
		found[name] = true
		if got := tv.Type.String(); got != "*example.com/cloud/store.Client" {
			t.Errorf("%s has type %s", name, got)
		}
	}
	if !found["m.Store"] || !found["c"] {
		t.Errorf("expressions %v", found)
	}
	for id, o := range p.Info.Uses {
		if pn, ok := o.(*types.PkgName); ok && id.Name == "store" {
			if got := pn.Imported().Scope().Names(); len(got) != 2 || got[0] != "Client" || got[1] != "Kind" {
				t.Errorf("package store declares %v", got)
			}
		}
	}
}
