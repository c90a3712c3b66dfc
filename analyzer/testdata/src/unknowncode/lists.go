package consumer

import (
	"errors"
	"fmt"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

type gatewayError struct {
	Code    string
	Message string
}

func (e *gatewayError) Error() string { return e.Code + ": " + e.Message }

// expected tests errors of two services: a code that no catalog lists may be right.
func expected(err error, codes []string) bool {
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		for _, code := range codes {
			if te.Code == code || strings.Contains(te.Message, code) {
				return true
			}
		}
	}
	if ge, ok := err.(*gatewayError); ok {
		for _, code := range codes {
			if ge.Code == code || strings.Contains(ge.Message, code) {
				return true
			}
		}
	}
	return false
}

// contains searches any list for any string.
func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func often(err error) bool {
	return expected(err, []string{"ServiceUnavailable", "OperationDenied.DBStatus", "OperationDenied.OrderProcessing"}) ||
		expected(err, []string{"ServiceUnavailable", "OperationDenied.DBStatus", "OperationDenied.InvalidState"}) ||
		expected(err, []string{"ServiceUnavailable", "OperationDenied.DBStatus", "OperationDenied.JobStatus"}) ||
		expected(err, []string{"ServiceUnavailable", "OperationDenied.DBStatus", "OperationDenied.DBInstanceType"}) ||
		expected(err, []string{"ServiceUnavailable", "OperationDenied.DBStatus", "OperationConflict"}) ||
		expected(err, []string{"ServiceUnavailable", "OperationDenied.DBStatus", "OperationConflict"}) ||
		expected(err, []string{"ServiceUnavailable", "OperationDenied.DBStatus", "OperationConflict"}) ||
		expected(err, []string{"ServiceUnavailable", "OperationDenied.DBStatus", "OperationConflict"}) ||
		expected(err, []string{"ServiceUnavailable", "OperationDenied.DBStatus", "OperationConflict"}) ||
		expected(err, []string{"ServiceUnavailable", "OperationDenied.DBStatus", "OperationConflict"})
}

func slips(err error) bool {
	return expected(err, []string{"IncorrectStatus.%s", "OperationConflict"}) || // want `"IncorrectStatus.%s" contains %s, which is not replaced by a value, and matches no error$`
		expected(err, []string{"ServiceUnavaliable"}) || // want `"ServiceUnavaliable" is used only here, and ServiceUnavailable is used 10 times in this package; did you mean ServiceUnavailable\?`
		expected(err, []string{"OperationDeniedDBStatus"}) || // want `did you mean OperationDenied.DBStatus\?`
		expected(err, []string{"InvalidAccount.NotFound	"}) || // want `"InvalidAccount.NotFound\\t" has leading or trailing white space; did you mean InvalidAccount.NotFound\?`
		expected(err, []string{"InvalidUsage", "InvalidSnapshotIds.Malformed,InvalidStatus.NotFound", "InvalidStatus.NotFound"}) // want `"InvalidSnapshotIds.Malformed,InvalidStatus.NotFound" is 2 codes in one string and matches no error; write each code as a string of its own$`
}

// Services have codes that differ only slightly.
func fine(err error) bool {
	return expected(err, []string{"100%sure", "only 5% left", "QPS %s", fmt.Sprintf("IncorrectStatus.%s", "HaVip")}) ||
		expected(err, []string{"Operation.Conflict"}) ||
		expected(err, []string{"OperationConflicts"}) ||
		expected(err, []string{"operationConflict"}) ||
		expected(err, []string{"ServiceUnavailable2"}) ||
		expected(err, []string{"ServiceAvailable"}) ||
		expected(err, []string{"InvalidDBInstanceId.NotFound"}) ||
		expected(err, []string{"InvalidDbInstanceId.NotFound"}) ||
		expected(err, []string{"no such host", "Please try again later, or ask", "a, b", "QPS Limit Exceeded"})
}

// A list of any values is not a list of codes.
func words(s string) bool {
	return contains([]string{"Service Unavaliable", "one,two", "ServiceUnavaliable"}, s)
}
