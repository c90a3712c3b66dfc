package catalog

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
)

// A File is the content of a catalog file.
type File struct {
	Name string // for error messages
	Data []byte
}

// ParseAll parses files concurrently. The file at index i has either a catalog or an error at index i of the results.
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

// ReadFile reads a catalog file. It does not read more than Parse accepts, plus one byte so that Parse can report
// that the file is too large.
func ReadFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, readError(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, readError(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("reading catalog %s: not a regular file", path)
	}
	size := int(min(info.Size(), maxBytes)) + 1
	data := make([]byte, size)
	n, err := io.ReadFull(f, data)
	switch {
	case err == nil && len(data) <= maxBytes: // the file has grown since Stat
		rest, err := io.ReadAll(io.LimitReader(f, maxBytes))
		return append(data, rest...), err
	case err == nil, errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return data[:n], nil
	}
	return nil, readError(path, err)
}

// readError adds the path to an error. The path of an *os.PathError is removed, so that it does not appear twice.
func readError(path string, err error) error {
	var pathErr *os.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return fmt.Errorf("reading catalog %s: %w", path, err)
}
