// Command gen compiles the catalogs in services/ and libraries.yaml into Go data, so that no YAML is parsed at start-up.
// go generate runs it in the directory of package catalog.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// write writes the generated files of the catalog package to dir, and removes those of catalogs that do not exist.
func write(dir string) error {
	files, err := generate(dir)
	if err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(dir, "*_gen.go"))
	if err != nil {
		return fmt.Errorf("listing generated files: %w", err)
	}
	for _, path := range old {
		if _, ok := files[filepath.Base(path)]; ok {
			continue
		}
		if err := os.Remove(path); err != nil {
			return fmt.Errorf("removing a stale file: %w", err)
		}
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			return fmt.Errorf("writing a generated file: %w", err)
		}
	}
	return nil
}
