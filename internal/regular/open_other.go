//go:build !unix

package regular

import "os"

// openFlags are those of reading: there are no files in directories here that block whoever opens them.
const openFlags = os.O_RDONLY
