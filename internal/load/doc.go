// Package load reads, parses and type-checks the packages that errls analyzes. It returns each as a Package, which
// contains the input of the finder, and what could not be loaded as a Problem. It does not know about rules or
// output.
//
// There are two ways to types. Exact types are those of a build: Exact asks the go command for export data, and
// ReadUnit reads what "go vet" passes to its tools. They are the reference. Quick types need no go command, no build
// cache and no network, and accept code that does not compile: Quick scans directories for what the catalogs bind,
// and parses and type-checks only those that match; Dir does so for the files that are open in an editor. If quick
// types know less than exact ones, the rules report nothing.
//
// A loader loads the directories of one call. For each module it has an importer, which makes the imported packages.
// A selection chooses which function bodies of a large package are parsed. A Cache keeps what later calls can use
// again.
package load

import "github.com/errls/errls/internal/load/internal/gofiles"

// A Problem says that a file, directory or pattern could not be loaded, or only in part.
type Problem = gofiles.Problem
