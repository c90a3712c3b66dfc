// Package p converts codes before it compares them.
package p

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel/protocol"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts/v20210728"
)

// check returns the error of a result, if it is one.
var check func(result any) error

func parsed(s *v20210728.ErrorSummary) error {
	n, err := strconv.Atoi(*s.Result)
	if err != nil {
		return err
	}
	switch n {
	case 1101: // want "1101 ends here as success"
		return nil
	}
	return check(s)
}

func parsedInCondition(s *v20210728.ErrorSummary) error {
	if n, err := strconv.ParseInt(*s.Result, 10, 64); err == nil && n == 1101 { // want "1101 ends here as success"
		return nil
	}
	return check(s)
}

// The text of a code that matches is a number, so that the function does not return the error of Atoi.
func parsedFirst(s *v20210728.ErrorSummary) error {
	n, err := strconv.Atoi(*s.Result)
	if n == 1101 { // want "1101 is only logged here"
		fmt.Println("no such host")
	} else {
		return check(s)
	}
	if err != nil {
		return err
	}
	return nil
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func parsedByHelper(s *v20210728.ErrorSummary) error {
	if number(*s.Result) == 1101 { // want "1101 ends here as success"
		return nil
	}
	return check(s)
}

func formatted(resp *http.Response) error {
	switch strconv.Itoa(resp.StatusCode) {
	case "200":
		return nil
	case "401": // want "401 \\(Unauthorized\\) ends here as success"
		return nil
	}
	return check(resp)
}

func printed(s *v20210728.ErrorSummary) error {
	if code := fmt.Sprintf("%s", *s.Result); code == "1101" { // want "1101 ends here as success"
		return nil
	}
	return check(s)
}

// Helpers that return what a pointer points to.

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return
}

func valueOr[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

func dereferenced(s *v20210728.ErrorSummary) error {
	if deref(s.Result) == "1101" { // want "1101 ends here as success"
		return nil
	}
	return check(s)
}

func generic(e *protocol.Error) error {
	switch code := value(e.Code); code {
	case "OTSPermissionDenied": // want "OTSPermissionDenied ends here as success"
		return nil
	}
	return check(e)
}

func withDefault(e *protocol.Error) error {
	if valueOr(e.Code, "") == "OTSPermissionDenied" { // want "OTSPermissionDenied ends here as success"
		return nil
	}
	return check(e)
}

func pointer(e *protocol.Error) error {
	if code := e.Code; code != nil && *code == "OTSPermissionDenied" { // want "OTSPermissionDenied ends here as success"
		return nil
	}
	return check(e)
}

// A map is the body of a service if the program reads its code and its message.

func decoded(data []byte) error {
	var body map[string]string
	if err := json.Unmarshal(data, &body); err != nil {
		return err
	}
	if body["errorcode"] == "NotAllowed" { // want "NotAllowed ends here as success"
		return nil
	}
	return errors.New(body["errormessage"])
}

func decodedAny(data []byte) error {
	var body map[string]any
	if err := json.Unmarshal(data, &body); err != nil {
		return err
	}
	code, ok := body["errorcode"].(string)
	if ok && code == "NotAllowed" || fmt.Sprint(body["errorcode"]) == "TopicClosed" { // want "NotAllowed ends here as success" "TopicClosed ends here as success"
		return nil
	}
	return fmt.Errorf("failed: %v", body["errormessage"])
}
