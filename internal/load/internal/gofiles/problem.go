package gofiles

import (
	"errors"
	"io/fs"

	"github.com/errls/errls/internal/regular"
)

// A Problem says that a file, directory or pattern could not be loaded, or only in part.
type Problem struct {
	Path    string // file, directory or pattern
	Line    int    // 1-based; 0 if not known
	Column  int    // 1-based, in bytes; 0 if not known
	Message string // one line
	Fatal   bool   // something that was to be loaded is missing: exit code 2

	Missing []string // import paths of packages whose source is not available, if that is the problem
}

// refusedProblem returns the problem of a file that exists but must not be read (see regular.Refused). It returns nil
// for any other error, for instance if the file does not exist.
func refusedProblem(path string, err error, fatal bool) []Problem {
	if !regular.Refused(err) {
		return nil
	}
	return []Problem{{Path: path, Message: Reason(err), Fatal: fatal}}
}

// Reason returns the text of an error without the path, which is in Problem.Path.
func Reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
