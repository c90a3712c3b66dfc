package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

const versionLong = `Version prints the version of errls, the Go version that built it, the platform,
and, if known, the commit that it was built from.

The flags are:

	-format text|json
		output format: one line of text (the default), or a JSON object
`

func versionCommand() command {
	return command{"version", "[flags]", "print the version of errls", versionLong, runVersion}
}

// A buildVersion describes the build of the running binary.
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
		return usagef("version", "unexpected argument %q: version takes only flags", flags.Arg(0))
	}
	v := readVersion()
	switch *format {
	case "text":
		fmt.Fprintln(e.stdout, v)
		return nil
	case "json":
		return json.NewEncoder(e.stdout).Encode(v)
	}
	return usagef("version", "invalid value %q for flag -format: want text or json", *format)
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
