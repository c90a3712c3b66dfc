package load

import (
	"embed"
)

//go:generate go run ./internal/stdgen -o std

// stubs are Go files with the exported declarations of packages of the standard library, which stdgen writes.
//
//go:embed std
var stubs embed.FS

// stdStub returns the source of the stub of a package of the standard library, and whether there is one.
func stdStub(path string) ([]byte, bool) {
	src, err := stubs.ReadFile("std/" + path + ".txt")
	return src, err == nil
}
