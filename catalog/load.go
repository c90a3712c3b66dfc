package catalog

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
)

// Load reads catalog files, several at a time. It returns those that could be read, in the order of their paths, and
// an error for each that could not: what Parse says of it, or why it could not be opened. A file that stands twice is
// read once.
func Load(paths []string) ([]*Catalog, []error) {
	paths = once(paths)
	catalogs := make([]*Catalog, len(paths))
	errs := make([]error, len(paths))
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(paths)) {
		wait.Go(func() {
			var a arena
			for i := range next {
				catalogs[i], errs[i] = loadFile(&a, paths[i])
			}
		})
	}
	for i := range paths {
		next <- i
	}
	close(next)
	wait.Wait()
	return present(catalogs), present(errs)
}

func once(paths []string) []string {
	seen := make(map[string]bool, len(paths))
	var list []string
	for _, path := range paths {
		if !seen[path] {
			seen[path] = true
			list = append(list, path)
		}
	}
	return list
}

// present returns the elements that are not zero.
func present[T comparable](list []T) []T {
	var zero T
	var kept []T
	for _, x := range list {
		if x != zero {
			kept = append(kept, x)
		}
	}
	return kept
}

func loadFile(a *arena, path string) (*Catalog, error) {
	data, err := ReadFile(path)
	if err != nil {
		return nil, err
	}
	c, _, err := parse(a, path, data)
	return c, err
}

// ReadFile reads a file that should be a catalog, up to the size that one may have and a byte more.
func ReadFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unread(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, unread(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("reading the catalog %s: it is no file", path)
	}
	data := make([]byte, min(info.Size(), maxBytes)+1)
	n, err := io.ReadFull(f, data)
	switch {
	case err == nil && len(data) <= maxBytes: // it has grown
		rest, err := io.ReadAll(io.LimitReader(f, maxBytes))
		return append(data, rest...), err
	case err == nil, errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return data[:n], nil
	}
	return nil, unread(path, err)
}

// unread says why a file could not be read; the path stands in it once.
func unread(path string, err error) error {
	var bad *os.PathError
	if errors.As(err, &bad) {
		err = bad.Err
	}
	return fmt.Errorf("reading the catalog %s: %w", path, err)
}
