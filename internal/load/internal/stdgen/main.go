// Command stdgen writes the stubs of the packages of the standard library that quick types need: their exported
// declarations without bodies, from the go command's export data. Run it with "go generate ./internal/load".
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/importer"
	"go/token"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// packages are the packages that code around calls of services commonly uses, for example to wait and to wrap errors.
// What they use from other packages has no type.
var packages = strings.Fields(`
	bufio bytes cmp context encoding encoding/base64 encoding/json errors flag fmt io io/fs iter log log/slog maps
	math math/rand math/rand/v2 net net/http net/textproto net/url os os/signal path path/filepath regexp slices
	sort strconv strings sync sync/atomic syscall testing time unicode unicode/utf8
`)

func main() {
	log.SetFlags(0)
	log.SetPrefix("stdgen: ")
	dir := flag.String("o", "std", "directory of the stubs")
	flag.Parse()
	if err := run(*dir); err != nil {
		log.Fatal(err)
	}
}

// run writes the stubs to a directory.
func run(dir string) error {
	exports, err := exportFiles(packages)
	if err != nil {
		return err
	}
	imports := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	for _, path := range packages {
		pkg, err := imports.Import(path)
		if err != nil {
			return fmt.Errorf("importing %s: %w", path, err)
		}
		file := filepath.Join(dir, filepath.FromSlash(path)+".txt")
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(file, stub(pkg), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// exportFiles runs "go list" and returns the files of export data of packages and their dependencies, by import path.
func exportFiles(paths []string) (map[string]string, error) {
	args := append([]string{"list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}"}, paths...)
	cmd := exec.Command("go", args...)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w: %s", err, bytes.TrimSpace(exit.Stderr))
		}
		return nil, fmt.Errorf("listing export data: %w", err)
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "=")
		exports[path] = file
	}
	return exports, nil
}
