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

const vetLong = `The go command runs errls on packages as it builds them, with the types of the
build, and keeps what errls says in the build cache:

	go vet -vettool=$(which errls) ./...
	go vet -vettool=$(which errls) -json ./...

These flags of errls may be given to go vet:

	-NAME, -NAME=false
		run the rule NAME only, or all rules but NAME; 'errls explain NAME'
		says what a rule is about
	-rules a,b
		run these rules only
	-tests
		look at _test.go files too

Each package is judged as the errls.yaml of its module says (see 'errls help
project'); a change there, or in a catalog that it names, is seen at the next
run. With -tests=false (the default) test files are passed over, though go vet
hands them to errls. go vet prints the message of a finding, which ends in the
rule's name.

What errls answers to the go command itself: -V=full names this very binary,
-flags lists the flags as JSON, and FILE.cfg describes one package to look at.
`

func vetCommand() command {
	return command{"vet", "[-V=full | -flags | [flags] file.cfg]", "be a tool of go vet (the go command calls it)", vetLong, runVet}
}

// isVetCall reports whether a command line without a subcommand is the go command's: one of its two questions, or
// flags and a unit's configuration.
func isVetCall(args []string) bool {
	last := args[len(args)-1]
	return strings.HasPrefix(args[0], "-V=") || args[0] == "-flags" || args[0] == "--flags" ||
		strings.HasSuffix(last, ".cfg") && (len(args) == 1 || strings.HasPrefix(args[0], "-"))
}

// A vetConfig is what the flags of a vet call say.
type vetConfig struct {
	json    bool
	context int
	rules   string
	tests   bool
	chosen  map[string]*ruleChoice
}

// A ruleChoice is a flag with a rule's name: given or not, and how.
type ruleChoice struct{ set, on bool }

func (c *ruleChoice) String() string   { return fmt.Sprint(!c.set || c.on) }
func (c *ruleChoice) IsBoolFlag() bool { return true }
func (c *ruleChoice) Set(value string) error {
	switch value {
	case "true":
		*c = ruleChoice{true, true}
	case "false":
		*c = ruleChoice{true, false}
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
		return usagef("vet", "unsupported value -V=%s: want -V=full", *version)
	case *list:
		return printVetFlags(e.stdout, flags)
	case flags.NArg() != 1 || !strings.HasSuffix(flags.Arg(0), ".cfg"):
		return usagef("vet", "errls is run by go vet: go vet -vettool=$(which errls) ./...")
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
		return nil, fmt.Errorf("making the rules: %w", err)
	}
	return suite.Rules(), nil
}

func vetFlags(rules []analyzer.Rule) (*vetConfig, *flag.FlagSet) {
	c := &vetConfig{chosen: map[string]*ruleChoice{}}
	flags := flag.NewFlagSet("vet", flag.ContinueOnError)
	flags.BoolVar(&c.json, "json", false, "emit JSON output")
	flags.IntVar(&c.context, "c", -1, "display offending line with this many lines of context")
	flags.StringVar(&c.rules, "rules", "", "run these rules only, a comma between them")
	flags.BoolVar(&c.tests, "tests", false, "look at _test.go files too")
	for _, r := range rules {
		c.chosen[r.Name] = new(ruleChoice)
		flags.Var(c.chosen[r.Name], r.Name, r.Title)
	}
	return c, flags
}

// selected says which rules run. As in go vet, any rule asked for by name excludes those that are not, and else rules
// can be refused by name.
func (c *vetConfig) selected(rules []analyzer.Rule) (analyzer.Config, error) {
	config := analyzer.Config{Tests: c.tests, Severities: map[string]analyzer.Severity{}}
	for _, r := range rules {
		switch choice := c.chosen[r.Name]; {
		case choice.set && choice.on:
			config.Rules = append(config.Rules, r.Name)
		case choice.set:
			config.Severities[r.Name] = analyzer.Off
		}
	}
	config.Rules = addRules(config.Rules, c.rules)
	if config.Rules == nil && len(config.Severities) == len(rules) {
		return config, usagef("vet", "no rule is left to run")
	}
	return config, nil
}

// printToolID tells the go command which tool this is: what it says is part of the key under which the go command
// keeps the tool's output. So it is a hash of all that the output depends on beside the unit: the executable, which
// holds the catalogs too, and each errls.yaml that may count, with the catalogs that it names.
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

// printVetFlags lists the flags that users of go vet may give. The two questions are no flags of theirs.
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
