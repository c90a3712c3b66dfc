// Package origin searches the text of errors that come directly from a call of an SDK.
package origin

import (
	"errors"
	"fmt"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tablestore"
	sdkerrors "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	pts "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts/v20210728"
)

// The code is one word, or one that several catalogs have.
func summary(c *pts.Client, req *pts.DescribeErrorSummaryRequest) error {
	_, err := c.DescribeErrorSummary(req)
	if err != nil && strings.Contains(err.Error(), "ResourceNotFound") { // want `"ResourceNotFound" is searched for in the error's text, which may contain it by chance; compare Code of \*sdkerrors.TencentCloudSDKError instead`
		return nil
	}
	return err
}

func summaryText(c *pts.Client, req *pts.DescribeErrorSummaryRequest) bool {
	if _, err := c.DescribeErrorSummary(req); err != nil {
		text := err.Error()
		return strings.HasPrefix(text, "InternalError") // want `"InternalError"`
	}
	return false
}

// A service's own code, which the catalog of the common codes does not list.
func ownCode(c *pts.Client, req *pts.DescribeErrorSummaryRequest) bool {
	_, err := c.DescribeErrorSummary(req)
	return err != nil && strings.Contains(err.Error(), "JobState.NotRunning") // want `"JobState.NotRunning" is searched for`
}

// A value of the bound type.
func typed(e *sdkerrors.TencentCloudSDKError) bool {
	return strings.Contains(e.Error(), "InternalError") // want `"InternalError"`
}

// The digits of a status.
func table(c tablestore.TableStoreApi) bool {
	_, err := c.ListTable()
	if err == nil {
		return false
	}
	return strings.Contains(err.Error(), "404") || // want `"404" is searched for in the error's text, which may contain it by chance; compare HttpStatusCode of \*tablestore.OtsError instead`
		strings.Contains(err.Error(), ": 409:") || // want `": 409:"`
		strings.Contains(err.Error(), "status code 503") // want `"status code 503"`
}

// The text is what the function looks at on purpose: it also asks for the type or the code.

func alsoType(c *pts.Client, req *pts.DescribeErrorSummaryRequest) bool {
	_, err := c.DescribeErrorSummary(req)
	var e *sdkerrors.TencentCloudSDKError
	if errors.As(err, &e) {
		return e.Code == "ResourceNotFound"
	}
	return err != nil && strings.Contains(err.Error(), "InternalError")
}

func alsoAsserted(c tablestore.TableStoreApi) bool {
	_, err := c.ListTable()
	if e, ok := err.(*tablestore.OtsError); ok {
		return e.HttpStatusCode == 404
	}
	return err != nil && strings.Contains(err.Error(), "404")
}

// The error is not known to come from the SDK.

func parameter(err error) bool {
	return strings.Contains(err.Error(), "ResourceNotFound") || strings.Contains(err.Error(), "404") ||
		strings.Contains(err.Error(), "NotFound")
}

// Two clients with different errors.
func two(c *pts.Client, req *pts.DescribeErrorSummaryRequest, t tablestore.TableStoreApi, first bool) bool {
	_, err := t.ListTable()
	if first {
		_, err = c.DescribeErrorSummary(req)
	}
	return err != nil && strings.Contains(err.Error(), "InternalError")
}

func either(c *pts.Client, req *pts.DescribeErrorSummaryRequest, run func() error) bool {
	_, err := c.DescribeErrorSummary(req)
	if err == nil {
		err = run()
	}
	return err != nil && strings.Contains(err.Error(), "ResourceNotFound")
}

func wrapped(c *pts.Client, req *pts.DescribeErrorSummaryRequest) bool {
	_, err := c.DescribeErrorSummary(req)
	if err != nil {
		err = fmt.Errorf("summary: %v", err)
		return strings.Contains(err.Error(), "ResourceNotFound")
	}
	return false
}

func made() bool {
	err := errors.New("404")
	return strings.Contains(err.Error(), "404")
}

// A function of the SDK is not a call of the service.
func constructor(id, key string) bool {
	_, err := pts.NewClientWithSecretId(id, key, "")
	return err != nil && strings.Contains(err.Error(), "InvalidParameter")
}

// The text is not a code of the SDK, or is a message.
func messages(c *pts.Client, req *pts.DescribeErrorSummaryRequest, t tablestore.TableStoreApi) bool {
	if _, err := c.DescribeErrorSummary(req); err != nil {
		return strings.Contains(err.Error(), "the job was not found") || strings.Contains(err.Error(), "Notfound") ||
			strings.Contains(err.Error(), "404") || strings.Contains(err.Error(), "Unheard") ||
			strings.Contains(err.Error(), "SDK.ServerError") || strings.Contains(err.Error(), "example.Com") ||
			strings.Contains(err.Error(), "resourcenotfound") || strings.Contains(err.Error(), "")
	}
	_, err := t.ListTable()
	return err != nil && (strings.Contains(err.Error(), "1404") || strings.Contains(err.Error(), "404ms") ||
		strings.Contains(err.Error(), "10.404.0.1") || strings.Contains(err.Error(), "port 443") ||
		strings.Contains(err.Error(), "table 404") || strings.Contains(err.Error(), "200") ||
		strings.Contains(err.Error(), "404 or 409") || strings.Contains(err.Error(), "status code") ||
		strings.Contains(err.Error(), "499"))
}
