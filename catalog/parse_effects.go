package catalog

import (
	"slices"
	"strings"
)

// An effectsFile is the content of effects.yaml.
type effectsFile struct{ effects []Effects }

var effectsFileShape = newShape("the file",
	itemsKey("effects", effectsShape, func(f *effectsFile) *[]Effects { return &f.effects }).asRequired(),
)

var effectsShape = newShape("a package",
	textKey("package", func(e *Effects) *string { return &e.Package }).asRequired(),
	textKey("name", func(e *Effects) *string { return &e.Name }).asRequired(),
	textKey("module", func(e *Effects) *string { return &e.Module }),
	textKey("version", func(e *Effects) *string { return &e.Version }),
	textsKey("logs", func(e *Effects) *[]string { return &e.Logs }),
	textsKey("waits", func(e *Effects) *[]string { return &e.Waits }),
	textsKey("acts", func(e *Effects) *[]string { return &e.Acts }),
	textsKey("nothing", func(e *Effects) *[]string { return &e.Nothing }),
	textsKey("ends", func(e *Effects) *[]string { return &e.Ends }),
	textsKey("failures", func(e *Effects) *[]string { return &e.Failures }),
	textsKey("transactions", func(e *Effects) *[]string { return &e.Transactions }),
	textsKey("imports", func(e *Effects) *[]string { return &e.Imports }),
	textKey("declares", func(e *Effects) *string { return &e.Declares }),
)

// ParseEffects parses a file that says what functions do, in YAML. It is as strict as Parse and returns the same kinds of
// errors. The packages are sorted by import path.
//
// The file is a mapping with one key, effects: a list of mappings with the keys package, name, module, version, logs, waits,
// acts, nothing, ends, failures, transactions, imports and declares (see Effects).
func ParseEffects(name string, data []byte) ([]Effects, error) {
	f, err := parseFile(name, data, effectsFileShape)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(f.effects, func(a, b Effects) int { return strings.Compare(a.Package, b.Package) })
	return f.effects, nil
}
