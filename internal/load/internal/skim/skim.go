// Package skim reads Go source without parsing it: the package clause, the imports, where declarations begin and end, and
// whether a declaration may contain something that a catalog binds. It decides which files and declarations are worth
// parsing, and knows nothing of files, modules or types.
package skim
