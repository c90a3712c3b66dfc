package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

// roleAPI is the part of the client that the program uses.
type roleAPI interface {
	AssumeRole(context.Context, *sts.AssumeRoleInput, ...func(*sts.Options)) (*sts.AssumeRoleOutput, error)
}

// sessions gets credentials for roles.
type sessions struct {
	api    roleAPI
	client *sts.Client
}

func (s *sessions) expired(ctx context.Context, in *sts.AssumeRoleInput) bool {
	_, err := s.client.AssumeRole(ctx, in)
	return err != nil && strings.Contains(err.Error(), "ExpiredTokenException") // want errtext "APIError"
}

func (s *sessions) denied(ctx context.Context, in *sts.AssumeRoleInput) bool {
	_, err := s.api.AssumeRole(ctx, in)
	for _, text := range []string{"AccessDenied", "not authorized"} { // want errtext "AccessDenied"
		if err != nil && strings.Contains(err.Error(), text) {
			return true
		}
	}
	return false
}

func (s *sessions) assume(ctx context.Context, in *sts.AssumeRoleInput) error {
	if _, err := s.api.AssumeRole(ctx, in); err != nil {
		return fmt.Errorf("assuming the role: %w", err)
	}
	return nil
}

func (s *sessions) forbidden(ctx context.Context, in *sts.AssumeRoleInput) bool {
	err := s.assume(ctx, in)
	return err != nil && strings.Contains(err.Error(), "StatusCode: 403") // want errtext "HTTPStatusCode"
}

// silent

func (s *sessions) flat(ctx context.Context, in *sts.AssumeRoleInput) bool {
	_, err := s.client.AssumeRole(ctx, in)
	if err != nil {
		err = fmt.Errorf("assuming the role: %v", err)
	}
	return err != nil && strings.Contains(err.Error(), "ExpiredTokenException")
}

func (s *sessions) typed(ctx context.Context, in *sts.AssumeRoleInput) bool {
	_, err := s.client.AssumeRole(ctx, in)
	var e smithy.APIError
	if errors.As(err, &e) && e.ErrorCode() == "ExpiredTokenException" {
		return true
	}
	return err != nil && strings.Contains(err.Error(), "ExpiredTokenException")
}

func (s *sessions) transport(ctx context.Context, in *sts.AssumeRoleInput) bool {
	_, err := s.client.AssumeRole(ctx, in)
	return err != nil && (strings.Contains(err.Error(), "connection refused") ||
		strings.Contains(err.Error(), "Client.Timeout") || strings.Contains(err.Error(), "operation error STS: AssumeRole"))
}

func (s *sessions) region(ctx context.Context, in *sts.AssumeRoleInput, resolve func() error) bool {
	err := resolve()
	if err == nil {
		_, err = s.client.AssumeRole(ctx, in)
	}
	return err != nil && strings.Contains(err.Error(), "RegionDisabledException")
}
