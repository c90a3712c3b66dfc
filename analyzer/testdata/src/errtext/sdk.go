// Package sdk searches the text of errors that come to the search in other ways than directly from a call.
package sdk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	pts "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts/v20210728"
)

type request = pts.DescribeErrorSummaryRequest

// The program wraps the error with %w.
func summary(c *pts.Client, req *request) error {
	if _, err := c.DescribeErrorSummary(req); err != nil {
		return fmt.Errorf("reading the summary: %w", err)
	}
	return nil
}

func wrapped(c *pts.Client, req *request) bool {
	err := summary(c, req)
	return err != nil && strings.Contains(err.Error(), "ResourceNotFound") // want `"ResourceNotFound" is searched for`
}

// The error is a parameter of a function that is called with errors of the SDK only.
func isMissing(err error) bool {
	return strings.Contains(err.Error(), "JobNotExist") || // want `"JobNotExist" is searched for`
		strings.Contains(err.Error(), "NotFound") // want `"NotFound" is searched for`
}

func missing(c *pts.Client, req *request) bool {
	_, err := c.DescribeErrorSummary(req)
	return err != nil && isMissing(err)
}

// The codes are parameters, elements of a list, or both.
func containsAny(err error, codes ...string) bool {
	for _, code := range codes {
		if strings.Contains(err.Error(), code) {
			return true
		}
	}
	return false
}

func busy(c *pts.Client, req *request) bool {
	_, err := c.DescribeErrorSummary(req)
	return err != nil && containsAny(err, "RequestLimitExceeded", "JobState.Busy", "try later") // want `"RequestLimitExceeded" is searched for` `"JobState.Busy" is searched for`
}

var final = []string{"ScenarioNotAllowed", "not allowed"} // want `"ScenarioNotAllowed" is searched for`

func isFinal(c *pts.Client, req *request) bool {
	_, err := c.DescribeErrorSummary(req)
	if err == nil {
		return false
	}
	for _, text := range final {
		if strings.HasPrefix(err.Error(), text) {
			return true
		}
	}
	return false
}

// The whole text is compared.
func whole(c *pts.Client, req *request) string {
	_, err := c.DescribeErrorSummary(req)
	if err == nil {
		return ""
	}
	switch err.Error() {
	case "JobNotRunning": // want `"JobNotRunning" is compared with the whole text of the error`
		return "stopped"
	case "stopped":
		return "stopped by hand"
	}
	return "unknown"
}

// The predicate is only passed together with the operation whose error it gets.
func isBusy(err error) bool {
	return strings.Contains(err.Error(), "JobState.Busy") // want `"JobState.Busy" is searched for`
}

func retry(again func(error) bool, op func() error) error {
	for range 3 {
		if err := op(); err == nil || !again(err) {
			return err
		}
	}
	return nil
}

func retried(c *pts.Client, req *request) error {
	return retry(isBusy, func() error {
		_, err := c.DescribeErrorSummary(req)
		return err
	})
}

// It is also passed with another operation.
func isLate(err error) bool { return strings.Contains(err.Error(), "JobState.Late") }

func retriedLate(c *pts.Client, req *request, other func() error) error {
	if err := retry(isLate, func() error { return other() }); err != nil {
		return err
	}
	return retry(isLate, func() error {
		_, err := c.DescribeErrorSummary(req)
		return err
	})
}

// It is stored.
func isEarly(err error) bool { return strings.Contains(err.Error(), "JobState.Early") }

var early = isEarly

func retriedEarly(c *pts.Client, req *request) error {
	return retry(isEarly, func() error {
		_, err := c.DescribeErrorSummary(req)
		return err
	})
}

// An interface of the program has the methods of the client.
type api interface {
	DescribeErrorSummary(*pts.DescribeErrorSummaryRequest) (*pts.DescribeErrorSummaryResponse, error)
}

func mirrored(a api, req *request) bool {
	_, err := a.DescribeErrorSummary(req)
	return err != nil && strings.Contains(err.Error(), "ResourceNotFound") // want `"ResourceNotFound" is searched for`
}

// Methods of an interface that takes or returns something else do more than call the SDK.

type jobs interface {
	Names(*pts.DescribeErrorSummaryRequest) ([]string, error)
	Find(name string) (*pts.DescribeErrorSummaryResponse, error)
	Delete(*pts.DescribeErrorSummaryRequest) error
}

func own(j jobs, req *request) bool {
	_, err := j.Names(req)
	_, second := j.Find("x")
	third := j.Delete(req)
	return err != nil && strings.Contains(err.Error(), "ResourceNotFound") ||
		second != nil && strings.Contains(second.Error(), "ResourceNotFound") ||
		third != nil && strings.Contains(third.Error(), "ResourceNotFound")
}

// Only the text is left.

func flat(c *pts.Client, req *request) error {
	if _, err := c.DescribeErrorSummary(req); err != nil {
		return fmt.Errorf("reading the summary: %v", err)
	}
	return nil
}

func afterFlat(c *pts.Client, req *request) bool {
	err := flat(c, req)
	return err != nil && strings.Contains(err.Error(), "ResourceNotFound")
}

// Another call of the function passes an error from elsewhere.

func isGone(err error) bool { return strings.Contains(err.Error(), "JobNotExist") }

func gone(c *pts.Client, req *request, run func() error) bool {
	_, err := c.DescribeErrorSummary(req)
	return err != nil && isGone(err) || isGone(run())
}

// Nobody in the package calls the function.
func IsGone(err error) bool { return strings.Contains(err.Error(), "JobNotExist") }

// A list for errors from elsewhere, and one that changes.

var words = []string{"JobNotExist"}

func elsewhere(run func() error) bool {
	err := run()
	for _, word := range words {
		if strings.Contains(err.Error(), word) {
			return true
		}
	}
	return false
}

func changing(c *pts.Client, req *request, more string) bool {
	_, err := c.DescribeErrorSummary(req)
	codes := []string{"JobNotExist"}
	codes = append(codes, more)
	for _, code := range codes {
		if err != nil && strings.Contains(err.Error(), code) {
			return true
		}
	}
	return false
}

// What the texts of errors contain besides the code: the name of the method, of a field, texts of the transport.
func names(ctx context.Context, c *pts.Client, req *request) bool {
	_, err := c.DescribeErrorSummary(req)
	if err == nil || ctx.Err() != nil {
		return false
	}
	for _, text := range []string{
		"DescribeErrorSummary", "DescribeErrorSummaryResponse", "TencentCloudSDKError", "Client.Timeout", "RequestId",
		"INTERNAL_ERROR", "HTTP_1_1_REQUIRED", "EOF", "_X", "A__B", "A_b", "Jobs.", ".NotFound", "x509", "TLS", "No Such Key",
	} {
		if strings.Contains(err.Error(), text) {
			return true
		}
	}
	return false
}

var errStopped = errors.New("JobNotRunning")

func sentinel(c *pts.Client, req *request) bool {
	_, err := c.DescribeErrorSummary(req)
	if err == nil {
		err = errStopped
	}
	return err.Error() == "JobNotRunning"
}

// A comment says why the text is searched.
func explained(c *pts.Client, req *request) bool {
	_, err := c.DescribeErrorSummary(req)
	// The proxy in front of the service drops the type of the error: only its text is left.
	if err != nil && strings.Contains(err.Error(), "ResourceNotFound") {
		return true
	}
	return err != nil && strings.Contains(err.Error(), "JobNotExist") // no typed error in this version
}
