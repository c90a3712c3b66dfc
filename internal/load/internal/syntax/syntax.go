// Package syntax answers: what is the syntax tree of this Go file, and which parts of it do not parse?
//
// Whole parses a file with all function bodies and comments, Skeleton with some bodies or none. Both return a Tree. A
// declaration with a syntax error does not affect the others. The package does not read files and does not know about
// types or catalogs.
package syntax
