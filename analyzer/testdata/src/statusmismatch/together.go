package p

import (
	"errors"
	"net/http"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

func condition(err error) bool {
	var e *sdkerr.ServiceResponseError
	return errors.As(err, &e) && e.ErrorCode == "CTS.0403" && e.StatusCode == 403 // want "^CTS.0403 comes with HTTP 404, never with 403$"
}

func otherWayRound(err error) bool {
	e, ok := err.(*sdkerr.ServiceResponseError)
	return ok && (http.StatusNotFound == e.StatusCode) && ("CTS.0404" == e.ErrorCode) // want "^CTS.0404 comes with HTTP 400, never with 404$"
}

func nested(err error) error {
	var e *cls.CLSError
	if errors.As(err, &e) {
		if e.HTTPCode == http.StatusBadRequest {
			if e.Code == "TopicNotExist" { // want "^TopicNotExist comes with HTTP 404, never with 400$"
				return nil
			}
		}
	}
	return err
}

func nestedCode(err error) error {
	var e *cls.CLSError
	if errors.As(err, &e) && e.Code == "TopicNotExist" { // want "^TopicNotExist comes with HTTP 404, never with 403$"
		if e.HTTPCode == 403 {
			return nil
		}
	}
	return err
}

func switchWithin(err error) string {
	var e *cls.CLSError
	if errors.As(err, &e) && e.HTTPCode == 404 {
		switch e.Code {
		case "LogsetNotExist":
			return "logset"
		case "LogsetExceed": // want "^LogsetExceed comes with HTTP 403, never with 404$"
			return "quota"
		}
	}
	return ""
}

func ifInCase(err error) string {
	var e *cls.CLSError
	if !errors.As(err, &e) {
		return ""
	}
	switch e.Code {
	case "LogsetExceed": // want "^LogsetExceed comes with HTTP 403, never with 429$"
		if e.HTTPCode == http.StatusTooManyRequests {
			return "quota"
		}
	}
	return ""
}

func tagless(err error) string {
	var e *cls.CLSError
	if !errors.As(err, &e) {
		return ""
	}
	switch {
	case e.HTTPCode == 404 && e.Code == "LogsetExceed": // want "^LogsetExceed comes with HTTP 403, never with 404$"
		return "quota"
	case e.HTTPCode == 404:
		switch {
		case e.Code == "ShipperExceed": // want "^ShipperExceed comes with HTTP 403, never with 404$"
			return "shipper"
		}
	}
	return ""
}

func variables(err error) bool {
	var e *cls.CLSError
	if !errors.As(err, &e) {
		return false
	}
	code, status := e.Code, e.HTTPCode
	return code == "TopicNotExist" && status == 403 // want "^TopicNotExist comes with HTTP 404, never with 403$"
}
