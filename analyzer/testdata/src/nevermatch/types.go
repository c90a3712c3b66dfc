package p

import (
	"errors"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

func as(err error) string {
	var e sdkerr.ServiceResponseError
	if errors.As(err, &e) { // want `^this never matches: the error type is \*sdkerr.ServiceResponseError, not sdkerr.ServiceResponseError$`
		return e.ErrorCode
	}
	return ""
}

func asInCondition(err error) bool {
	var e cls.CLSError
	return errors.As(err, &e) && e.Code == "TopicNotExist" // want `never matches: the error type is \*cls.CLSError, not cls.CLSError$`
}

func asEarlyExit(err error) string {
	var e cls.CLSError
	if !errors.As(err, &e) { // want "never matches"
		return "?"
	}
	return e.Code
}

func asTwice(first, second error) string {
	var e cls.CLSError
	if errors.As(first, &e) { // want "never matches"
		return e.Code
	}
	if errors.As(second, &e) { // want "never matches"
		return e.Message
	}
	return ""
}

// Without a fix: a nil pointer would be dereferenced.
func asUnguarded(err error) string {
	var e cls.CLSError
	errors.As(err, &e) // want "never matches"
	return e.Code
}

// Without a fix: the variable is passed on.
func asReturned(err error) (cls.CLSError, bool) {
	var e cls.CLSError
	ok := errors.As(err, &e) // want "never matches"
	return e, ok
}

func asNew(err error) bool {
	return errors.As(err, new(cls.CLSError)) // want "never matches"
}

// Without a fix: a pointer to the value is the target.
func asLiteral(err error) string {
	e := &cls.CLSError{}
	if errors.As(err, e) { // want "never matches"
		return e.Code
	}
	return ""
}

func asType(err error) string {
	if e, ok := errors.AsType[cls.CLSError](err); ok { // want "never matches"
		return e.Code
	}
	return ""
}

func assertion(err error) string {
	if e, ok := err.(cls.CLSError); ok && e.HTTPCode == 403 { // want "never matches"
		return e.Code
	}
	return ""
}

func assertionBlank(err error) bool {
	_, ok := err.(cls.CLSError) // want "never matches"
	return ok
}

// Without a fix: the variable is used where the assertion failed.
func assertionUnguarded(err error) string {
	e, _ := err.(cls.CLSError) // want "never matches"
	return e.Code
}

func assertionAtOnce(err error) string {
	return err.(cls.CLSError).Code // want "never matches"
}

func typeSwitch(err error) string {
	switch e := err.(type) {
	case nil:
		return ""
	case cls.CLSError: // want "never matches"
		return e.Code
	case *sdkerr.ServiceResponseError:
		return e.ErrorCode
	}
	return "?"
}

func typeSwitchList(err error) bool {
	switch err.(type) {
	case cls.CLSError, sdkerr.ServiceResponseError: // want `never matches: the error type is \*cls.CLSError` `never matches: the error type is \*sdkerr`
		return true
	}
	return false
}

func asKept(err error) string {
	var e cls.CLSError
	ok := errors.As(err, &e) // want "never matches"
	if !ok {
		return ""
	}
	return e.Code
}
