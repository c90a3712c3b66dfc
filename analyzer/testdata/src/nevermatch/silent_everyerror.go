// Tests for a type that each error of a service has, which are right or not understood.
package p

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/aws/smithy-go"
)

type queueAPI interface {
	Head(ctx context.Context, name string) (string, error)
	Delete(ctx context.Context, name string) error
	Ping(ctx context.Context) error
}

func asksCode(ctx context.Context, c queueAPI, name string) error {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) && ae.ErrorCode() == "NoSuchQueue" {
		return nil
	}
	return err
}

func asksCodeInside(ctx context.Context, c queueAPI, name string) error {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) {
		switch ae.ErrorCode() {
		case "NoSuchQueue":
			return nil
		}
	}
	return err
}

func asksWithAFunction(ctx context.Context, c queueAPI, name string, missing func(error) bool) error {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) && missing(err) {
		return nil
	}
	return err
}

func asksFault(ctx context.Context, c queueAPI, name string) error {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) {
		if ae.ErrorFault() == smithy.FaultClient {
			return nil
		}
	}
	return err
}

func logsMessage(ctx context.Context, c queueAPI, name string) error {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) {
		log.Print(ae.ErrorMessage())
		return nil
	}
	return err
}

func logsError(ctx context.Context, c queueAPI, name string) error {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) {
		log.Print(err)
		return nil
	}
	return err
}

func returnsBoth(ctx context.Context, c queueAPI, name string) error {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) {
		return fmt.Errorf("the service refused: %w", err)
	}
	return err
}

func keepsIt(ctx context.Context, c queueAPI, name string) (last error, err error) {
	err = c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) {
		return ae, nil
	}
	return nil, err
}

func explained(ctx context.Context, c queueAPI, name string) error {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) {
		return nil // any answer means that the service is up
	}
	return err
}

func ping(ctx context.Context, c queueAPI) error {
	err := c.Ping(ctx)
	var ae smithy.APIError
	if errors.As(err, &ae) {
		return nil
	}
	return err
}

func isUp(ctx context.Context, c queueAPI, name string) (bool, error) {
	_, err := c.Head(ctx, name)
	var ae smithy.APIError
	if err == nil || errors.As(err, &ae) {
		return true, nil
	}
	return false, err
}

func isServiceError(err error) bool {
	var ae smithy.APIError
	return errors.As(err, &ae)
}

func fallback(ctx context.Context, c queueAPI, name string) error {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) {
		return c.Delete(ctx, name+".old")
	}
	return err
}

func filter(err error) error {
	var ae smithy.APIError
	if errors.As(err, &ae) {
		return nil
	}
	return err
}

func label(ctx context.Context, c queueAPI, name string) string {
	err := c.Delete(ctx, name)
	var ae smithy.APIError
	if errors.As(err, &ae) {
		return "service"
	}
	return fmt.Sprint(err)
}
