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

const serveLong = `Serve runs a language server: it speaks the Language Server Protocol on standard
input and output. It complements gopls and runs beside it. Editors start serve;
it is of no use at the command line.

The flags are:

	-log file
		append a log to file
	-stdio
		use standard input and output; always set, accepted because some
		clients pass it
`

func serveCommand() command {
	return command{"serve", "[flags]", "run the language server on standard input and output", serveLong, runServe}
}

func runServe(ctx context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	logFile := flags.String("log", "", "")
	flags.Bool("stdio", true, "")
	if err := parse(e, serveCommand(), flags, args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usagef("serve", "unexpected argument %q: serve takes only flags", flags.Arg(0))
	}
	options := lsp.Options{In: e.stdin, Out: direct(e.stdout), Set: catalog.Embedded(), Version: readVersion().Version}
	if *logFile != "" {
		f, err := os.OpenFile(e.abs(*logFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("opening the log file: %w", err)
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
