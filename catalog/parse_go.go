package catalog

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// binding reads one entry of go.
func (p *parser) binding(n *yaml.Node) {
	p.c.Go = append(p.c.Go, Binding{})
	b := &p.c.Go[len(p.c.Go)-1]
	var names []*yaml.Node
	p.mapping(n, "a binding", fields{
		"package":  p.text(&b.Package),
		"name":     p.text(&b.Name),
		"module":   p.text(&b.Module),
		"version":  p.text(&b.Version),
		"shared":   p.flag(&b.Shared),
		"errors":   p.list("errors", func(n *yaml.Node) { b.Errors = append(b.Errors, p.errorType(n)) }),
		"carriers": p.list("carriers", func(n *yaml.Node) { b.Carriers = append(b.Carriers, p.carrier(n)) }),
		"constants": p.pairs("constants", func(key, value *yaml.Node) {
			b.Constants = append(b.Constants, Constant{Name: key.Value, Code: value.Value})
			names = append(names, value)
		}),
		"const-type": p.text(&b.ConstType),
		"clients":    p.texts(&b.Clients),
		"imports":    p.texts(&b.Imports),
		"declares":   p.text(&b.Declares),
	}, "package", "name")
	for i, node := range names {
		p.constants = append(p.constants, constantNode{node, &b.Constants[i]})
	}
}

// errorType reads the name of an error type, with a star where a pointer travels.
func (p *parser) errorType(n *yaml.Node) ErrorType {
	var name string
	p.text(&name)(n)
	bare := strings.TrimPrefix(name, "*")
	return ErrorType{Type: bare, Pointer: bare != name}
}

// carrier reads a carrier: its name, or a mapping of at and catalog.
func (p *parser) carrier(n *yaml.Node) Carrier {
	var c Carrier
	if n.Kind != yaml.MappingNode {
		p.text(&c.At)(n)
		return c
	}
	p.mapping(n, "a carrier", fields{"at": p.text(&c.At), "catalog": p.text(&c.Catalog)}, "at", "catalog")
	return c
}

// ParseLibraries reads the table of retry libraries from YAML, as strictly as Parse reads a catalog.
//
// The file is a mapping with one key, libraries: a list of package, name, module, version, imports, declares and
// callbacks. A callback has func and arg, or field; decides (index of the deciding result, or last), by (error
// or bool), again (what an error means that none of the next two made), stop-marks, again-marks, waits, bounded.
func ParseLibraries(name string, data []byte) ([]Library, error) {
	r := &parser{reader: reader{file: name}}
	root := r.document(data)
	if root == nil {
		return nil, r.err()
	}
	var libraries []Library
	r.mapping(root, "the file", fields{
		"libraries": r.list("libraries", func(n *yaml.Node) { libraries = append(libraries, r.library(n)) }),
	}, "libraries")
	if err := r.err(); err != nil {
		return nil, err
	}
	return libraries, nil
}

func (p *parser) library(n *yaml.Node) Library {
	var l Library
	p.mapping(n, "a library", fields{
		"package":   p.text(&l.Package),
		"name":      p.text(&l.Name),
		"module":    p.text(&l.Module),
		"version":   p.text(&l.Version),
		"imports":   p.texts(&l.Imports),
		"declares":  p.text(&l.Declares),
		"callbacks": p.list("callbacks", func(n *yaml.Node) { l.Callbacks = append(l.Callbacks, p.callback(n)) }),
	}, "package", "name", "module", "version", "declares", "callbacks")
	return l
}

func (p *parser) callback(n *yaml.Node) Callback {
	var c Callback
	p.mapping(n, "a callback", fields{
		"func":        p.text(&c.Func),
		"arg":         p.number(&c.Arg),
		"field":       p.text(&c.Field),
		"decides":     p.decides(&c.Decides),
		"by":          wordKey(p, &c.By, []string{"error", "bool"}),
		"again":       p.flag(&c.Again),
		"stop-marks":  p.texts(&c.StopMarks),
		"again-marks": p.texts(&c.AgainMarks),
		"waits":       p.flag(&c.Waits),
		"bounded":     p.text(&c.Bounded),
	}, "decides", "by")
	if (c.Func == "") == (c.Field == "") {
		p.errorf(n, "a callback has either func or field")
	}
	return c
}

// decides reads the index of a result, or "last", which is -1.
func (p *parser) decides(dst *int) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Value == "last" {
			*dst = -1
			return
		}
		i, err := strconv.Atoi(n.Value)
		if err != nil || i < 0 {
			p.errorf(n, "the index of a result or the word last has to stand here")
			return
		}
		*dst = i
	}
}
