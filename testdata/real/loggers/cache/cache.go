// Package cache keeps the addresses of servers.
package cache

import "sync"

var (
	mu      sync.Mutex
	address = map[string]string{}
)

// Address returns the address of a server.
func Address(name string) string {
	mu.Lock()
	defer mu.Unlock()
	return address[name]
}

// Forget removes the address of a server, so that it is looked up again.
func Forget(name string) {
	mu.Lock()
	defer mu.Unlock()
	delete(address, name)
}
