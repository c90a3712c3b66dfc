package unhandledcode

import (
	"log"
	"os"
	"syscall"
)

// Errors of the operating system have many types, so that nothing is lost where one is tested.
func logsMostErrors(paths []string) {
	for _, path := range paths {
		_, err := os.Stat(path)
		if err != nil {
			errno, ok := err.(syscall.Errno)
			if ok && errno != syscall.ESTALE {
				log.Print(err)
			}
			continue
		}
	}
}
