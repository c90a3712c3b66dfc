// Package store saves backups in buckets.
package store

import (
	"errors"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/s3"
)

// ErrMissing means that the backup does not exist.
var ErrMissing = errors.New("no such backup")

// A Store is one bucket.
type Store struct {
	client *s3.S3
	bucket string
}

// New connects to a bucket, and creates it if it does not exist.
func New(bucket string) (*Store, error) {
	sess, err := session.NewSession()
	if err != nil {
		if aerr, ok := err.(awserr.Error); ok && aerr.Code() == "NoSuchBukcet" { // an error of the session, not of S3
			return nil, aerr
		}
		return nil, fmt.Errorf("connecting: %w", err)
	}
	s := &Store{client: s3.New(sess), bucket: bucket}
	if _, err := s.client.CreateBucket(&s3.CreateBucketInput{Bucket: &bucket}); err != nil {
		aerr, ok := err.(awserr.Error)
		if !ok {
			return nil, err
		}
		switch aerr.Code() {
		case s3.ErrCodeBucketAlreadyOwnedByYou:
		case "BucketAlreadyExsists": // want unknowncode "did you mean BucketAlreadyExists"
			return nil, fmt.Errorf("the name %s is taken: %w", bucket, err)
		case "OperationAborted", "BucketAlreadyExist": // not among the constants, which may be incomplete
			return nil, fmt.Errorf("somebody else makes %s: %w", bucket, err)
		default:
			return nil, err
		}
	}
	return s, nil
}

// Get reads one backup.
func (s *Store) Get(key string) (io.ReadCloser, error) {
	out, err := s.client.GetObject(&s3.GetObjectInput{Bucket: &s.bucket, Key: &key})
	if err != nil {
		var aerr awserr.Error
		if errors.As(err, &aerr) {
			switch aerr.Code() {
			case "NoSuhcKey": // want unknowncode "is not a known code of package github.com/aws/aws-sdk-go/service/s3"
				return nil, ErrMissing
			case "NoSuchBuckets": // a plural may be a code of its own
				return nil, ErrMissing
			case "Forbiden", "SlowDown", "503 SlowDown":
				return nil, err
			}
		}
		return nil, err
	}
	return out.Body, nil
}

// Copy copies a backup.
func (s *Store) Copy(from, to string) error {
	_, err := s.client.CopyObject(&s3.CopyObjectInput{
		Bucket: &s.bucket, Key: &to, CopySource: aws.String(s.bucket + "/" + from),
	})
	if reqErr, ok := err.(awserr.RequestFailure); ok {
		if code := reqErr.Code(); code == "ObjectNotInActiveTiersError" || code == "nosuchkey" { // want unknowncode "did you mean NoSuchKey"
			return fmt.Errorf("%s has to be restored first (%d): %w", from, reqErr.StatusCode(), err)
		}
	}
	return err
}

// missing reports whether err says that the bucket or the backup does not exist.
func missing(err error) bool {
	aerr, ok := err.(awserr.Error)
	if !ok {
		return false
	}
	code := codeOf(err)
	switch code {
	case s3.ErrCodeNoSuchUpload:
		return true
	case "NoSuchUplaod": // want unknowncode "did you mean NoSuchUpload"
		return true
	}
	return aerr.Code() == s3.ErrCodeNoSuchKey || aerr.Code() == "NoSuchBukcet" // want unknowncode "did you mean NoSuchBucket"
}

// codeOf returns the code of err.
func codeOf(err error) string {
	if aerr, ok := err.(awserr.Error); ok {
		return aerr.Code()
	}
	return ""
}

// Delete deletes a backup. It is not an error if the backup does not exist.
func (s *Store) Delete(key string) error {
	_, err := s.client.DeleteObject(&s3.DeleteObjectInput{Bucket: &s.bucket, Key: &key})
	if err != nil && missing(err) {
		return nil
	}
	if code := codeOf(err); code == "NoSuchBukcet" { // the result of a helper: the service is unknown
		return nil
	}
	return err
}
