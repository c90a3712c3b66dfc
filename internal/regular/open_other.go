//go:build !unix

package regular

import "os"

// openFlags open a file for reading. On this system, no file in a directory blocks the process that opens it.
const openFlags = os.O_RDONLY
