// Package topic keeps the message topics of the other cloud.
package topic

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"

	"example.com/gateway/errs"
)

// An API makes and deletes topics.
type API interface {
	CreateTopic(ctx context.Context, name string) (id string, err error)
	DeleteTopic(ctx context.Context, id string) error
}

// Create makes a topic. A name that is wrong stays wrong.
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

// Delete takes a topic away; one that is gone already is no error.
func Delete(ctx context.Context, api API, id string) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		err := api.DeleteTopic(ctx, id)
		if err == nil || errs.Code(err) == "ResourceNotFound.TopicNotExist" {
			return nil
		}
		return errs.RetryError(err, "ResourceInUse")
	})
}

// Ensure makes a topic where there is none, and tries at most three times.
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
