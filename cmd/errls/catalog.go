package main

import (
	"context"
	"fmt"
	"strings"
)

const catalogLong = `Catalog works on catalogs: what services say with their error codes.

The commands are:

`

func catalogCommand() command {
	long := catalogLong
	for _, c := range catalogVerbs() {
		long += fmt.Sprintf("\t%-10s  %s\n", c.name, c.short)
	}
	long += "\nUse \"errls help catalog <command>\" for more about one of them.\n"
	return command{"catalog", "command [arguments]", "make catalogs of error codes, and look at them", long, runCatalog}
}

// catalogVerbs is the list of what can be done with catalogs, in the order of the help.
func catalogVerbs() []command {
	return []command{
		catalogImportCommand(), catalogLintCommand(), catalogListCommand(), catalogShowCommand(), catalogDiffCommand(),
	}
}

func runCatalog(ctx context.Context, e *env, args []string) error {
	if len(args) == 0 {
		return usagef("catalog", "no command: want %s", strings.Join(catalogVerbNames(), ", "))
	}
	switch args[0] {
	case "-h", "-help", "--help":
		printHelp(e.stdout, catalogCommand())
		return nil
	}
	for _, c := range catalogVerbs() {
		if c.name == args[0] {
			return c.run(ctx, e, args[1:])
		}
	}
	return usagef("catalog", "unknown command %q%s", args[0], didYouMean(args[0], catalogVerbNames()))
}

func catalogVerbNames() []string {
	var names []string
	for _, c := range catalogVerbs() {
		names = append(names, c.name)
	}
	return names
}

// catalogVerb is a verb under its full name, as help and mistakes have it.
func catalogVerb(c command) command {
	c.name = "catalog " + c.name
	return c
}

// helpCatalog prints the help of a verb.
func helpCatalog(e *env, verb string) error {
	for _, c := range catalogVerbs() {
		if c.name == verb {
			printHelp(e.stdout, catalogVerb(c))
			return nil
		}
	}
	return usagef("catalog", "no help on %q%s", verb, didYouMean(verb, catalogVerbNames()))
}
