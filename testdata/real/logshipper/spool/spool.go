// Package spool keeps batches of lines in a directory until they can be sent.
package spool

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

// A Spool is a directory with one file per batch.
type Spool struct{ dir string }

// Open returns the spool in a directory, and creates the directory if it does not exist.
func Open(dir string) (*Spool, error) {
	if dir == "" {
		return nil, errors.New("want a directory for the spool")
	}
	return &Spool{dir: dir}, os.MkdirAll(dir, 0o700)
}

// Keep saves a batch.
func (s *Spool) Keep(lines []string) error {
	name := fmt.Sprintf("%d.batch", time.Now().UnixNano())
	return os.WriteFile(filepath.Join(s.dir, name), []byte(strings.Join(lines, "\n")), 0o600)
}

// A Batch is a saved batch of lines.
type Batch struct {
	Name  string
	Lines []string
	path  string
}

// Remove deletes a batch that was sent.
func (b Batch) Remove() error { return os.Remove(b.path) }

// Batches returns the batches in the spool, oldest first.
func (s *Spool) Batches() ([]Batch, error) {
	paths, err := filepath.Glob(filepath.Join(s.dir, "*.batch"))
	if err != nil {
		return nil, err
	}
	var batches []Batch
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		batches = append(batches, Batch{Name: filepath.Base(path), Lines: strings.Split(string(text), "\n"), path: path})
	}
	return batches, nil
}

// Worthwhile reports whether a batch that failed with err should be kept. The service always rejects a malformed
// batch.
func Worthwhile(err error) bool {
	var clsErr *cls.CLSError
	if !errors.As(err, &clsErr) {
		return true
	}
	switch clsErr.Code {
	case "InvalidContent", "InvalidParam", "MissingContent", "LogSizeExceed":
		return false
	}
	return true
}
