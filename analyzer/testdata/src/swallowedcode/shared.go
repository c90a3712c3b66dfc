// Package p tests codes of error types that many services use: the prefix of the code, or the client, shows the service.
package p

import (
	"errors"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3/model"
	v20201016 "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/cls/v20201016"
	tcerr "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
)

func byPrefix(c *cts.CtsClient, req *model.CreateTrackerRequest) error {
	_, err := c.CreateTracker(req)
	var e *sdkerr.ServiceResponseError
	if errors.As(err, &e) && e.ErrorCode == "CTS.0202" { // want "CTS.0202 ends here as success"
		return nil
	}
	return err
}

func byClient(c *v20201016.Client, req *v20201016.DescribeTopicsRequest) error {
	_, err := c.DescribeTopics(req)
	var e *tcerr.TencentCloudSDKError
	if errors.As(err, &e) && e.Code == "NotAllowed" { // want "NotAllowed ends here as success"
		return nil
	}
	return err
}

func byAccessor(c *v20201016.Client, req *v20201016.DescribeTopicsRequest) error {
	_, err := c.DescribeTopics(req)
	if e, ok := err.(*tcerr.TencentCloudSDKError); ok && e.GetCode() == "NotAllowed" { // want "NotAllowed ends here as success"
		return nil
	}
	return err
}

// The client of another service may be in an interface: nothing shows that the code belongs to CLS.
func noClient(call func() error) error {
	err := call()
	var e *tcerr.TencentCloudSDKError
	if errors.As(err, &e) && e.Code == "NotAllowed" {
		return nil
	}
	return err
}

func otherService(c *cts.CtsClient, req *model.CreateTrackerRequest) error {
	_, err := c.CreateTracker(req)
	var e *sdkerr.ServiceResponseError
	if errors.As(err, &e) && e.ErrorCode == "OBS.0202" {
		return nil
	}
	return err
}

// The status of a service's own error does not say what to do.
func statusOnly(c *cts.CtsClient, req *model.CreateTrackerRequest) error {
	_, err := c.CreateTracker(req)
	var e *sdkerr.ServiceResponseError
	if errors.As(err, &e) && e.StatusCode == 403 {
		return nil
	}
	return err
}
