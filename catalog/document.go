package catalog

// A Document is a catalog with the places of what stands in its file.
type Document struct {
	Catalog *Catalog
	root    *node
}

// ReadDocument is Parse with places. After an error of Parse there is no catalog.
func ReadDocument(name string, data []byte) (*Document, error) {
	var a arena
	c, root, err := parse(&a, name, data)
	if err != nil {
		return nil, err
	}
	return &Document{c, root}, nil
}

// Place returns the line and column of a value, named by the keys (strings) and indexes of lists (ints) that lead to
// it: Place("codes", 3, "related", 0). Where the path leads no further it is the place of what it leads to.
func (d *Document) Place(path ...any) (line, column int) {
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

// at returns the value of a key or the item of a list, or nil. A value that stands without a list around it is that
// list's first item.
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
