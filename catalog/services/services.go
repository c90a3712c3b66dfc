// Package services embeds the YAML files from which the embedded catalogs are generated.
package services

import "embed"

// Files contains the catalogs, with names of the form vendor/service.yaml.
//
//go:embed */*.yaml
var Files embed.FS
