package skim

import (
	"strings"
	"testing"
)

func TestIsTypePosition(t *testing.T) {
	for src, want := range map[string]bool{
		"func f(c *p.T)":         true,
		"func f(c p.T)":          true,
		"func f() (p.T, error)":  false, // may be an expression
		"func f(a int) p.T {":    true,
		"var c p.T":              true,
		"var c = &p.T{}":         true,
		"c := p.T{}":             false,
		"list := []p.T{}":        true,
		"var m map[string]p.T":   true,
		"type own p.T":           true,
		"x.(*p.T)":               true,
		"return p.T":             false,
		"case p.T:":              false,
		"if a && p.T {":          false,
		"if a &&p.T {":           false,
		"n := a * p.T":           false,
		"n := a*p.T":             false,
		"n := f()*p.T":           false,
		"go p.T()":               false,
		"a, p.T = 1, 2":          false,
		"err := p.T(1)":          false,
		"var c *p.T.x":           false,
		"f(p.T)":                 false,
		"x = x\np.T = 1":         false,
		"func f(c ...p.T)":       false,
		"const n = 2; var c p.T": true,
	} {
		at := strings.Index(src, "p.T")
		if got := IsTypePosition([]byte(src), at, at+len("p.T")); got != want {
			t.Errorf("%s: got %v, want %v", src, got, want)
		}
	}
}
