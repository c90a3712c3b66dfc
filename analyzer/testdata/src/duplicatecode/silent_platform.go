package p

import (
	"errors"
	"syscall"
)

// On other platforms the numbers differ.
func again(err error) bool {
	return err == syscall.EAGAIN || err == syscall.EWOULDBLOCK
}

func noSupport(err error) bool {
	return err == syscall.EOPNOTSUPP || err == syscall.ENOTSUP
}

func is(err error) bool {
	return errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.EWOULDBLOCK)
}

func byCase(err error) bool {
	switch err {
	case syscall.EAGAIN, syscall.EINTR:
		return true
	}
	return false
}
