package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// The indexes of a catalog are built when it is parsed, and are part of the generated data. A look-up in a built-in
// catalog reads only the codes that it compares, so that the start of a program reads nearly none.

// idLengths contains, for each byte, the lengths of the ids that begin with it: bit n is set if there is one of n bytes.
// The last bit stands for all greater lengths. With it, nearly all texts that are no ids are recognized at once.
type idLengths [256]uint64

// lengthBit returns the bit for ids with a length.
func lengthBit(length int) uint64 { return 1 << min(length, 63) }

// mayContain reports whether there is an id with the first byte and the length of a text.
func mayContain[T string | []byte](l *idLengths, text T) bool {
	return len(text) > 0 && l[text[0]]&lengthBit(len(text)) != 0
}

// add adds the ids of a catalog.
func (l *idLengths) add(c *Catalog) {
	if c.lengths != nil {
		for first, lengths := range c.lengths {
			l[first] |= lengths
		}
		return
	}
	for i := range c.Codes {
		if id := c.Codes[i].ID; id != "" {
			l[id[0]] |= lengthBit(len(id))
		}
	}
}

// buildIndexes builds the indexes that Lookup, LookupValue and Set.Lists use.
func (c *Catalog) buildIndexes() {
	c.byID, c.byValue = make([]uint16, len(c.Codes)), nil
	for i := range c.byID {
		c.byID[i] = uint16(i)
		if c.Codes[i].HasValue {
			c.byValue = append(c.byValue, uint16(i))
		}
	}
	slices.SortFunc(c.byID, func(a, b uint16) int {
		return cmp.Or(strings.Compare(c.Codes[a].ID, c.Codes[b].ID), cmp.Compare(a, b))
	})
	slices.SortFunc(c.byValue, func(a, b uint16) int {
		return cmp.Or(cmp.Compare(c.Codes[a].Value, c.Codes[b].Value), cmp.Compare(a, b))
	})
	c.lengths = nil
	lengths := new(idLengths)
	lengths.add(c)
	c.lengths = lengths
}
