package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Lookup returns the entry for an id, or nil.
func (c *Catalog) Lookup(id string) *Code {
	if len(c.order) != len(c.Codes) {
		i := slices.IndexFunc(c.Codes, func(code Code) bool { return code.ID == id })
		if i < 0 {
			return nil
		}
		return &c.Codes[i]
	}
	i, ok := slices.BinarySearchFunc(c.order, id, func(at uint16, id string) int {
		return strings.Compare(c.Codes[at].ID, id)
	})
	if !ok {
		return nil
	}
	return &c.Codes[c.order[i]]
}

// LookupKind returns the entry that says what a code is: its own, or else that of the longest code with Subcodes
// which it begins with, before a dot (QuotaExceeded.Disks is a kind of QuotaExceeded). It is nil where the catalog
// says nothing of it.
func (c *Catalog) LookupKind(id string) *Code {
	for whole := id; ; {
		if code := c.Lookup(id); code != nil && (id == whole || code.Subcodes) {
			return code
		}
		dot := strings.LastIndexByte(id, '.')
		if dot < 0 {
			return nil
		}
		id = id[:dot]
	}
}

// LookupValue returns the entry with the number, or nil.
func (c *Catalog) LookupValue(value int) *Code {
	if len(c.order) != len(c.Codes) {
		i := slices.IndexFunc(c.Codes, func(code Code) bool { return code.HasValue && code.Value == value })
		if i < 0 {
			return nil
		}
		return &c.Codes[i]
	}
	i, ok := slices.BinarySearchFunc(c.values, value, func(at uint16, value int) int {
		return cmp.Compare(c.Codes[at].Value, value)
	})
	if !ok {
		return nil
	}
	return &c.Codes[c.values[i]]
}

// HasPrefix reports whether a code begins as this catalog's codes do, whatever the case of its letters.
func (c *Catalog) HasPrefix(code string) bool {
	return c.Prefix != "" && len(code) >= len(c.Prefix) && strings.EqualFold(code[:len(c.Prefix)], c.Prefix)
}
