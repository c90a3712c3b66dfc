package catalog

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"
)

// Load reads catalog files, several at a time. It returns those that could be read, in the order of their paths, and
// an error for each that could not: what Parse says of it, or why it could not be opened. A file that stands twice is
// read once.
func Load(paths []string) ([]*Catalog, []error) {
	paths = once(paths)
	catalogs, errs := parseEach(len(paths), func(i int, buffer []byte) (string, []byte, error) {
		data, err := readFile(paths[i], buffer)
		return paths[i], data, err
	})
	return present(catalogs), present(errs)
}

// A File is a catalog file that has been read: its name for messages, and what stands in it.
type File struct {
	Name string
	Data []byte
}

// ParseAll parses files, several at a time. For each there is a catalog or an error, at its index in the two lists.
func ParseAll(files []File) ([]*Catalog, []error) {
	return parseEach(len(files), func(i int, _ []byte) (string, []byte, error) { return files[i].Name, files[i].Data, nil })
}

// parseEach parses what get returns for the numbers up to n, with one arena for each processor. The buffer is for get to
// read into.
func parseEach(n int, get func(i int, buffer []byte) (name string, data []byte, err error)) ([]*Catalog, []error) {
	catalogs := make([]*Catalog, n)
	errs := make([]error, n)
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			var a arena
			var buffer []byte
			for i := range next {
				name, data, err := get(i, buffer)
				buffer = data
				if err == nil {
					catalogs[i], _, err = parse(&a, name, data)
				}
				errs[i] = err
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
	return catalogs, errs
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

// ReadFile reads a file that should be a catalog, up to the size that one may have and a byte more.
func ReadFile(path string) ([]byte, error) { return readFile(path, nil) }

// readFile is ReadFile into a buffer, where that is large enough.
func readFile(path string, buffer []byte) ([]byte, error) {
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
	size := int(min(info.Size(), maxBytes)) + 1
	data := slices.Grow(buffer[:0], size)[:size]
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
