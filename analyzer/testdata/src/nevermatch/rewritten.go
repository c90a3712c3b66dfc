package p

import (
	"errors"
	"slices"

	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

func compared(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && e.Code == "TopicConflict" // want "^TopicConflict never matches: the SDK replaces it with UnknownError$"
}

func switched(err error) string {
	e, ok := err.(*cls.CLSError)
	if !ok {
		return ""
	}
	switch e.Code {
	case "TopicNotExist":
		return "topic"
	case "LogsetConflict": // want "never matches: the SDK replaces it"
		return "logset"
	}
	return "?"
}

func listed(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && slices.Contains([]string{"IndexConflict", "IndexNotExist"}, e.Code) // want "IndexConflict never"
}

func inVariable(err error) bool {
	var e *cls.CLSError
	if !errors.As(err, &e) {
		return false
	}
	code := e.Code
	return code == "NotSupported" // want "NotSupported never"
}
