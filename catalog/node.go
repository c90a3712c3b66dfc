package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// The bounds of a file. What exceeds one is refused with the place where it does.
const (
	maxBytes = 4 << 20 // of a file
	maxCodes = 20_000  // of a catalog; its index counts codes in 16 bits
	maxItems = 600_000 // lines and items of a file, before anything is made of them
	maxDepth = 16      // of lists and mappings in one another
)

// A nodeKind says what a node is.
type nodeKind uint8

const (
	scalarNode nodeKind = iota
	nullNode
	boolNode // a scalar that YAML takes for true or false
	listNode
	mappingNode // its items are key, value, key, value …
)

// A node is one value of a file and where it stands. Aliases and tags are none: a catalog has no use for them, and
// aliases are how a small file becomes a huge one.
type node struct {
	value        string
	first, next  *node // the first item of a list or mapping; the next item of the one that it is in
	line, column int32 // 1-based; column counts characters
	kind         nodeKind
}

// count returns the number of items.
func (n *node) count() int {
	count := 0
	for item := n.first; item != nil; item = item.next {
		count++
	}
	return count
}

// An arena hands out the nodes of one file after another.
type arena struct {
	blocks [][]node
	block  int // the one in use
	used   int // nodes of it
}

func (a *arena) reset() { a.block, a.used = 0, 0 }

func (a *arena) new() *node {
	const size = 2048
	if a.block < len(a.blocks) && a.used == size {
		a.block++
		a.used = 0
	}
	if a.block == len(a.blocks) {
		a.blocks = append(a.blocks, make([]node, size))
	}
	n := &a.blocks[a.block][a.used]
	a.used++
	*n = node{}
	return n
}

// nodes reads the one document of a file, which has to be no more than a catalog needs. The common shape of YAML is
// read by plain; whatever that does not know is left to the YAML library, so that both agree on what they read.
func nodes(a *arena, file string, data []byte) (*node, *SyntaxError) {
	if err := bounded(file, data); err != nil {
		return nil, err
	}
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	if root := readPlain(a, text); root != nil {
		return root, nil
	}
	doc, err := document(file, text)
	if err != nil {
		return nil, err
	}
	c := converter{arena: a, file: file}
	root := c.convert(doc, 0)
	if c.err != nil {
		return nil, c.err
	}
	return root, nil
}

// document reads a file of one document with the YAML library.
func document(file, text string) (*yaml.Node, *SyntaxError) {
	d := yaml.NewDecoder(strings.NewReader(text))
	var doc, more yaml.Node
	err := d.Decode(&doc)
	switch {
	case errors.Is(err, io.EOF) || err == nil && len(doc.Content) != 1:
		return nil, &SyntaxError{File: file, Line: 1, Column: 1, Message: "the file is empty", Unreadable: true}
	case err != nil:
		return nil, notYAML(file, text, err)
	}
	switch err := d.Decode(&more); {
	case err == nil:
		return nil, &SyntaxError{file, more.Line, more.Column, "a second document begins here: a file is one catalog", true}
	case !errors.Is(err, io.EOF):
		return nil, notYAML(file, text, err)
	}
	return doc.Content[0], nil
}

// bounded refuses what is too much, or no text.
func bounded(file string, data []byte) *SyntaxError {
	refuse := func(at int, format string, args ...any) *SyntaxError {
		line, column := position(data, at)
		return &SyntaxError{file, line, column, fmt.Sprintf(format, args...), true}
	}
	if len(data) > maxBytes {
		return refuse(maxBytes, "the file is larger than the %d MiB that a catalog may have", maxBytes>>20)
	}
	if utf8.Valid(data) && countItems(data) <= maxItems {
		return nil
	}
	items := 0
	for i := 0; i < len(data); {
		if strings.IndexByte(itemBytes, data[i]) >= 0 {
			items++
		}
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case items > maxItems:
			return refuse(i, "more than %d lines and items: that is no catalog", maxItems)
		case r == utf8.RuneError && size == 1:
			return refuse(i, "the byte %#x here is no UTF-8", data[i])
		}
		i += size
	}
	return nil
}

// itemBytes are the bytes before which a new value may begin.
const itemBytes = "\n,[{"

func countItems(data []byte) int {
	items := 0
	for i := range len(itemBytes) {
		items += bytes.Count(data, []byte{itemBytes[i]})
	}
	return items
}

// position returns the line and column of an offset.
func position(data []byte, at int) (line, column int) {
	before := string(data[:at])
	start := strings.LastIndexByte(before, '\n') + 1
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[start:])
}

// A converter makes nodes of those of the YAML library.
type converter struct {
	arena *arena
	file  string
	err   *SyntaxError
}

func (c *converter) convert(from *yaml.Node, depth int) *node {
	n := c.arena.new()
	n.line, n.column = int32(from.Line), int32(from.Column)
	switch {
	case depth > maxDepth:
		c.refuse(from, "lists and mappings stand more than %d deep in one another", maxDepth)
		return n
	case from.Kind == yaml.AliasNode:
		c.refuse(from, "the alias *%s stands here: a catalog has none, so write the value out", from.Value)
		return n
	case from.Kind == yaml.ScalarNode:
		n.kind, n.value = scalarNode, from.Value
		switch from.Tag {
		case "!!null":
			n.kind = nullNode
		case "!!bool":
			n.kind = boolNode
		}
		return n
	}
	n.kind = listNode
	if from.Kind == yaml.MappingNode {
		n.kind = mappingNode
	}
	end := &n.first
	for _, item := range from.Content {
		if c.err != nil {
			break
		}
		*end = c.convert(item, depth+1)
		end = &(*end).next
	}
	return n
}

func (c *converter) refuse(at *yaml.Node, format string, args ...any) {
	if c.err == nil {
		c.err = &SyntaxError{c.file, at.Line, at.Column, fmt.Sprintf(format, args...), true}
	}
}
