package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/errls/errls/internal/report"
)

const helpLong = `Help prints the list of commands, or the help text of one command or topic.
`

func helpCommand() command {
	return command{"help", "[command | topic]", "print help for a command or a topic", helpLong, runHelp}
}

// A topic is a help text that does not belong to a single command.
type topic struct{ name, short, text string }

// topics returns the help topics by name, with one for each output format that has a help text.
func topics() []topic {
	list := []topic{
		{"exit", "exit codes", exitTopic},
		{"packages", "how to name packages", packagesTopic},
		{"project", "errls.yaml, the configuration file of a module", projectTopic},
	}
	for _, f := range report.Formats() {
		if f.Help != "" {
			list = append(list, topic{f.Name, "output of errls check -format " + f.Name, f.Help})
		}
	}
	slices.SortFunc(list, func(a, b topic) int { return strings.Compare(a.name, b.name) })
	return list
}

const exitTopic = `Errls exits with one of three codes:

	0	success: no findings
	1	'errls check' reported findings, 'errls catalog lint' found
		mistakes, or 'errls catalog diff' found differences
	2	the command line is invalid, the command failed, or something
		could not be checked, or only in part: a file with a syntax
		error, a directory without Go files, a catalog with a mistake.
		Errls still checks and reports everything else, and prints each
		problem to standard error.
`

const packagesTopic = `Errls accepts these package patterns:

	./...		the package in the current directory, and all packages
			below it that belong to the same module
	./retry		the package in one directory
	./retry/...	the package in a directory and all packages below it
	main.go		one file
	example.com/app/retry
			a package of the module, by its import path

Without a pattern, errls uses the package in the current directory. As in the
go command, "..." does not match directories named testdata or vendor, nor
directories whose names begin with "." or "_". To include such a directory,
begin the pattern with it: ./testdata/...

With -exact, errls passes the patterns to the go command, and all patterns of
'go help packages' are allowed.
`

const projectTopic = `The file errls.yaml configures errls for a module: 'errls check', go vet,
golangci-lint and the language server all read it. It applies to the packages
in its directory and below. 'errls init' writes a template.

	catalogs:              # error codes of your own services
	  - errors/billing.yaml
	  - errors/**/*.yaml
	rules:                 # off, info, warning or error
	  unknowncode: error
	exclude:               # files and directories that are not checked
	  - third_party
	  - internal/gen/*.go

Errls looks for errls.yaml in the directory of a package, then in each parent
directory up to the root of the module (the directory with go.mod), and then in
the root of the workspace (the directory with go.work). It reads the first
errls.yaml that it finds, and no other.

catalogs lists catalog files, relative to errls.yaml; "**" matches any number of
directories. A file has the format of the built-in catalogs, or is an overlay
that changes one of them. The files must be inside the module: neither ".." nor
a symbolic link may lead out of it. A catalog may have at most 4 MiB.

rules sets the severity of a rule's findings, or turns the rule off. A rule that
the flag -rules names runs even if it is off here. The exit code does not depend
on severities.

exclude lists names of files and directories, which match anywhere below
errls.yaml, or, with a slash, paths relative to errls.yaml. Errls reports
nothing in excluded files, but still reads them when it checks other files.

Errls reports mistakes in errls.yaml and in catalogs with their line and column,
and uses the correct parts. 'errls check' then exits with code 2.
`

func runHelp(_ context.Context, e *env, args []string) error {
	if len(args) == 0 {
		printUsage(e.stdout)
		return nil
	}
	if len(args) == 2 && args[0] == catalogCommand().name {
		return helpCatalog(e, args[1])
	}
	if len(args) > 1 {
		return usagef("", "want one command or topic, got %d arguments", len(args))
	}
	var names []string
	for _, c := range commands() {
		if c.name == args[0] {
			printHelp(e.stdout, c)
			return nil
		}
		names = append(names, c.name)
	}
	for _, t := range topics() {
		if t.name == args[0] {
			fmt.Fprint(e.stdout, t.text)
			return nil
		}
		names = append(names, t.name)
	}
	return usagef("", "no help for %q: no such command or topic%s", args[0], didYouMean(args[0], names))
}

func printHelp(w io.Writer, c command) {
	fmt.Fprintf(w, "usage: %s\n\n%s", strings.TrimSpace("errls "+c.name+" "+c.args), c.long)
}

func printUsage(w io.Writer) {
	fmt.Fprint(w, `Errls checks Go code against what services document about their error codes.

Usage:

	errls <command> [arguments]

The commands are:

`)
	for _, c := range commands() {
		fmt.Fprintf(w, "\t%-10s  %s\n", c.name, c.short)
	}
	fmt.Fprint(w, "\nUse \"errls help <command>\" for more information about a command.\n\nAdditional help topics:\n\n")
	for _, t := range topics() {
		fmt.Fprintf(w, "\t%-10s  %s\n", t.name, t.short)
	}
	fmt.Fprint(w, "\nUse \"errls help <topic>\" for more information about that topic.\n")
	fmt.Fprint(w, "\nErrls is also a tool for go vet: go vet -vettool=$(which errls) ./...\n")
}
