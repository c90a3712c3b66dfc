package main

import (
	"context"
	"fmt"
	"strings"
)

const catalogLong = `Catalog creates, checks and prints catalogs. A catalog is a YAML file that
describes the error codes of one service.

The commands are:

`

func catalogCommand() command {
	long := catalogLong
	for _, c := range catalogCommands() {
		long += fmt.Sprintf("\t%-10s  %s\n", c.name, c.short)
	}
	long += "\nUse \"errls help catalog <command>\" for more information about a command.\n"
	return command{"catalog", "<command> [arguments]", "create, check and print catalogs of error codes", long, runCatalog}
}

// catalogCommands returns the subcommands of catalog in the order of the help text.
func catalogCommands() []command {
	return []command{
		catalogImportCommand(), catalogLintCommand(), catalogListCommand(), catalogShowCommand(), catalogDiffCommand(),
	}
}

func runCatalog(ctx context.Context, e *env, args []string) error {
	if len(args) == 0 {
		return usagef("catalog", "no command: want one of %s", strings.Join(catalogCommandNames(), ", "))
	}
	switch args[0] {
	case "-h", "-help", "--help":
		printHelp(e.stdout, catalogCommand())
		return nil
	}
	for _, c := range catalogCommands() {
		if c.name == args[0] {
			return c.run(ctx, e, args[1:])
		}
	}
	return usagef("catalog", "unknown command %q%s", args[0], didYouMean(args[0], catalogCommandNames()))
}

func catalogCommandNames() []string {
	var names []string
	for _, c := range catalogCommands() {
		names = append(names, c.name)
	}
	return names
}

// catalogSubcommand returns c with its full name, such as "catalog import", for help texts and errors.
func catalogSubcommand(c command) command {
	c.name = "catalog " + c.name
	return c
}

// helpCatalog prints the help text of a subcommand of catalog.
func helpCatalog(e *env, name string) error {
	for _, c := range catalogCommands() {
		if c.name == name {
			printHelp(e.stdout, catalogSubcommand(c))
			return nil
		}
	}
	return usagef("catalog", "no help for %q: no such command%s", name, didYouMean(name, catalogCommandNames()))
}
