package load

import (
	"embed"
)

//go:generate go run ./internal/stdgen -o std

// stubs are the exported declarations of standard packages.
//
//go:embed std
var stubs embed.FS

// stdStub returns the source of a standard package's stub, and whether there is one.
func stdStub(path string) ([]byte, bool) {
	src, err := stubs.ReadFile("std/" + path + ".txt")
	return src, err == nil
}
