package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/lsp"
)

const serveLong = `Serve is a language server: it speaks the Language Server Protocol with an
editor on standard input and output, beside gopls, until the editor ends it.
Editors start it; by hand there is nothing to see.

The flags are:

	-log file
		write what the server does to file
	-stdio
		speak on standard input and output: the only way there is, accepted
		because some clients add it
`

func serveCommand() command {
	return command{"serve", "[-log file]", "run the language server on standard input and output", serveLong, runServe}
}

func runServe(ctx context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	logFile := flags.String("log", "", "")
	flags.Bool("stdio", true, "")
	if err := parse(e, serveCommand(), flags, args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usagef("serve", "takes no arguments")
	}
	options := lsp.Options{In: e.stdin, Out: e.stdout, Set: catalog.Embedded(), Version: readVersion().Version}
	if *logFile != "" {
		f, err := os.OpenFile(e.abs(*logFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("opening the log: %w", err)
		}
		defer f.Close()
		options.Log = slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	code, err := lsp.Serve(ctx, options)
	if err != nil {
		return err
	}
	if code != 0 {
		return exitError(code)
	}
	return nil
}
