package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/errls/errls/internal/project"
)

const initLong = `Init writes an errls.yaml at the root of the module around the current
directory, or in the directory itself where there is no module. What it writes
says nothing yet: every setting stands there as a comment. It never writes over
a file that is there, unless it is told to.

The flags are:

	-C dir
		work as if started in dir
	-f
		write over an errls.yaml that is there
`

func initCommand() command {
	return command{"init", "[-f]", "write an errls.yaml for a module, with comments", initLong, runInit}
}

func runInit(_ context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	dir := flags.String("C", "", "")
	force := flags.Bool("f", false, "")
	if err := parse(e, initCommand(), flags, args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usagef("init", "takes no arguments")
	}
	rules, err := allRules()
	if err != nil {
		return err
	}
	path := filepath.Join(project.Root(e.abs(*dir)), project.Name)
	mode := os.O_CREATE | os.O_WRONLY | os.O_EXCL
	if *force {
		mode = os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	}
	shown := e.short(path)
	if err := writeNew(path, mode, project.Sample(rules)); errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already; -f writes over it", shown)
	} else if err != nil {
		return fmt.Errorf("writing %s: %w", shown, err)
	}
	_, err = fmt.Fprintf(e.stdout, "wrote %s\n", shown)
	return err
}

func writeNew(path string, mode int, text string) error {
	f, err := os.OpenFile(path, mode, 0o666)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// short names a path from the working directory where it lies below that.
func (e *env) short(path string) string {
	rel, err := filepath.Rel(e.dir, path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return path
	}
	return rel
}
