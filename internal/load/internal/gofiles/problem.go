package gofiles

import (
	"errors"
	"io/fs"

	"github.com/errls/errls/internal/regular"
)

// A Problem is something asked for that could not be looked at, or only in part.
type Problem struct {
	Path    string // file or directory
	Line    int    // 1-based; 0 where there is none
	Column  int    // 1-based bytes
	Message string // one line
	Fatal   bool   // what was asked for could not be looked at: exit code 2
}

// refusedProblem returns the problem of a file that is there and is refused; none for another error, as of a file that
// does not exist.
func refusedProblem(path string, err error, fatal bool) []Problem {
	if !regular.Refused(err) {
		return nil
	}
	return []Problem{{Path: path, Message: Reason(err), Fatal: fatal}}
}

// Reason is an error without the path that a Problem names anyway.
func Reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
