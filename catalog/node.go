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

// The limits of a file. It is an error if a file exceeds one, with the position where it does.
const (
	maxBytes = 4 << 20 // size of a file
	maxCodes = 20_000  // codes of a catalog; its indexes are of type uint16
	maxItems = 600_000 // lines and list items of a file, counted before it is parsed
	maxDepth = 16      // nesting of lists and mappings
)

// A nodeKind is the type of a node.
type nodeKind uint8

const (
	scalarNode nodeKind = iota
	nullNode
	boolNode // a scalar that is true or false in YAML
	listNode
	mappingNode // its items are key, value, key, value …
)

// A node is one value of a file with its position. There are no nodes for aliases and tags: a catalog does not need
// them, and aliases can make a small file expand into a huge one.
type node struct {
	value        string
	first        *node // the first item of a list or mapping
	next         *node // the next item of the list or mapping that contains the node
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

// An arena allocates nodes in blocks. After reset it reuses the blocks for the next file.
type arena struct {
	blocks [][]node
	block  int // index of the block in use
	used   int // number of used nodes in that block
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

// readNodes parses the YAML document in a file. It uses readSubset, and the YAML library for what readSubset does not
// support.
func readNodes(a *arena, file string, data []byte) (*node, *SyntaxError) {
	if err := checkLimits(file, data); err != nil {
		return nil, err
	}
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	if root := readSubset(a, text); root != nil {
		return root, nil
	}
	doc, err := readDocument(file, text)
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

// readDocument parses a file of one document with the YAML library.
func readDocument(file, text string) (*yaml.Node, *SyntaxError) {
	d := yaml.NewDecoder(strings.NewReader(text))
	var doc, more yaml.Node
	err := d.Decode(&doc)
	switch {
	case errors.Is(err, io.EOF) || err == nil && len(doc.Content) != 1:
		return nil, &SyntaxError{File: file, Line: 1, Column: 1, Message: "the file is empty", Unreadable: true}
	case err != nil:
		return nil, yamlSyntaxError(file, text, err)
	}
	switch err := d.Decode(&more); {
	case err == nil:
		return nil, &SyntaxError{file, more.Line, more.Column, "a second YAML document: a file may contain only one", true}
	case !errors.Is(err, io.EOF):
		return nil, yamlSyntaxError(file, text, err)
	}
	return doc.Content[0], nil
}

// checkLimits returns an error if the file is too large, has too many items or is not UTF-8.
func checkLimits(file string, data []byte) *SyntaxError {
	errorAt := func(offset int, format string, args ...any) *SyntaxError {
		line, column := lineAndColumn(data, offset)
		return &SyntaxError{file, line, column, fmt.Sprintf(format, args...), true}
	}
	if len(data) > maxBytes {
		return errorAt(maxBytes, "the file is larger than %d MiB, the limit for a catalog", maxBytes>>20)
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
			return errorAt(i, "more than %d lines and items, the limit for a catalog", maxItems)
		case r == utf8.RuneError && size == 1:
			return errorAt(i, "the byte %#x is not valid UTF-8", data[i])
		}
		i += size
	}
	return nil
}

// itemBytes are the bytes after which a new value may begin.
const itemBytes = "\n,[{"

func countItems(data []byte) int {
	items := 0
	for i := range len(itemBytes) {
		items += bytes.Count(data, []byte{itemBytes[i]})
	}
	return items
}

// lineAndColumn returns the 1-based line and column of an offset, the column in characters.
func lineAndColumn(data []byte, offset int) (line, column int) {
	before := string(data[:offset])
	start := strings.LastIndexByte(before, '\n') + 1
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[start:])
}

// A converter converts nodes of the YAML library.
type converter struct {
	arena *arena
	file  string
	err   *SyntaxError
}

// convert converts a node and the nodes in it. Depth is the number of lists and mappings around it.
func (c *converter) convert(from *yaml.Node, depth int) *node {
	n := c.arena.new()
	n.line, n.column = int32(from.Line), int32(from.Column)
	switch {
	case depth > maxDepth:
		c.errorf(from, "lists and mappings are nested more than %d levels deep", maxDepth)
		return n
	case from.Kind == yaml.AliasNode:
		c.errorf(from, "the alias *%s is not allowed in a catalog: write out the value", from.Value)
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

// errorf records the first error.
func (c *converter) errorf(at *yaml.Node, format string, args ...any) {
	if c.err == nil {
		c.err = &SyntaxError{c.file, at.Line, at.Column, fmt.Sprintf(format, args...), true}
	}
}
