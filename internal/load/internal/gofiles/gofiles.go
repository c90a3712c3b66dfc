// Package gofiles answers: which directories does a pattern name, which of their files belong to the build, which
// modules do they belong to, and where is the source of an imported package?
//
// Resolve finds the directories of patterns. A Reader lists and reads the files of a directory. FindModules reads
// go.mod and go.work, FindDependencies finds the vendor directory or the module cache. What cannot be read is
// returned as a Problem. The package runs no go command, parses no Go source and does not know about types or
// catalogs.
package gofiles
