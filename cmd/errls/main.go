// Command errls knows what a service's error codes mean and holds Go source against it.
// Run "errls help" for its subcommands.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(context.Background(), systemEnv(), os.Args[1:]))
}
