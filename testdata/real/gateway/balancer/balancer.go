// Package balancer manages load balancers of the first cloud.
package balancer

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"

	"example.com/gateway/errs"
)

// An API calls an operation of the service.
type API interface {
	Call(ctx context.Context, action string, query map[string]any) (map[string]any, error)
}

// A Balancer describes the load balancer to create.
type Balancer struct {
	Name, Zone string
}

// Create creates a load balancer and waits until it exists.
func Create(ctx context.Context, api API, b Balancer) (string, error) {
	var id string
	err := retry.RetryContext(ctx, 5*time.Minute, func() *retry.RetryError {
		answer, err := api.Call(ctx, "CreateLoadBalancer", map[string]any{"Name": b.Name, "ZoneId": b.Zone})
		if err != nil {
			if errs.NeedRetry(err) || errs.IsExpectedErrors(err, []string{"OperationConflict", "MissingParameter"}) { // want permanentretry "MissingParameter"
				return retry.RetryableError(err)
			}
			return retry.NonRetryableError(err)
		}
		id = fmt.Sprint(answer["LoadBalancerId"])
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("creating %s: %w", b.Name, err)
	}
	return id, nil
}

// Listen opens a port as soon as the load balancer is ready.
func Listen(ctx context.Context, api API, id string, port int) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := api.Call(ctx, "CreateListener", map[string]any{"LoadBalancerId": id, "ListenerPort": port})
		if err == nil {
			return nil
		}
		if errs.IsExpectedErrors(err, errs.NotReady) {
			return retry.RetryableError(err)
		}
		return retry.NonRetryableError(err)
	})
}

// Delete deletes a load balancer. It is not an error if the load balancer does not exist.
func Delete(ctx context.Context, api API, id string) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := api.Call(ctx, "DeleteLoadBalancer", map[string]any{"LoadBalancerId": id})
		switch {
		case err == nil, errs.IsExpectedErrors(err, errs.Gone):
			return nil
		case errs.NeedRetry(err), errs.IsExpectedErrors(err, errs.Busy):
			return retry.RetryableError(err)
		case errs.IsExpectedErrors(err, []string{"Forbidden.RAM", errs.Throttling}): // want permanentretry "Forbidden.RAM"
			return retry.RetryableError(err)
		}
		return retry.NonRetryableError(err)
	})
}

// Rename changes the name of a load balancer. A missing permission has an error message of its own.
func Rename(ctx context.Context, api API, id, name string) error {
	_, err := api.Call(ctx, "UpdateLoadBalancer", map[string]any{"LoadBalancerId": id, "Name": name})
	if errs.IsExpectedErrors(err, []string{"Forbidden.RAM", "NoPermission"}) {
		return fmt.Errorf("the key may not rename %s: %w", id, err)
	}
	return err
}
