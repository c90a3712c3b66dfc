package catalog

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
)

// A File is a catalog file that has been read: its name for messages, and what stands in it.
type File struct {
	Name string
	Data []byte
}

// ParseAll parses files, several at a time, with one arena for each processor. For each there is a catalog or an error,
// at its index in the two lists.
func ParseAll(files []File) ([]*Catalog, []error) {
	catalogs := make([]*Catalog, len(files))
	errs := make([]error, len(files))
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		wait.Go(func() {
			var a arena
			for i := range next {
				catalogs[i], _, errs[i] = parse(&a, files[i].Name, files[i].Data)
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	wait.Wait()
	return catalogs, errs
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
	size := int(min(info.Size(), maxBytes)) + 1
	data := make([]byte, size)
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
