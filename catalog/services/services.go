// Package services holds the files that the embedded catalogs are compiled from, as they stand: to check them, to show
// them, and to begin another one from.
package services

import "embed"

// Files are the catalogs, as vendor/service.yaml.
//
//go:embed */*.yaml
var Files embed.FS
