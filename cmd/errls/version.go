package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

const versionLong = `Version prints the version of errls, of the Go release that built it, and the
commit that it was built from, as far as the binary says so.

The flags are:

	-format text|json
		print a line for people (the default) or a JSON object
`

func versionCommand() command {
	return command{"version", "[-format text|json]", "print the version of errls", versionLong, runVersion}
}

// A buildVersion is what a binary knows of its making.
type buildVersion struct {
	Version  string `json:"version"`
	Go       string `json:"go"`
	Platform string `json:"platform"`
	Revision string `json:"revision,omitempty"`
	Time     string `json:"time,omitempty"` // of the commit, RFC 3339
	Modified bool   `json:"modified,omitempty"`
}

func runVersion(_ context.Context, e *env, args []string) error {
	flags := flag.NewFlagSet("version", flag.ContinueOnError)
	format := flags.String("format", "text", "")
	if err := parse(e, versionCommand(), flags, args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usagef("version", "takes no arguments")
	}
	v := readVersion()
	switch *format {
	case "text":
		fmt.Fprintln(e.stdout, v)
		return nil
	case "json":
		return json.NewEncoder(e.stdout).Encode(v)
	}
	return usagef("version", "unknown format %q: want text or json", *format)
}

func readVersion() buildVersion {
	v := buildVersion{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.time":
			v.Time = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	return v
}

func (v buildVersion) String() string {
	s := fmt.Sprintf("errls %s %s %s", v.Version, v.Go, v.Platform)
	if v.Revision != "" {
		s += fmt.Sprintf(" (%.12s of %.10s", v.Revision, v.Time)
		if v.Modified {
			s += ", modified"
		}
		s += ")"
	}
	return s
}
