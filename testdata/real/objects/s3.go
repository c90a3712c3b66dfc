package main

import (
	"context"
	"errors"
	"log"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
)

type bucket struct {
	client *s3.Client
	name   string
}

func codeOf(err error) string {
	var e smithy.APIError
	if errors.As(err, &e) {
		return e.ErrorCode()
	}
	return ""
}

func (b bucket) create(ctx context.Context) error {
	for range 5 {
		_, err := b.client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &b.name})
		var e smithy.APIError
		if errors.As(err, &e) && e.ErrorCode() == "InvalidBucketName" { // want permanentretry "InvalidBucketName"
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return errors.New("creating the bucket failed")
}

func (b bucket) remove(ctx context.Context) error {
	_, err := b.client.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: &b.name})
	if codeOf(err) == "AccessDenied" { // want swallowedcode "AccessDenied"
		log.Print("the bucket is not ours: ", err)
		return nil
	}
	return err
}

func (b bucket) hot(ctx context.Context, key string) (*s3.GetObjectOutput, error) {
	for {
		out, err := b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: &key})
		if codeOf(err) == "SlowDown" { // want hotretry "SlowDown"
			continue
		}
		return out, err
	}
}

func (b bucket) asserted(ctx context.Context, key string) bool {
	_, err := b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: &key})
	_, missing := err.(*types.NoSuchKey) // want nevermatch "errors.As"
	return missing
}

// silent

func (b bucket) patient(ctx context.Context, key string) (*s3.GetObjectOutput, error) {
	var err error
	for i := range 4 {
		var out *s3.GetObjectOutput
		out, err = b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: &key})
		if !slices.Contains([]string{"SlowDown", "InternalError", "ServiceUnavailable"}, codeOf(err)) {
			return out, err
		}
		time.Sleep(time.Duration(i) * time.Second)
	}
	return nil, err
}
