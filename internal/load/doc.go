// Package load reads and type-checks the packages that errls analyzes, in two ways.
//
// Exact uses the export data of the go command; it is the reference. Quick needs no go command, no build cache and no
// network, and accepts code that does not compile: it scans the tree for what the catalogs bind, parses and type-checks
// only directories that match, and answers imports from the catalogs' own bindings. Where quick types know less than
// exact ones, sites and rules report nothing.
package load

import "github.com/errls/errls/internal/load/internal/gofiles"

// A Problem is a file or directory that could not be read, or only in part.
type Problem = gofiles.Problem
