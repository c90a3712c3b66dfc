package main

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

func (b bucket) list(ctx context.Context) error {
	_, err := b.client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: &b.name})
	var denied *types.AccessDenied
	if errors.As(err, &denied) { // want swallowedcode "AccessDenied"
		log.Print("no access: ", err)
		return nil
	}
	return err
}

func (b bucket) archived(ctx context.Context, key string) (*s3.GetObjectOutput, error) {
	for {
		out, err := b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: &key})
		var archived *types.InvalidObjectState
		if errors.As(err, &archived) { // want blindretry "InvalidObjectState"
			time.Sleep(time.Minute)
			continue
		}
		return out, err
	}
}

func (b bucket) kind(ctx context.Context, in *s3.PutObjectInput) error {
	_, err := b.client.PutObject(ctx, in)
	switch err.(type) {
	case *types.TooManyParts: // want nevermatch "errors.As"
		return nil
	}
	return err
}

// silent

func (b bucket) exists(ctx context.Context, key string) (bool, error) {
	_, err := b.client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &b.name, Key: &key})
	var missing *types.NotFound
	if errors.As(err, &missing) {
		return false, nil
	}
	return err == nil, err
}

func (b bucket) ensure(ctx context.Context) error {
	_, err := b.client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &b.name})
	var owned *types.BucketAlreadyOwnedByYou
	if errors.As(err, &owned) {
		return nil
	}
	return err
}

func (b bucket) restored(ctx context.Context, key string) (*s3.GetObjectOutput, error) {
	for range 3 {
		out, err := b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: &key})
		var archived *types.InvalidObjectState
		if errors.As(err, &archived) {
			if _, err := b.client.RestoreObject(ctx, &s3.RestoreObjectInput{Bucket: &b.name, Key: &key}); err != nil {
				return nil, err
			}
			time.Sleep(time.Hour)
			continue
		}
		return out, err
	}
	return nil, errors.New("the object was not restored")
}

// isOther is silent: the type does not stand for a code.
func (b bucket) isOther(ctx context.Context, in *s3.PutObjectInput) error {
	_, err := b.client.PutObject(ctx, in)
	var object *types.Object
	_ = object
	return err
}
