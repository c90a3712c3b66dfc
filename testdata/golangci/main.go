// Command golangci-lint is golangci-lint with the errls plugin, like the output of "golangci-lint custom", but built with
// go build.
package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/errls/errls/analyzer/golangci"
)

func main() {
	info, err := buildInfo()
	if err == nil {
		err = commands.Execute(info)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "golangci-lint: %v\n", err)
		os.Exit(exitcodes.Failure)
	}
}

// buildInfo returns a version that identifies the version of errls: golangci-lint uses it in the keys of its cache, and
// must not use results of another errls. If errls is replaced by a local copy, the version contains a hash of the
// executable.
func buildInfo() (commands.BuildInfo, error) {
	info := commands.BuildInfo{Version: "with-errls", GoVersion: "unknown", Commit: "unknown", Date: "unknown"}
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return info, nil
	}
	info.GoVersion = build.GoVersion
	for _, dep := range build.Deps {
		if dep.Path == "github.com/errls/errls" && dep.Replace == nil {
			info.Version += "-" + dep.Version
			return info, nil
		}
	}
	hash, err := hashExecutable()
	info.Version += "-" + hash
	return info, err
}

// hashExecutable returns the start of a hash of the running executable, in hexadecimal.
func hashExecutable() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("finding the executable: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("reading the executable: %w", err)
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return "", fmt.Errorf("reading the executable: %w", err)
	}
	return fmt.Sprintf("%.12x", hash.Sum(nil)), nil
}
