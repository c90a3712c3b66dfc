package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A source is where the facts of one catalog come from.
type source struct {
	catalog string   // the id of the catalog: "aws.api"
	file    string   // its file below the directory of the services: "aws/api.yaml"
	modules []string // the modules that it reads
	// read returns the codes. The directories are those of the modules in the module cache.
	read func(dirs []string) ([]code, error)
}

// update rewrites the generated part of the catalog's file, or reports that it is stale if check is set.
func (s source) update(services string, check bool) error {
	var dirs, versions []string
	for _, path := range s.modules {
		m, err := download(path)
		if err != nil {
			return err
		}
		dirs, versions = append(dirs, m.Dir), append(versions, path+" "+m.Version)
	}
	codes, err := s.read(dirs)
	if err == nil && len(codes) == 0 {
		err = fmt.Errorf("no codes in %s", strings.Join(dirs, ", "))
	}
	if err != nil {
		return fmt.Errorf("reading the facts of %s: %w", s.catalog, err)
	}
	file := filepath.Join(services, filepath.FromSlash(s.file))
	old, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("reading a catalog: %w", err)
	}
	data := replaceFacts(old, strings.Join(versions, ", "), codes)
	switch {
	case bytes.Equal(data, old):
		return nil
	case check:
		return fmt.Errorf("%s is stale; run: go -C catalog/internal/facts run . %s", s.file, s.catalog)
	}
	if err := os.WriteFile(file, data, 0o666); err != nil {
		return fmt.Errorf("writing a catalog: %w", err)
	}
	return nil
}

// A module is what the go command says about one module.
type module struct {
	Version string
	Dir     string // in the module cache
	Error   string
}

// download returns the module with the path at the version in go.mod. It downloads the module if necessary.
func download(path string) (module, error) {
	var m module
	var stderr strings.Builder
	cmd := exec.Command("go", "mod", "download", "-json", path)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if jsonErr := json.Unmarshal(out, &m); jsonErr != nil && err == nil {
		err = jsonErr
	}
	if err != nil {
		return m, fmt.Errorf("downloading %s: %w: %s%s", path, err, m.Error, stderr.String())
	}
	return m, nil
}
