// Package reasons asks why a Google API refused a call.
package reasons

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/googleapis/gax-go/v2/apierror"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/status"
)

// A Client makes one call.
type Client interface {
	Publish(context.Context, string) error
}

func publish(ctx context.Context, c Client, text string) error {
	for {
		err := c.Publish(ctx, text)
		var e *apierror.APIError
		if errors.As(err, &e) && e.Reason() == "RATE_LIMIT_EXCEEDED" { // want hotretry "RATE_LIMIT_EXCEEDED"
			continue
		}
		return err
	}
}

func disabled(ctx context.Context, c Client, text string) error {
	err := c.Publish(ctx, text)
	var e *apierror.APIError
	if errors.As(err, &e) && e.Reason() == "SERVICE_DISABLED" { // want swallowedcode "SERVICE_DISABLED"
		log.Print("not enabled: ", err)
		return nil
	}
	return err
}

// silent

func patient(ctx context.Context, c Client, text string) error {
	var err error
	for i := range 5 {
		err = c.Publish(ctx, text)
		var e *apierror.APIError
		if !errors.As(err, &e) || e.Reason() != "RATE_LIMIT_EXCEEDED" {
			return err
		}
		time.Sleep(time.Second << i)
	}
	return err
}

// ownReason is silent: services have reasons of their own.
func ownReason(ctx context.Context, c Client, text string) error {
	for {
		err := c.Publish(ctx, text)
		var e *apierror.APIError
		if errors.As(err, &e) && e.Reason() == "TOPIC_FULL" {
			continue
		}
		return err
	}
}

func reasonOf(err error) string {
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			switch info.Reason {
			case "ACCESS_TOKEN_EXPIRED":
				return "sign in again"
			case "IAM_PERMISSION_DENIED":
				return "ask for the permission"
			}
		}
	}
	return ""
}
