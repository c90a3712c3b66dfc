// Comparisons with a new value that a method Is finds.
package p

import (
	"errors"
	"fmt"
)

type codeError struct {
	code int
	text string
}

func (e *codeError) Error() string { return fmt.Sprint(e.code, " ", e.text) }

func (e *codeError) Is(target error) bool {
	other, ok := target.(*codeError)
	return ok && other.code == e.code
}

type plainError struct{ code int }

func (e *plainError) Error() string { return fmt.Sprint(e.code) }

type pipe interface{ Write(text string) error }

func write(p pipe) bool { return errors.Is(p.Write("a"), &codeError{code: 404}) }

// The method may compare texts.
func writePlain(p pipe) bool { return errors.Is(p.Write("a"), &plainError{404}) }

func writeText(p pipe) bool { return errors.Is(p.Write("a"), errors.New("closed")) }
