package main

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	tencent "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	sts "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/sts/v20180813"
)

// Both clouds have the code RequestLimitExceeded. The error decides whose it is.

func (b bucket) limited(ctx context.Context) error {
	for {
		_, err := b.client.ListBuckets(ctx, nil)
		var e smithy.APIError
		if errors.As(err, &e) && e.ErrorCode() == "RequestLimitExceeded" { // want hotretry "AWS SDK"
			continue
		}
		return err
	}
}

func role(client *sts.Client) error {
	for { // want endlessretry "RequestLimitExceeded"
		_, err := client.AssumeRole(sts.NewAssumeRoleRequest())
		var e *tencent.TencentCloudSDKError
		if errors.As(err, &e) && e.Code == "RequestLimitExceeded" { // want hotretry "inferred"
			continue
		}
		return err
	}
}

func inText(ctx context.Context, b bucket) bool {
	_, err := b.client.ListBuckets(ctx, nil)
	return err != nil && strings.Contains(err.Error(), "RequestLimitExceeded") // want errtext "APIError"
}

func inOtherText(client *sts.Client) bool {
	_, err := client.AssumeRole(sts.NewAssumeRoleRequest())
	return err != nil && strings.Contains(err.Error(), "RequestLimitExceeded") // want errtext "TencentCloudSDKError"
}

func listed(ctx context.Context, b bucket) error {
	var err error
	for range 3 {
		_, err = b.client.ListBuckets(ctx, &s3.ListBucketsInput{})
		var a smithy.APIError
		if !errors.As(err, &a) || a.ErrorCode() != "AuthFailure" { // want permanentretry "AuthFailure"
			return err
		}
	}
	return err
}

// silent

func either(ctx context.Context, b bucket, client *sts.Client) string {
	_, err := b.client.ListBuckets(ctx, nil)
	if err == nil {
		_, err = client.AssumeRole(sts.NewAssumeRoleRequest())
	}
	var e *tencent.TencentCloudSDKError
	var a smithy.APIError
	switch {
	case errors.As(err, &e) && e.Code == "ResourceNotFound", errors.As(err, &a) && a.ErrorCode() == "NoSuchBucket":
		return "nothing there"
	case errors.As(err, &a) && a.ErrorCode() == "AuthFailure", errors.As(err, &e) && e.Code == "AuthFailure":
		return "not allowed"
	}
	return ""
}

// textOf is silent: nothing says which cloud the error came from.
func textOf(err error) bool {
	return err != nil && strings.Contains(err.Error(), "RequestLimitExceeded")
}
