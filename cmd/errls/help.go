package main

import (
	"context"
	"fmt"
	"io"
	"strings"
)

const helpLong = `Help prints what errls can do; with the name of a command or a topic, what
there is to know of that one.
`

func helpCommand() command {
	return command{"help", "[command | topic]", "print help for a command or a topic", helpLong, runHelp}
}

// A topic is a page of help that belongs to no single command.
type topic struct{ name, short, text string }

func topics() []topic {
	return []topic{
		{"exit", "exit codes", exitTopic},
		{"json", "what errls check -format json prints", jsonTopic},
		{"packages", "how packages are named", packagesTopic},
		{"project", "errls.yaml: a module's own catalogs, rules and exclusions", projectTopic},
	}
}

const exitTopic = `Errls ends with one of three exit codes:

	0	nothing was found
	1	errls check found something
	2	the command line was not understood, or something that was asked for
		could not be looked at, or not as a whole: a file with a syntax
		error, a directory without Go, a catalog with a mistake. What could be
		is reported all the same, and each such place is told on standard
		error.
`

const packagesTopic = `Packages are named as the go command names them:

	./...		this directory and all below it, up to the next module
	./retry		one directory
	./retry/...	a directory and all below it
	main.go		one file

No name at all means the current directory. Directories that begin with "."
or "_" and those named testdata or vendor are passed over by "...", unless
the name itself begins there.

With -exact the go command reads the names, and any that it knows will do.
`

const projectTopic = `A module says what errls has to know of it in a file errls.yaml. It counts for
the packages at and below its directory, in errls check, go vet, golangci-lint
and the language server alike; 'errls init' writes one to begin with.

	catalogs:              # the codes of your own services
	  - errors/billing.yaml
	  - errors/**/*.yaml
	rules:                 # off, info, warning or error
	  unknowncode: error
	exclude:               # what is not judged
	  - third_party
	  - internal/gen/*.go

The file is looked for from a package's directory upwards to the root of its
module (where go.mod is), then at the root of the workspace (where go.work is).
The nearest one counts, alone.

catalogs names files in the form of errls' own catalogs, or overlays that
correct one of those, relative to errls.yaml; "**" stands for any number of
directories. They have to lie in the module: ".." and symbolic links do not lead
out of it. A catalog has at most 4 MiB.

rules gives a rule's findings a severity, or turns the rule off. A rule that a
flag names (-rules) runs all the same. Exit codes do not depend on severities.

exclude has names of files and directories anywhere below errls.yaml, or, with a
slash, paths from there. An excluded file is still read where others need it.

A mistake in errls.yaml or in a catalog is told with its line and column, and
what is right counts; errls check ends with exit code 2.
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
		return usagef("", "help takes one command or topic, not %d", len(args))
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
	return usagef("", "no help on %q%s", args[0], didYouMean(args[0], names))
}

func printHelp(w io.Writer, c command) {
	fmt.Fprintf(w, "usage: %s\n\n%s", strings.TrimSpace("errls "+c.name+" "+c.args), c.long)
}

func printUsage(w io.Writer) {
	fmt.Fprint(w, `Errls knows what a service's error codes mean and holds Go source against it.

Usage:

	errls <command> [arguments]

The commands are:

`)
	for _, c := range commands() {
		fmt.Fprintf(w, "\t%-10s  %s\n", c.name, c.short)
	}
	fmt.Fprint(w, "\nUse \"errls help <command>\" for more about a command. There is also help on:\n\n")
	for _, t := range topics() {
		fmt.Fprintf(w, "\t%-10s  %s\n", t.name, t.short)
	}
	fmt.Fprint(w, "\nThe go command runs errls too: go vet -vettool=$(which errls) ./...\n")
}
