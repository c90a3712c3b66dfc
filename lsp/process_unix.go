//go:build unix

package lsp

import (
	"errors"
	"syscall"
)

// processExists reports whether a process with the id exists.
func processExists(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
