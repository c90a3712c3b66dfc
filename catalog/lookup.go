package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Lookup returns the code with the id, or nil.
func (c *Catalog) Lookup(id string) *Code {
	if c.lengths == nil || len(c.byID) != len(c.Codes) {
		i := slices.IndexFunc(c.Codes, func(code Code) bool { return code.ID == id })
		if i < 0 {
			return nil
		}
		return &c.Codes[i]
	}
	if !mayContain(c.lengths, id) {
		return nil
	}
	i, ok := slices.BinarySearchFunc(c.byID, id, func(at uint16, id string) int {
		return strings.Compare(c.Codes[at].ID, id)
	})
	if !ok {
		return nil
	}
	return &c.Codes[c.byID[i]]
}

// LookupKind returns the code with the id or, if it is not listed, the code with Subcodes that it is a subcode of
// (QuotaExceeded for QuotaExceeded.Disks); the longest one if there are several. It returns nil if there is none.
func (c *Catalog) LookupKind(id string) *Code {
	for full := id; ; {
		if code := c.Lookup(id); code != nil && (id == full || code.Subcodes) {
			return code
		}
		dot := strings.LastIndexByte(id, '.')
		if dot < 0 {
			return nil
		}
		id = id[:dot]
	}
}

// LookupValue returns the code with the number, or nil.
func (c *Catalog) LookupValue(value int) *Code {
	if len(c.byID) != len(c.Codes) {
		i := slices.IndexFunc(c.Codes, func(code Code) bool { return code.HasValue && code.Value == value })
		if i < 0 {
			return nil
		}
		return &c.Codes[i]
	}
	i, ok := slices.BinarySearchFunc(c.byValue, value, func(at uint16, value int) int {
		return cmp.Compare(c.Codes[at].Value, value)
	})
	if !ok {
		return nil
	}
	return &c.Codes[c.byValue[i]]
}

// HasPrefix reports whether a code begins with the catalog's Prefix, ignoring case. It returns false if the catalog
// has no Prefix.
func (c *Catalog) HasPrefix(code string) bool {
	return c.Prefix != "" && len(code) >= len(c.Prefix) && strings.EqualFold(code[:len(c.Prefix)], c.Prefix)
}
