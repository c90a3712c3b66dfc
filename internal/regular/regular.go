// Package regular reads regular files and refuses all others, so that no file of a checked tree can block errls or
// exhaust its memory: not a FIFO, a socket or a device, nor a symbolic link to one, nor a file that is too large.
package regular

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// The limits of the files that several packages read, in bytes.
const (
	MaxGoFile  = 64 << 20 // a Go file
	MaxModFile = 4 << 20  // a go.mod or go.work file
)

// The reasons, other than its size, why a file is not read.
var (
	ErrDirectory  = errors.New("is a directory")
	ErrNotRegular = errors.New("not a regular file") // nor a directory
)

// A SizeError is the reason why a file that is too large is not read.
type SizeError struct {
	Size, Limit int64 // in bytes
}

func (e *SizeError) Error() string {
	return fmt.Sprintf("file too large: %d bytes, more than the limit of %d", e.Size, e.Limit)
}

// ReadFile returns the contents of the regular file at a path if it has at most limit bytes. The path may be a symbolic
// link to such a file. ReadFile does not block: it opens the file without waiting for a writer, and looks at the open
// file, so that the file cannot be replaced between the test and the reading. It returns at most as many bytes as the
// file had when it was opened.
//
// The error is a *fs.PathError. It wraps ErrDirectory, ErrNotRegular or a *SizeError if the file exists but is not
// read.
func ReadFile(path string, limit int64) ([]byte, error) {
	f, err := os.OpenFile(path, openFlags, 0)
	if err != nil {
		return nil, openError(path, err, os.Stat)
	}
	defer f.Close()
	return read(f, path, limit)
}

// ReadFileIn is ReadFile for a name relative to a root, and the file must be inside that root.
func ReadFileIn(root *os.Root, name string, limit int64) ([]byte, error) {
	f, err := root.OpenFile(name, openFlags, 0)
	if err != nil {
		return nil, openError(name, err, root.Stat)
	}
	defer f.Close()
	return read(f, name, limit)
}

// Refused reports whether err means that a file exists but is not read because it is neither regular nor a directory,
// or too large.
func Refused(err error) bool {
	_, tooLarge := errors.AsType[*SizeError](err)
	return tooLarge || errors.Is(err, ErrNotRegular)
}

// openError returns the error for a file that cannot be opened: sockets and some devices cannot, and the system's reason
// does not say so.
func openError(path string, err error, stat func(string) (fs.FileInfo, error)) error {
	if errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if info, statErr := stat(path); statErr == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return &fs.PathError{Op: "read", Path: path, Err: ErrNotRegular}
	}
	return err
}

// read returns the contents of an open file, or the reason why it is not read. It does not read more bytes than the
// size that the file has now.
func read(f *os.File, path string, limit int64) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	var refused error
	switch {
	case info.IsDir():
		refused = ErrDirectory
	case !info.Mode().IsRegular():
		refused = ErrNotRegular
	case info.Size() > limit:
		refused = &SizeError{info.Size(), limit}
	}
	if refused != nil {
		return nil, &fs.PathError{Op: "read", Path: path, Err: refused}
	}
	data := make([]byte, info.Size())
	n, err := io.ReadFull(f, data)
	if err == io.EOF || err == io.ErrUnexpectedEOF { // the file has become shorter
		err = nil
	}
	return data[:n], err
}
