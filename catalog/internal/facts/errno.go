package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// posixErrno returns the source of the names of the error numbers of Linux.
func posixErrno() source {
	return source{
		catalog: "posix.errno",
		file:    "posix/errno.yaml",
		modules: []string{"golang.org/x/sys"},
		read:    func(dirs []string) ([]code, error) { return readErrno(dirs[0]) },
	}
}

// errnoEntry matches an entry of the table of errors in package unix: {1, "EPERM", "operation not permitted"}.
var errnoEntry = regexp.MustCompile(`\{\d+, "(E[A-Z0-9]+)", "([^"]*)"\}`)

// readErrno reads the table of errors. The numbers are left out, since they differ between systems.
func readErrno(dir string) ([]code, error) {
	data, err := os.ReadFile(filepath.Join(dir, "unix", "zerrors_linux_amd64.go"))
	if err != nil {
		return nil, fmt.Errorf("reading the table of errors: %w", err)
	}
	var list []code
	for _, m := range errnoEntry.FindAllSubmatch(data, -1) {
		list = append(list, code{id: string(m[1]), name: string(m[2])})
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("no table of errors in %s", dir)
	}
	return list, nil
}
