//go:build !unix

package lsp

import "os"

// processExists reports whether a process with the id exists.
func processExists(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	_ = p.Release()
	return true
}
