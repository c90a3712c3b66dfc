package catalog

// A Document is a catalog together with the positions of its values in the file.
type Document struct {
	Catalog *Catalog
	root    *node
}

// ReadDocument is like Parse, but keeps the positions. It returns the errors of Parse.
func ReadDocument(name string, data []byte) (*Document, error) {
	var a arena
	c, root, err := parse(&a, name, data)
	if err != nil {
		return nil, err
	}
	return &Document{c, root}, nil
}

// Position returns the line and column (1-based) of the value at a path of keys (strings) and list indexes (ints):
// Position("codes", 3, "related", 0). If a step of the path does not exist, it returns the position of the last value
// that does.
func (d *Document) Position(path ...any) (line, column int) {
	n := d.root
	for _, step := range path {
		next := n.at(step)
		if next == nil {
			break
		}
		n = next
	}
	return int(n.line), int(n.column)
}

// at returns the value of a key or the item of a list, or nil. A single value counts as a list with one item.
func (n *node) at(step any) *node {
	switch step := step.(type) {
	case string:
		if n.kind != mappingNode {
			return nil
		}
		for k := n.first; k != nil; k = k.next.next {
			if k.value == step {
				return k.next
			}
		}
	case int:
		if n.kind != listNode && step == 0 {
			return n
		}
		item := n.first
		for ; item != nil && step > 0; step-- {
			item = item.next
		}
		return item
	}
	return nil
}
