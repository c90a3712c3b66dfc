package catalog

import "strconv"

// A librariesFile is the content of libraries.yaml.
type librariesFile struct{ libraries []Library }

var librariesShape = newShape("the file",
	itemsKey("libraries", libraryShape, func(f *librariesFile) *[]Library { return &f.libraries }).asRequired(),
)

var libraryShape = newShape("a library",
	textKey("package", func(l *Library) *string { return &l.Package }).asRequired(),
	textKey("name", func(l *Library) *string { return &l.Name }).asRequired(),
	textKey("module", func(l *Library) *string { return &l.Module }).asRequired(),
	textKey("version", func(l *Library) *string { return &l.Version }).asRequired(),
	textsKey("polled", func(l *Library) *[]string { return &l.Polled }),
	textsKey("imports", func(l *Library) *[]string { return &l.Imports }),
	textKey("declares", func(l *Library) *string { return &l.Declares }).asRequired(),
	key[Library]{name: "callbacks", read: func(p *parser, n *node, l *Library) {
		p.list(n, "callbacks", func(n *node) {
			var c Callback
			callbackShape.readAll(p, n, &c)
			if (c.Func == "") == (c.Field == "") {
				p.errorf(n, "a callback must have either func or field")
			}
			l.Callbacks = append(l.Callbacks, c)
		})
	}}.asRequired(),
	key[Library]{name: "lists", read: func(p *parser, n *node, l *Library) {
		p.list(n, "lists", func(n *node) {
			var c CodeList
			codeListShape.readAll(p, n, &c)
			if (c.Func == "") == (c.Field == "") {
				p.errorf(n, "a list must have either func or field")
			}
			l.Lists = append(l.Lists, c)
		})
	}},
)

var codeListShape = newShape("a list",
	textKey("func", func(c *CodeList) *string { return &c.Func }),
	numberKey("arg", func(c *CodeList) *int { return &c.Arg }),
	textKey("field", func(c *CodeList) *string { return &c.Field }),
	textKey("catalog", func(c *CodeList) *string { return &c.Catalog }),
	flagKey("service-config", func(c *CodeList) *bool { return &c.ServiceConfig }),
	textsKey("specified", func(c *CodeList) *[]string { return &c.Specified }),
)

var callbackShape = newShape("a callback",
	textKey("func", func(c *Callback) *string { return &c.Func }),
	numberKey("arg", func(c *Callback) *int { return &c.Arg }),
	textKey("field", func(c *Callback) *string { return &c.Field }),
	key[Callback]{name: "decides", read: func(p *parser, n *node, c *Callback) { p.decides(n, &c.Decides) }}.asRequired(),
	wordKey("by", []string{"error", "bool", "stop", "done"}, func(c *Callback) *string { return &c.By }).asRequired(),
	flagKey("again", func(c *Callback) *bool { return &c.Again }),
	textsKey("stop-marks", func(c *Callback) *[]string { return &c.StopMarks }),
	textsKey("again-marks", func(c *Callback) *[]string { return &c.AgainMarks }),
	textKey("asks", func(c *Callback) *string { return &c.Asks }),
	flagKey("waits", func(c *Callback) *bool { return &c.Waits }),
	textKey("bounded", func(c *Callback) *string { return &c.Bounded }),
)

// ParseLibraries parses a file of retry libraries in YAML. It is as strict as Parse and returns the same kinds of
// errors.
//
// The file is a mapping with one key, libraries: a list of mappings with the keys package, name, module, version,
// imports, declares, callbacks, lists and polled (see Library). A callback has the keys func and arg, or field; and decides
// (the index of a result, or last), by, again, stop-marks, again-marks, asks, waits and bounded (see Callback). A list
// has the keys func and arg, or field; and catalog, service-config and specified (see CodeList).
func ParseLibraries(name string, data []byte) ([]Library, error) {
	f, err := parseFile(name, data, librariesShape)
	if err != nil {
		return nil, err
	}
	return f.libraries, nil
}

// parseFile parses YAML of a shape. If there is an error, it returns the zero value.
func parseFile[T any](name string, data []byte, s *shape[T]) (T, error) {
	var a arena
	var f, none T
	root, syntaxErr := readNodes(&a, name, data)
	if syntaxErr != nil {
		return none, syntaxErr
	}
	p := &parser{reader: reader{file: name}}
	s.readAll(p, root, &f)
	if err := p.err(); err != nil {
		return none, err
	}
	return f, nil
}

// decides reads the index of a result. For "last" it is -1.
func (p *parser) decides(n *node, dst *int) {
	if n.value == "last" {
		*dst = -1
		return
	}
	i, err := strconv.Atoi(n.value)
	if err != nil || i < 0 {
		p.errorf(n, "expected the index of a result or the word last")
		return
	}
	*dst = i
}
