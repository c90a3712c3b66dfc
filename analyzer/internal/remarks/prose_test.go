package remarks

import (
	"go/parser"
	"go/token"
	"testing"
)

// TestIsProse checks which comments say something to a reader.
func TestIsProse(t *testing.T) {
	for comment, want := range map[string]bool{
		"// It is gone, as wanted.":                  true,
		"// ignore":                                  true,
		"//ignore":                                   true,
		"/* ignore */":                               true,
		"// safe-to-ignore":                          true,
		"// already gone, fine":                      true,
		"// idempotent, safe":                        true,
		"// exists: ok":                              true,
		"// RFC 4918, 9.3.1":                         true,
		"// https://example.com/why":                 true,
		"// ignore (see the RFC)":                    true,
		"// continue polling":                        true,
		"// Not ours.\n// TODO: count":               true,
		"// As in\n//\treturn nil\n":                 true,
		"/*\n * It is gone.\n */":                    true,
		"// wanted":                                  true,
		"// todos are elsewhere":                     true,
		"// TODO: return it":                         false,
		"// todo return it":                          false,
		"//TODO(me): return it\n// when it is ready": false,
		"// FIXME":                                   false,
		"// XXX really?":                             false,
		"// HACK: not ours":                          false,
		"//nolint:nilerr // it is fine":              false,
		"// nolint":                                  false,
		"//go:noinline":                              false,
		"//errls:ignore swallowedcode it is fine":    false,
		"//lint:ignore SA1000 it is fine":            false,
		"// #nosec G104":                             false,
		"// want \"x\"":                              false,
		"// want swallowedcode \"x\"":                false,
		"//":                                         false,
		"// ----":                                    false,
		"// return err":                              false,
		"// return nil, err":                         false,
		"// log.Printf(\"%v\", err)":                 false,
		"// if err != nil {\n//\treturn err\n// }":   false,
		"// if err != nil {":                         false,
		"// }":                                       false,
		"// } else {":                                false,
		"// case codes.NotFound:\n//\treturn nil":    false,
		"// x := 1\n// } else if y {":                false,
		"// err == nil":                              false,
		"/* return err */":                           false,
		"// continue":                                false,
		"// panic(err)":                              false,
		"// for i := range 3 {\n//\tcall(i)\n// }\n// //": false,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n\n"+comment+"\n", parser.ParseComments)
		if err != nil || len(file.Comments) != 1 {
			t.Fatalf("%q: %v", comment, err)
		}
		if have := isProse(file.Comments[0]); have != want {
			t.Errorf("%q is prose: %v, want %v", comment, have, want)
		}
	}
}
