package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/errls/errls/internal/printable"
)

// The exit codes of errls.
const (
	exitOK       = 0
	exitFindings = 1 // there are findings, mistakes or differences
	exitFailure  = 2 // usage error, or something could not be read or checked
)

// An env is the environment of a run of errls: its streams, environment variables and working directory.
type env struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string
	dir    string // absolute path of the working directory; "" if unknown
}

func systemEnv() *env {
	dir, err := os.Getwd()
	if err != nil {
		dir = "" // relative paths then stay relative, and may still work
	}
	return &env{os.Stdin, os.Stdout, os.Stderr, os.Getenv, dir}
}

// printing returns e with streams on which no control character can be printed.
func (e *env) printing() *env {
	safe := *e
	safe.stdout, safe.stderr = &printable.Writer{W: e.stdout}, &printable.Writer{W: e.stderr}
	return &safe
}

// direct returns the stream that prints what is written to w as it is: for a protocol, and for escape sequences that
// errls itself writes.
func direct(w io.Writer) io.Writer {
	if safe, ok := w.(*printable.Writer); ok {
		return safe.W
	}
	return w
}

// errorText returns the message of an error so that it can be printed: on one line, or on one line for each of several
// joined errors.
func errorText(err error) string {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return printable.Error(err)
	}
	var lines []string
	for _, one := range joined.Unwrap() {
		lines = append(lines, errorText(one))
	}
	return strings.Join(lines, "\n")
}

// abs returns the absolute form of a path from the command line.
func (e *env) abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(e.dir, path)
}

// A command is a subcommand of errls.
type command struct {
	name  string
	args  string // the arguments in the usage line
	short string // description in the list of commands
	long  string // help text, with an entry for each flag
	run   func(ctx context.Context, e *env, args []string) error
}

// commands returns the subcommands in the order of the help text.
func commands() []command {
	return []command{
		checkCommand(), explainCommand(), catalogCommand(), initCommand(), serveCommand(), vetCommand(), versionCommand(),
		helpCommand(),
	}
}

// An exitError sets the exit code and prints nothing: the reason has already been printed.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// A usageError reports an invalid command line.
type usageError struct {
	command string // name of the subcommand; "" for errls itself
	message string
}

func (e *usageError) Error() string { return e.message }

func usagef(command, format string, args ...any) error {
	return &usageError{command, fmt.Sprintf(format, args...)}
}

// run runs errls with the given arguments, which do not include the program name, and returns the exit code.
func run(ctx context.Context, e *env, args []string) int {
	e = e.printing()
	err := dispatch(ctx, e, args)
	var exit exitError
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &exit):
		return int(exit)
	case errors.As(err, &usage):
		name := strings.TrimSpace("errls " + usage.command)
		fmt.Fprintf(e.stderr, "%s: %s\n", name, printable.Error(usage))
		fmt.Fprintf(e.stderr, "Run '%s' for usage.\n", strings.TrimSpace("errls help "+usage.command))
	default:
		fmt.Fprintf(e.stderr, "errls: %s\n", errorText(err))
	}
	return exitFailure
}

// dispatch runs the subcommand that args names. The go command calls errls as a vet tool without a subcommand;
// see isVetCall.
func dispatch(ctx context.Context, e *env, args []string) error {
	if len(args) == 0 {
		printUsage(e.stderr)
		return exitError(exitFailure)
	}
	if isVetCall(args) {
		return runVet(ctx, e, args)
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version", "-v":
		name = "version"
	}
	var names []string
	for _, c := range commands() {
		if c.name == name {
			return c.run(ctx, e, args[1:])
		}
		names = append(names, c.name)
	}
	if strings.HasPrefix(name, "-") {
		return usagef("", "flag %s comes before the command; flags follow it: errls <command> [flags]", name)
	}
	return usagef("", "unknown command %q%s", name, didYouMean(name, names))
}

// parse parses the flags of a subcommand. For -h it prints the help text and returns an exitError.
func parse(e *env, c command, flags *flag.FlagSet, args []string) error {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, flag.ErrHelp):
		printHelp(e.stdout, c)
		return exitError(exitOK)
	}
	message := err.Error()
	if name, unknown := strings.CutPrefix(message, "flag provided but not defined: -"); unknown {
		var known []string
		flags.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
		suggestion := ""
		if best := nearest(name, known); best != "" {
			suggestion = "; did you mean -" + best + "?"
		}
		return usagef(c.name, "unknown flag -%s%s", name, suggestion)
	}
	return usagef(c.name, "%s", message)
}
