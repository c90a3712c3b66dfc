package catalog

import "strconv"

// A librariesFile is the table of retry libraries.
type librariesFile struct{ libraries []Library }

var librariesShape = newShape("the file",
	itemsKey("libraries", libraryShape, func(f *librariesFile) *[]Library { return &f.libraries }).must(),
)

var libraryShape = newShape("a library",
	textKey("package", func(l *Library) *string { return &l.Package }).must(),
	textKey("name", func(l *Library) *string { return &l.Name }).must(),
	textKey("module", func(l *Library) *string { return &l.Module }).must(),
	textKey("version", func(l *Library) *string { return &l.Version }).must(),
	textsKey("imports", func(l *Library) *[]string { return &l.Imports }),
	textKey("declares", func(l *Library) *string { return &l.Declares }).must(),
	key[Library]{name: "callbacks", read: func(p *parser, n *node, l *Library) {
		p.list(n, "callbacks", func(n *node) {
			var c Callback
			callbackShape.readAll(p, n, &c)
			if (c.Func == "") == (c.Field == "") {
				p.errorf(n, "a callback has either func or field")
			}
			l.Callbacks = append(l.Callbacks, c)
		})
	}}.must(),
	key[Library]{name: "lists", read: func(p *parser, n *node, l *Library) {
		p.list(n, "lists", func(n *node) {
			var c CodeList
			codeListShape.readAll(p, n, &c)
			if (c.Func == "") == (c.Field == "") {
				p.errorf(n, "a list has either func or field")
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
	key[Callback]{name: "decides", read: func(p *parser, n *node, c *Callback) { p.decides(n, &c.Decides) }}.must(),
	wordKey("by", []string{"error", "bool", "stop", "done"}, func(c *Callback) *string { return &c.By }).must(),
	flagKey("again", func(c *Callback) *bool { return &c.Again }),
	textsKey("stop-marks", func(c *Callback) *[]string { return &c.StopMarks }),
	textsKey("again-marks", func(c *Callback) *[]string { return &c.AgainMarks }),
	flagKey("waits", func(c *Callback) *bool { return &c.Waits }),
	textKey("bounded", func(c *Callback) *string { return &c.Bounded }),
)

// ParseLibraries reads the table of retry libraries from YAML, as strictly as Parse reads a catalog.
//
// The file is a mapping with one key, libraries: a list of package, name, module, version, imports, declares,
// callbacks and lists. A callback has func and arg, or field; decides (index of the deciding result, or last), by
// (error, bool, stop or done; see Callback), again (what an error means that none of the next two made), stop-marks,
// again-marks, waits, bounded. A list has func and arg, or field; catalog, service-config and specified (see CodeList).
func ParseLibraries(name string, data []byte) ([]Library, error) {
	var a arena
	root, bad := nodes(&a, name, data)
	if bad != nil {
		return nil, bad
	}
	p := &parser{reader: reader{file: name}}
	var f librariesFile
	librariesShape.readAll(p, root, &f)
	if err := p.err(); err != nil {
		return nil, err
	}
	return f.libraries, nil
}

// decides reads the index of a result, or "last", which is -1.
func (p *parser) decides(n *node, dst *int) {
	if n.value == "last" {
		*dst = -1
		return
	}
	i, err := strconv.Atoi(n.value)
	if err != nil || i < 0 {
		p.errorf(n, "the index of a result or the word last has to stand here")
		return
	}
	*dst = i
}
