package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/project"
)

const vetLong = `Vet is the interface to go vet, which runs errls on each package of a build,
with the types of the build, and keeps the results in the build cache:

	go vet -vettool=$(which errls) ./...
	go vet -vettool=$(which errls) -json ./...

go vet accepts these flags of errls:

	-NAME, -NAME=false
		run only the rule NAME, or all rules except NAME; 'errls explain
		NAME' describes a rule
	-rules a,b
		run only these rules
	-tests
		also check _test.go files; go vet passes them to errls in any
		case

The errls.yaml of a package's module applies (see 'errls help project'). When it
or one of its catalogs changes, the next go vet checks the packages again. A
message ends in the name of the rule.

The go command calls errls with one of these arguments:

	-V=full
		print an id of the executable and its configuration
	-flags
		print the flags as JSON
	FILE.cfg
		check the package that FILE.cfg describes
`

func vetCommand() command {
	return command{"vet", "[-V=full | -flags | [flags] file.cfg]", "check one package for go vet (called by the go command)", vetLong, runVet}
}

// isVetCall reports whether the go command called errls as a vet tool: without a subcommand, and with -V, with -flags,
// or with flags and the configuration file of a package.
func isVetCall(args []string) bool {
	last := args[len(args)-1]
	return strings.HasPrefix(args[0], "-V=") || args[0] == "-flags" || args[0] == "--flags" ||
		strings.HasSuffix(last, ".cfg") && (len(args) == 1 || strings.HasPrefix(args[0], "-"))
}

// A vetConfig contains the flags of a vet call.
type vetConfig struct {
	json    bool
	context int
	rules   string
	tests   bool
	byRule  map[string]*ruleFlag
}

// A ruleFlag is the value of a flag that turns a rule on or off: set reports whether the flag was given.
type ruleFlag struct{ set, on bool }

func (f *ruleFlag) String() string   { return fmt.Sprint(!f.set || f.on) }
func (f *ruleFlag) IsBoolFlag() bool { return true }
func (f *ruleFlag) Set(value string) error {
	switch value {
	case "true":
		*f = ruleFlag{true, true}
	case "false":
		*f = ruleFlag{true, false}
	default:
		return fmt.Errorf("want true or false")
	}
	return nil
}

func runVet(_ context.Context, e *env, args []string) error {
	rules, err := allRules()
	if err != nil {
		return err
	}
	config, flags := vetFlags(rules)
	version := flags.String("V", "", "print version and exit")
	list := flags.Bool("flags", false, "print the flags as JSON")
	if err := parse(e, vetCommand(), flags, args); err != nil {
		return err
	}
	switch {
	case *version == "full":
		return printToolID(e)
	case *version != "":
		return usagef("vet", "invalid value %q for flag -V: want full", *version)
	case *list:
		return printVetFlags(e.stdout, flags)
	case flags.NArg() != 1 || !strings.HasSuffix(flags.Arg(0), ".cfg"):
		return usagef("vet", "no package configuration: run go vet -vettool=$(which errls) ./...")
	}
	selected, err := config.selected(rules)
	if err == nil {
		err = checkRules("vet", selected)
	}
	if err != nil {
		return err
	}
	return checkUnit(e, config, selected, flags.Arg(0))
}

func allRules() ([]analyzer.Rule, error) {
	suite, err := analyzer.New(catalog.NewSet(nil, nil), analyzer.Config{})
	if err != nil {
		return nil, fmt.Errorf("creating the rules: %w", err)
	}
	return suite.Rules(), nil
}

func vetFlags(rules []analyzer.Rule) (*vetConfig, *flag.FlagSet) {
	c := &vetConfig{byRule: map[string]*ruleFlag{}}
	flags := flag.NewFlagSet("vet", flag.ContinueOnError)
	flags.BoolVar(&c.json, "json", false, "emit JSON output")
	flags.IntVar(&c.context, "c", -1, "display offending line with this many lines of context")
	flags.StringVar(&c.rules, "rules", "", "run only these rules, separated by commas")
	flags.BoolVar(&c.tests, "tests", false, "also check _test.go files")
	for _, r := range rules {
		c.byRule[r.Name] = new(ruleFlag)
		flags.Var(c.byRule[r.Name], r.Name, r.Title)
	}
	return c, flags
}

// selected returns the configuration of the rules that the flags select. As in go vet, -NAME selects only the named
// rules; without it, -NAME=false selects all rules except the named ones.
func (c *vetConfig) selected(rules []analyzer.Rule) (analyzer.Config, error) {
	config := analyzer.Config{Tests: c.tests, Severities: map[string]analyzer.Severity{}}
	for _, r := range rules {
		switch f := c.byRule[r.Name]; {
		case f.set && f.on:
			config.Rules = append(config.Rules, r.Name)
		case f.set:
			config.Severities[r.Name] = analyzer.Off
		}
	}
	config.Rules = addRules(config.Rules, c.rules)
	if config.Rules == nil && len(config.Severities) == len(rules) {
		return config, usagef("vet", "the flags turn off all rules")
	}
	return config, nil
}

// printToolID prints the id of the tool. The go command makes it part of the key under which it caches the tool's
// output. So the id is a hash of everything except the package that the output depends on: the executable, which
// contains the built-in catalogs, and each errls.yaml that may apply, with the catalogs that it names.
func printToolID(e *env) error {
	path, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding the executable: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("reading the executable: %w", err)
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return fmt.Errorf("reading the executable: %w", err)
	}
	fmt.Fprintf(hash, "\n%s", project.Hash(e.dir, e.getenv("GOWORK")))
	_, err = fmt.Fprintf(e.stdout, "errls version devel buildID=%x\n", hash.Sum(nil))
	return err
}

// printVetFlags prints the flags that go vet accepts from its users, which -V and -flags are not.
func printVetFlags(w io.Writer, flags *flag.FlagSet) error {
	type jsonFlag struct {
		Name  string
		Bool  bool
		Usage string
	}
	list := []jsonFlag{}
	flags.VisitAll(func(f *flag.Flag) {
		if slices.Contains([]string{"V", "flags"}, f.Name) {
			return
		}
		b, ok := f.Value.(interface{ IsBoolFlag() bool })
		list = append(list, jsonFlag{f.Name, ok && b.IsBoolFlag(), f.Usage})
	})
	data, err := json.MarshalIndent(list, "", "\t")
	if err != nil {
		return fmt.Errorf("listing the flags: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}
