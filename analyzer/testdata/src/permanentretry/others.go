// Package p retries errors of the other services.
package p

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3/model"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
	v20201016 "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/cls/v20201016"
	tcerr "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func tracker(c *cts.CtsClient, req *model.CreateTrackerRequest) error {
	for {
		_, err := c.CreateTracker(req)
		var e *sdkerr.ServiceResponseError
		if errors.As(err, &e) && (e.ErrorCode == "CTS.0300" || e.ErrorCode == "CTS.0202") { // want "CTS.0202 is retried"
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

// Nothing shows which service the code belongs to.
func gateway(c *cts.CtsClient, req *model.CreateTrackerRequest) error {
	for {
		_, err := c.CreateTracker(req)
		var e *sdkerr.ServiceResponseError
		if errors.As(err, &e) && (e.ErrorCode == "APIGW.0308" || e.StatusCode == 403) {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

func ship(ctx context.Context, c *cls.CLSClient, topic string, group *cls.LogGroup) error {
	for {
		err := c.Send(ctx, topic, group)
		if err == nil {
			return nil
		}
		switch err.Code {
		case cls.INTERNAL_SERVER_ERROR, "InvalidContent": // want "InvalidContent is retried"
			time.Sleep(time.Second)
		default:
			return err
		}
	}
}

func topics(c *v20201016.Client, req *v20201016.DescribeTopicsRequest) (*v20201016.DescribeTopicsResponse, error) {
	for {
		resp, err := c.DescribeTopics(req)
		if e, ok := err.(*tcerr.TencentCloudSDKError); ok && (e.GetCode() == "InternalError" || e.GetCode() == "NotAllowed") { // want "NotAllowed is retried"
			time.Sleep(time.Second)
			continue
		}
		return resp, err
	}
}

func rpc(ctx context.Context, call func(context.Context) error) error {
	var err error
	for range 3 {
		err = call(ctx)
		st, ok := status.FromError(err)
		if !ok {
			return err
		}
		switch st.Code() {
		case codes.Unavailable, codes.PermissionDenied: // want "codes.PermissionDenied is retried"
			continue
		}
		return err
	}
	return err
}

var again = map[codes.Code]struct{}{
	codes.Unavailable:      {},
	codes.DataLoss:         {}, // want `codes.DataLoss is retried, but retrying cannot help \(inferred\)$`
	codes.DeadlineExceeded: {},
}

func rpcBySet(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		if _, ok := again[status.Code(err)]; !ok {
			return err
		}
		time.Sleep(time.Second)
	}
}

func bodies(post func() (io.Reader, error)) error {
	for range 3 {
		r, err := post()
		if err != nil {
			return err
		}
		var f struct {
			Code    string `json:"error_code"`
			Message string `json:"error_msg"`
		}
		if err := json.NewDecoder(r).Decode(&f); err != nil {
			return err
		}
		if f.Code == "" {
			return nil
		}
		if f.Code != "CTS.0300" {
			return errors.New(f.Message)
		}
	}
	return errors.New("too often")
}
