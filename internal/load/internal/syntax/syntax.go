// Package syntax parses Go files, whole or without function bodies. A declaration that does not parse does not affect the
// others.
package syntax
