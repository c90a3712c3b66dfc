// Package p asks errors for their code through interfaces.
package p

import (
	"errors"

	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/smithy-go"
)

func inCondition(err error) error {
	if ae, ok := err.(smithy.APIError); ok && ae.ErrorCode() == "AccessDenied" { // site tested aws.api AccessDenied: returns-value
		return nil
	}
	return err
}

func v1InCondition(err error) error {
	if ae, ok := err.(awserr.Error); ok && ae.Code() == "AccessDenied" { // site tested aws.api AccessDenied: returns-value
		return nil
	}
	return err
}

func v1Failure(call func() error) error {
	err := call()
	if ae, ok := err.(awserr.RequestFailure); ok && ae.Code() == "AccessDenied" { // site tested aws.api AccessDenied: drops
		return nil
	}
	return err
}

func interfaceByAs(call func() error) error {
	err := call()
	var ae smithy.APIError
	if errors.As(err, &ae) && ae.ErrorCode() == "AccessDenied" { // site tested aws.api AccessDenied: drops
		return nil
	}
	return err
}

func byAsInIf(call func() error) error {
	err := call()
	if ae := (smithy.APIError)(nil); errors.As(err, &ae) && ae.ErrorCode() == "AccessDenied" { // site tested aws.api AccessDenied: drops
		return nil
	}
	return err
}

func byAsType(call func() error) error {
	err := call()
	if ae, ok := errors.AsType[smithy.APIError](err); ok && ae.ErrorCode() == "AccessDenied" { // site tested aws.api AccessDenied: drops
		return nil
	}
	return err
}

func anonymous(call func() error) error {
	err := call()
	if ae, ok := err.(interface{ ErrorCode() string }); ok && ae.ErrorCode() == "AccessDenied" { // site tested aws.api AccessDenied: drops
		return nil
	}
	return err
}

type coded interface{ ErrorCode() string }

func ownInterface(call func() error) error {
	err := call()
	var c coded
	if errors.As(err, &c) && c.ErrorCode() == "AccessDenied" { // site tested aws.api AccessDenied: drops
		return nil
	}
	return err
}

func anonymousV1(call func() error) error {
	err := call()
	if ae, ok := err.(interface{ Code() string }); ok && ae.Code() == "AccessDenied" { // site tested aws.api AccessDenied: drops
		return nil
	}
	return err
}

func inSwitch(call func() error) error {
	err := call()
	switch e := err.(type) {
	case smithy.APIError:
		switch e.ErrorCode() {
		case "AccessDenied": // site tested aws.api AccessDenied: drops
			return nil
		}
	}
	return err
}

func inSwitchTrue(call func() error) error {
	err := call()
	ae, ok := err.(awserr.Error)
	switch {
	case ok && ae.Code() == "AccessDenied": // site tested aws.api AccessDenied: drops
		return nil
	}
	return err
}

func mustBeInterface(call func() error) error {
	err := call()
	if err != nil && err.(awserr.Error).Code() == "AccessDenied" { // site tested aws.api AccessDenied: drops
		return nil
	}
	return err
}

func inIf(call func() error) error {
	if err := call(); err != nil {
		if ae, ok := err.(awserr.Error); ok {
			if ae.Code() == "AccessDenied" { // site tested aws.api AccessDenied: drops
				return nil
			}
		}
		return err
	}
	return nil
}

func switchInit(call func() error) error {
	err := call()
	switch ae, _ := err.(awserr.Error); ae.Code() {
	case "AccessDenied": // site tested aws.api AccessDenied: drops
		return nil
	}
	return err
}

// Interfaces that errors of the SDK do not have, values that are not errors, and codes that no catalog lists.

type numbered interface{ ErrorCode() int }

type described interface{ Description() string }

type job interface{ ErrorCode() string }

func silentInterfaces(err error, j job, value any) error {
	if c, ok := err.(described); ok && c.Description() == "AccessDenied" {
		return nil
	}
	if c, ok := err.(numbered); ok && c.ErrorCode() == 403 {
		return nil
	}
	if j.ErrorCode() == "AccessDenied" {
		return nil
	}
	if c, ok := value.(coded); ok && c.ErrorCode() == "AccessDenied" {
		return nil
	}
	if c, ok := err.(coded); ok && c.ErrorCode() == "AccessDened" {
		return nil
	}
	if c, ok := err.(interface{ ErrorCode(string) string }); ok && c.ErrorCode("") == "AccessDenied" {
		return nil
	}
	return err
}
