// Tests for a type that each error of a service has.
package p

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/smithy-go"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
)

type bucketAPI interface {
	Head(ctx context.Context, name string) (string, error)
	Delete(ctx context.Context, name string) error
}

func bucketExists(ctx context.Context, c bucketAPI, name string) (bool, error) {
	_, err := c.Head(ctx, name)
	if err != nil {
		var ae smithy.APIError
		if errors.As(err, &ae) { // want `this matches each error of the service, and the error is dropped: smithy.APIError does not say which; test its code too`
			return false, nil
		}
		return false, fmt.Errorf("reading bucket: %w", err)
	}
	return true, nil
}

func deleteBucket(ctx context.Context, c bucketAPI, name string) error {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) { // want `this matches each error of the service, and the error is dropped`
		return nil
	}
	return err
}

func deleteBuckets(ctx context.Context, c bucketAPI, names []string) error {
	for _, name := range names {
		if err := c.Delete(ctx, name); err != nil {
			var ae smithy.APIError
			if !errors.As(err, &ae) { // want `this matches each error of the service, and the error is dropped`
				return err
			}
		}
	}
	return nil
}

func deleteAsserted(ctx context.Context, c bucketAPI, name string) error {
	err := c.Delete(ctx, name)
	if _, ok := err.(awserr.Error); ok { // want `this matches each error of the service, and the error is dropped: awserr.Error does not say which`
		return nil
	}
	return err
}

func deleteSwitched(ctx context.Context, c bucketAPI, name string) error {
	err := c.Delete(ctx, name)
	switch err.(type) { // want `this matches each error of the service, and the error is dropped: \*sdkerr.ServiceResponseError does not say which`
	case *sdkerr.ServiceResponseError:
		return nil
	}
	return err
}
