// Package topic manages message topics of the second cloud.
package topic

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"

	"example.com/gateway/errs"
)

// An API creates and deletes topics.
type API interface {
	CreateTopic(ctx context.Context, name string) (id string, err error)
	DeleteTopic(ctx context.Context, id string) error
}

// Create creates a topic. Retrying cannot help against an invalid name.
func Create(ctx context.Context, api API, name string) (id string, err error) {
	err = retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		id, err = api.CreateTopic(ctx, name)
		if err != nil {
			return errs.RetryError(err, "FailedOperation.TopicBusy", "InvalidParameterValue") // want permanentretry "InvalidParameterValue"
		}
		return nil
	})
	return id, err
}

// Delete deletes a topic. It is not an error if the topic does not exist.
func Delete(ctx context.Context, api API, id string) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		err := api.DeleteTopic(ctx, id)
		if err == nil || errs.Code(err) == "ResourceNotFound.TopicNotExist" {
			return nil
		}
		return errs.RetryError(err, "ResourceInUse")
	})
}

// Ensure creates a topic if it does not exist, with at most three attempts.
func Ensure(ctx context.Context, api API, name string) error {
	var err error
	for range 3 {
		_, err = api.CreateTopic(ctx, name)
		switch errs.Code(err) {
		case "RequestLimitExceeded", "RequestLimitExceeded.UinLimitExceeded":
			time.Sleep(time.Second)
			continue
		case "LimitExceeded":
			time.Sleep(time.Minute)
			continue
		case "UnauthorizedOperation.CamNoAuth":
			return err
		}
		return err
	}
	return err
}
