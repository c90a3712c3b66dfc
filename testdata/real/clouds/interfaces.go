package main

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

// A coded error has a code, whichever SDK it is from.
type coded interface{ ErrorCode() string }

// A numbered error has a number.
type numbered interface{ ErrorNumber() int }

func assumedInCondition(c *sts.Client, in *sts.AssumeRoleInput) error {
	_, err := c.AssumeRole(context.Background(), in)
	if e, ok := errors.AsType[smithy.APIError](err); ok && e.ErrorCode() == "AccessDenied" { // want swallowedcode "AccessDenied"
		return nil
	}
	return err
}

func assumedByInterface(c *sts.Client, in *sts.AssumeRoleInput) error {
	_, err := c.AssumeRole(context.Background(), in)
	var e coded
	if errors.As(err, &e) && e.ErrorCode() == "AccessDenied" { // want swallowedcode "AccessDenied"
		return nil
	}
	return err
}

func assumedByLiteral(c *sts.Client, in *sts.AssumeRoleInput) error {
	_, err := c.AssumeRole(context.Background(), in)
	var e interface{ ErrorCode() string }
	if errors.As(err, &e) {
		switch e.ErrorCode() {
		case "AccessDenied": // want swallowedcode "AccessDenied"
			return nil
		}
	}
	return err
}

// silent

func returned(c *sts.Client, in *sts.AssumeRoleInput) error {
	_, err := c.AssumeRole(context.Background(), in)
	var e coded
	if errors.As(err, &e) && e.ErrorCode() == "AccessDenied" {
		return errors.Join(errors.New("no permission"), err)
	}
	return err
}

func ownCode(c *sts.Client, in *sts.AssumeRoleInput) error {
	_, err := c.AssumeRole(context.Background(), in)
	var e coded
	if errors.As(err, &e) && e.ErrorCode() == "AccessDeniedHere" {
		return nil
	}
	return err
}

func number(c *sts.Client, in *sts.AssumeRoleInput) error {
	_, err := c.AssumeRole(context.Background(), in)
	var e numbered
	if errors.As(err, &e) && e.ErrorNumber() == 403 {
		return nil
	}
	return err
}

func notAnError(value any) error {
	if e, ok := value.(coded); ok && e.ErrorCode() == "AccessDenied" {
		return nil
	}
	return errors.New("no code")
}
