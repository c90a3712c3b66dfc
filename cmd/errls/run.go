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
)

// The exit codes.
const (
	exitClean    = 0
	exitFindings = 1 // something was found
	exitTrouble  = 2 // usage or load errors: something asked for could not be done
)

// An env is what a run of errls knows of the process around it.
type env struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string
	dir    string // the working directory, absolute; "" where it is not known
}

func systemEnv() *env {
	dir, err := os.Getwd()
	if err != nil {
		dir = "" // "." still works for whatever can be reached
	}
	return &env{os.Stdin, os.Stdout, os.Stderr, os.Getenv, dir}
}

// abs gives a path of the command line as an absolute one.
func (e *env) abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(e.dir, path)
}

// A command is one subcommand: its help and what it does.
type command struct {
	name  string
	args  string // what follows the name in its usage line
	short string // one line for the list of commands
	long  string // its help, with a line for each flag
	run   func(ctx context.Context, e *env, args []string) error
}

// commands is the one list of subcommands, in the order of the help.
func commands() []command {
	return []command{
		checkCommand(), explainCommand(), catalogCommand(), initCommand(), serveCommand(), vetCommand(), versionCommand(),
		helpCommand(),
	}
}

// An exitError ends the process with a code; it has been told already what there is to tell.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// A usageError is a command line that cannot be understood.
type usageError struct {
	command string // the subcommand; "" for errls itself
	message string
}

func (e *usageError) Error() string { return e.message }

func usagef(command, format string, args ...any) error {
	return &usageError{command, fmt.Sprintf(format, args...)}
}

// run runs errls with the arguments that follow its name, and returns the exit code.
func run(ctx context.Context, e *env, args []string) int {
	err := dispatch(ctx, e, args)
	var exit exitError
	var usage *usageError
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &exit):
		return int(exit)
	case errors.As(err, &usage):
		name := strings.TrimSpace("errls " + usage.command)
		fmt.Fprintf(e.stderr, "%s: %s\n", name, usage.message)
		fmt.Fprintf(e.stderr, "Run '%s' for usage.\n", strings.TrimSpace("errls help "+usage.command))
	default:
		fmt.Fprintf(e.stderr, "errls: %v\n", err)
	}
	return exitTrouble
}

// dispatch finds the subcommand. A command line that begins with a flag or ends with a unit's configuration is
// the go command's, which knows no subcommands.
func dispatch(ctx context.Context, e *env, args []string) error {
	if len(args) == 0 {
		printUsage(e.stderr)
		return exitError(exitTrouble)
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
		return usagef("", "flag %s stands before the subcommand", name)
	}
	return usagef("", "unknown command %q%s", name, didYouMean(name, names))
}

// parse parses the flags of a subcommand. A request for help is answered, and ends the run.
func parse(e *env, c command, flags *flag.FlagSet, args []string) error {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, flag.ErrHelp):
		printHelp(e.stdout, c)
		return exitError(exitClean)
	}
	message := err.Error()
	if name, unknown := strings.CutPrefix(message, "flag provided but not defined: -"); unknown {
		var known []string
		flags.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
		return usagef(c.name, "unknown flag -%s%s", name, didYouMean(name, known))
	}
	return usagef(c.name, "%s", message)
}
