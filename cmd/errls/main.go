// Command errls checks Go code against what services document about their error codes.
// Run "errls help" for its subcommands.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(context.Background(), systemEnv(), os.Args[1:]))
}
