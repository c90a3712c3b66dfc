//go:build !unix

package lsp

import "os"

// processLives reports whether there is a process with the id.
func processLives(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	_ = p.Release()
	return true
}
