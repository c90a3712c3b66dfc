// Package gofiles finds and reads the Go files of a build: the directories that patterns name, the files of a directory
// that the build takes, and the modules around them, with their workspace, replacements, vendor directory and the module
// cache. It parses only go.mod and go.work files.
package gofiles
