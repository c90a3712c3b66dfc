// Package skim answers, from the bytes of a Go file and without parsing it: which package and imports does the file
// have, where do its declarations begin and end, which of them may contain a site, and which functions may be
// helpers? A wrong "yes" costs time, a wrong "no" loses findings.
//
// ReadHeader reads the package clause and the imports, ReadIndex the declarations. Terms are what the source is
// searched for, taken from the catalogs; a Matcher searches one file for them and returns Evidence. The package does
// not know about the file system, modules or types.
package skim
