package main

import (
	"errors"
	"os"
	"slices"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3/model"
)

// passingCodes are the codes of transient errors: the query that fails temporarily, the two that refer to support but
// are known to be transient, and the limit of the gateway.
var passingCodes = []string{
	"CTS.0300",
	"CTS.0001",
	"CTS.0216",
	"CTS.0211", // want permanentretry "CTS.0211"
	"APIGW.0308",
}

// passing reports whether a retry may succeed.
func passing(err error) bool {
	var timeout *sdkerr.RequestTimeoutError
	if errors.As(err, &timeout) {
		return true
	}
	var e *sdkerr.ServiceResponseError
	return errors.As(err, &e) && slices.Contains(passingCodes, e.ErrorCode)
}

// wrong reports whether the request is invalid, so that the service is not the cause.
func wrong(e *sdkerr.ServiceResponseError) bool {
	switch e.ErrorCode {
	case "CTS.0003", "CTS.0202", "CTS.0203", "CTS.0204", "CTS.0205", "CTS.0218", "CTS.0231":
		return true
	}
	return false
}

// checkBuckets checks whether the trackers can use their buckets. The codes are in a successful response.
func checkBuckets(client *cts.CtsClient, trackers []tracker) error {
	var wanted []model.CheckBucketRequest
	for _, t := range trackers {
		wanted = append(wanted, model.CheckBucketRequest{BucketName: t.Store})
	}
	response, err := client.CheckObsBuckets(&model.CheckObsBucketsRequest{
		DomainId: os.Getenv("HUAWEICLOUD_DOMAIN_ID"),
		Body:     &model.CheckObsBucketsRequestBody{Buckets: &wanted},
	})
	if err != nil {
		return err
	}
	if response.Buckets == nil {
		return nil
	}
	var all error
	for _, bucket := range *response.Buckets {
		check := bucket.CheckBucketResponse
		if check == nil || check.ErrorCode == nil {
			continue
		}
		if *check.ErrorCode == "CTS.0231" || *check.ErrorCode == "CTS.0211" {
			all = errors.Join(all, errors.New(bucket.BucketName+": "+value(check.ErrorMessage)))
		}
	}
	return all
}
