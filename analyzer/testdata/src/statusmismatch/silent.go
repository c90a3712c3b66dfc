package p

import (
	"errors"
	"net/http"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

func right(err error) bool {
	var e *sdkerr.ServiceResponseError
	return errors.As(err, &e) && (e.ErrorCode == "CTS.0403" && e.StatusCode == 404 || e.ErrorCode == "CTS.0404" && e.StatusCode == 400)
}

// Alternatives.
func turns(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && (e.Code == "TopicNotExist" || e.HTTPCode == 403)
}

func someTurns(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && e.HTTPCode == 404 && (e.Code == "TopicNotExist" || e.Code == "LogsetExceed")
}

func not(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && e.Code == "TopicNotExist" && e.HTTPCode != 403 && !(e.HTTPCode == 401)
}

func otherwise(err error) string {
	var e *cls.CLSError
	if !errors.As(err, &e) {
		return ""
	}
	if e.HTTPCode == 403 {
		return "refused"
	} else if e.Code == "TopicNotExist" {
		return "missing"
	} else {
		if e.HTTPCode == 429 {
			return "later"
		}
	}
	return "?"
}

func severalCodes(err error) string {
	var e *cls.CLSError
	if errors.As(err, &e) && e.HTTPCode == 404 {
		switch e.Code {
		case "LogsetNotExist", "LogsetExceed":
			return "logset"
		}
	}
	return ""
}

func severalStatuses(err error) bool {
	var e *cls.CLSError
	if errors.As(err, &e) {
		switch e.HTTPCode {
		case 400, 403:
			return e.Code == "LogsetExceed"
		}
	}
	return false
}

// Classes of statuses.
func class(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && e.Code == "TopicNotExist" && e.HTTPCode >= 500
}

// No status is known for the code; the code is not listed.
func unknown(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && (e.Code == "BadRequest" && e.HTTPCode == 403 || e.Code == "SomethingNew" && e.HTTPCode == 403)
}

// The SDK makes it from other responses.
func madeBySDK(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && (e.Code == "InternalError" && e.HTTPCode == 503 || e.Code == "WriteQuotaExceed" && e.HTTPCode == 429)
}

// Two errors.
func two(first, second error) bool {
	var a, b *cls.CLSError
	return errors.As(first, &a) && errors.As(second, &b) && a.Code == "TopicNotExist" && b.HTTPCode == 403
}

func response(resp *http.Response, err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && e.Code == "TopicNotExist" && resp.StatusCode == 403
}

// There is a statement between the tests.
func between(err error, again func() error) error {
	var e *cls.CLSError
	if errors.As(err, &e) && e.HTTPCode == 403 {
		err = again()
		if errors.As(err, &e) && e.Code == "TopicNotExist" {
			return nil
		}
	}
	return err
}

func betweenInHead(err error, again func() error) error {
	var e *cls.CLSError
	if errors.As(err, &e) && e.HTTPCode == 403 {
		if err = again(); errors.As(err, &e) && e.Code == "TopicNotExist" {
			return nil
		}
	}
	return err
}

func later(err error) string {
	var e *cls.CLSError
	if !errors.As(err, &e) {
		return ""
	}
	if e.HTTPCode == 403 {
		return "refused"
	}
	if e.Code == "TopicNotExist" {
		return "missing"
	}
	return ""
}

// The function literal is another function.
func within(err error) func() bool {
	var e *cls.CLSError
	if errors.As(err, &e) && e.HTTPCode == 403 {
		return func() bool { return e.Code == "TopicNotExist" }
	}
	return nil
}

// Another case falls through.
func fallsIn(err error) string {
	var e *cls.CLSError
	if !errors.As(err, &e) {
		return ""
	}
	switch e.Code {
	case "LogsetExceed":
		fallthrough
	case "LogsetNotExist":
		if e.HTTPCode == 403 {
			return "quota"
		}
	}
	return "?"
}
