package main

import (
	"errors"
	"net"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// clone copies a file by reference, and tries again although the file system has no such operation.
func clone(dst, src int) error {
	for { // want endlessretry "never ends"
		err := unix.IoctlFileClone(dst, src)
		if errors.Is(err, unix.EOPNOTSUPP) { // want permanentretry "ENOTSUP"
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

// flock makes the call again at once, which is right after EINTR.
func flock(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX)
		if err == unix.EINTR {
			continue
		}
		return err
	}
}

// tryFlock does not treat a lock that another process holds as a failure.
func tryFlock(f *os.File) (bool, error) {
	switch err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err {
	case nil:
		return true, nil
	case unix.EWOULDBLOCK:
		return false, nil
	default:
		return false, err
	}
}

// dial does not wait for a server that has not started yet.
func dial(address string) (net.Conn, error) {
	for { // want endlessretry "never ends"
		conn, err := net.Dial("tcp", address)
		if errors.Is(err, syscall.ECONNREFUSED) { // want hotretry "ECONNREFUSED .+ is retried without a wait"
			continue
		}
		return conn, err
	}
}

// dialLater waits, and gives up.
func dialLater(address string) (conn net.Conn, err error) {
	for range 10 {
		conn, err = net.Dial("tcp", address)
		if errors.Is(err, syscall.ECONNREFUSED) {
			time.Sleep(time.Second)
			continue
		}
		return conn, err
	}
	return conn, err
}

// load returns nothing for a file that does not exist.
func load(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return nil, nil
	}
	return data, err
}

// loadTwice asks twice for the same error.
func loadTwice(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ENOENT) {
		return nil, nil
	}
	return data, err
}
