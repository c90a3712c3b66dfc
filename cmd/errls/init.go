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

	"github.com/errls/errls/internal/printable"
	"github.com/errls/errls/internal/project"
	"github.com/errls/errls/internal/regular"
)

const initLong = `Init writes an errls.yaml at the root of the module that contains the current
directory, or in the current directory if it is not in a module. In the new file
every setting is commented out, so it changes nothing until you edit it. Init
does not overwrite an existing file unless -f is given.

The flags are:

	-C dir
		change to dir first
	-f
		overwrite an existing errls.yaml
`

func initCommand() command {
	return command{"init", "[flags]", "write an errls.yaml template for a module", initLong, runInit}
}

func runInit(_ context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	dir := flags.String("C", "", "")
	force := flags.Bool("f", false, "")
	if err := parse(e, initCommand(), flags, args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usagef("init", "unexpected argument %q: init takes only flags", flags.Arg(0))
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
	shown := printable.Name(e.displayPath(path))
	if info, err := os.Lstat(path); err == nil && *force && !info.Mode().IsRegular() { // a link can lead out of the module
		return fmt.Errorf("writing %s: %w", shown, regular.ErrNotRegular)
	}
	if err := writeNew(path, mode, project.Sample(rules)); errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s already exists; use -f to overwrite it", shown)
	} else if err != nil {
		return fmt.Errorf("writing %s: %w", shown, err)
	}
	_, err = fmt.Fprintf(e.stdout, "wrote %s\n", shown)
	return err
}

// writeNew writes text to path, which it opens with the flags of mode.
func writeNew(path string, mode int, text string) error {
	f, err := os.OpenFile(path, mode, 0o666)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// displayPath returns path relative to the working directory if it is below it, and else path itself.
func (e *env) displayPath(path string) string {
	rel, err := filepath.Rel(e.dir, path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return path
	}
	return rel
}
