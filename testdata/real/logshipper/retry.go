package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

// tries is the number of attempts to send a batch before it is saved in the spool.
const tries = 6

// retryable reports for each code whether a retry may help.
var retryable = map[string]bool{
	cls.INTERNAL_SERVER_ERROR: true,
	cls.WRITE_QUOTA_EXCEED:    true,
	"NotAllowed":              true, // want permanentretry "NotAllowed"
	"InvalidContent":          false,
	"MissingContentTyp":       false, // want unknowncode "MissingContentTyp"
}

// again calls send until it succeeds, fails permanently, or has been called tries times.
func again(ctx context.Context, send func() *cls.CLSError) *cls.CLSError {
	var clsErr *cls.CLSError
	for try := range tries {
		if clsErr = send(); clsErr == nil || !retryable[clsErr.Code] {
			return clsErr
		}
		select {
		case <-time.After(delay(try)):
		case <-ctx.Done():
			return clsErr
		}
	}
	return clsErr
}

// create calls a function that creates a topic or an index, and treats a conflict as success.
func create(ctx context.Context, call func(context.Context) error) error {
	for try := 0; ; try++ {
		err := call(ctx)
		if err == nil {
			return nil
		}
		var clsErr *cls.CLSError
		if !errors.As(err, &clsErr) || try == tries {
			return err
		}
		switch {
		case clsErr.Code == "TopicConflict" || clsErr.Code == "IndexConflict": // want nevermatch "TopicConflict" nevermatch "IndexConflict"
			return nil
		case clsErr.Code == "Unauthorized" || clsErr.Code == "InvalidAuthorization": // want permanentretry "InvalidAuthorization" blindretry "Unauthorized"
			time.Sleep(delay(try))
		case clsErr.Code == "AuthFailure.SignatureFailure":
			return fmt.Errorf("the key does not fit its ID: %w", err)
		case clsErr.Code == "SpeedQuotaExceed": // want nevermatch "SpeedQuotaExceed"
			time.Sleep(delay(try))
		case clsErr.Code == "InternalError", clsErr.HTTPCode == http.StatusTooManyRequests:
			time.Sleep(delay(try))
		default:
			return err
		}
	}
}

// delay doubles from 100 ms, and adds up to 50% so that shippers do not all retry at the same time.
func delay(try int) time.Duration {
	d := 100 * time.Millisecond << try
	return d + rand.N(d/2)
}
