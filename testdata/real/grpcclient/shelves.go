package main

import (
	"context"
	"strings"

	"google.golang.org/genproto/googleapis/example/library/v1"
)

// hasShelf reports whether a shelf exists.
func (c *client) hasShelf(ctx context.Context, name string) (bool, error) {
	_, err := c.library.GetShelf(ctx, &library.GetShelfRequest{Name: name})
	if err != nil && strings.Contains(err.Error(), "NotFound") { // want errtext "use status.Code instead"
		return false, nil
	}
	return err == nil, err
}

// mentions reports whether an error that comes from anywhere mentions a shelf that does not exist.
func mentions(err error) bool {
	return strings.Contains(err.Error(), "NotFound") || strings.Contains(err.Error(), "not found")
}

// isNamed reports whether a shelf has a name. The text that is searched for is not a code in Go's spelling.
func (c *client) isNamed(ctx context.Context, name string) bool {
	_, err := c.library.GetShelf(ctx, &library.GetShelfRequest{Name: name})
	return err == nil || !strings.Contains(err.Error(), "NOT_FOUND") && !strings.Contains(err.Error(), "OK")
}
