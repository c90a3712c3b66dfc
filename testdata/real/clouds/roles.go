package main

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

func apiError(c *sts.Client, in *sts.AssumeRoleInput) string {
	_, err := c.AssumeRole(context.Background(), in)
	if e, ok := err.(smithy.APIError); ok { // want nevermatch "errors.As"
		return e.ErrorCode()
	}
	return ""
}

func caseOf(c *sts.Client, in *sts.AssumeRoleInput) string {
	_, err := c.AssumeRole(context.Background(), in)
	switch e := err.(type) {
	case *smithy.GenericAPIError: // want nevermatch "errors.As"
		return e.Code
	}
	return ""
}

// silent

func asAPIError(c *sts.Client, in *sts.AssumeRoleInput) string {
	_, err := c.AssumeRole(context.Background(), in)
	var e smithy.APIError
	if errors.As(err, &e) {
		return e.ErrorCode()
	}
	return ""
}

func operation(c *sts.Client, in *sts.AssumeRoleInput) string {
	_, err := c.AssumeRole(context.Background(), in)
	if e, ok := err.(*smithy.OperationError); ok {
		return e.Operation()
	}
	return ""
}

func inner(c *sts.Client, in *sts.AssumeRoleInput) string {
	_, err := c.AssumeRole(context.Background(), in)
	var op *smithy.OperationError
	if errors.As(err, &op) {
		if e, ok := op.Err.(smithy.APIError); ok {
			return e.ErrorCode()
		}
	}
	return ""
}

func unwrapped(c *sts.Client, in *sts.AssumeRoleInput) string {
	_, err := c.AssumeRole(context.Background(), in)
	if e, ok := errors.Unwrap(err).(smithy.APIError); ok {
		return e.ErrorCode()
	}
	return ""
}

func ofParameter(err error) string {
	if e, ok := err.(smithy.APIError); ok {
		return e.ErrorCode()
	}
	return ""
}

func ofOther(call func() error) string {
	err := call()
	if e, ok := err.(smithy.APIError); ok {
		return e.ErrorCode()
	}
	return ""
}
