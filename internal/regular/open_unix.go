//go:build unix

package regular

import (
	"os"
	"syscall"
)

// openFlags open a FIFO without waiting for a writer, and a terminal without making it that of the process.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK | syscall.O_NOCTTY
