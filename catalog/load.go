package catalog

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"

	"github.com/errls/errls/internal/regular"
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

// ReadFile reads a catalog file. It refuses one that is larger than Parse accepts.
func ReadFile(path string) ([]byte, error) {
	data, err := regular.ReadFile(path, maxBytes)
	if err != nil {
		return nil, readError(path, err)
	}
	return data, nil
}

// readError adds the path to an error. The path of an *os.PathError is removed, so that it does not appear twice.
func readError(path string, err error) error {
	var pathErr *os.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return fmt.Errorf("reading catalog %s: %w", path, err)
}
