package main

import (
	"errors"
	"os"
	"slices"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3/model"
)

// passingCodes are the codes of failures that may go away: the query that fails for a moment, the two that ask for
// support but are known to pass, and the gateway's limit.
var passingCodes = []string{
	"CTS.0300",
	"CTS.0001",
	"CTS.0216",
	"CTS.0211", // want permanentretry "CTS.0211"
	"APIGW.0308",
}

// passing reports whether another attempt may succeed.
func passing(err error) bool {
	var timeout *sdkerr.RequestTimeoutError
	if errors.As(err, &timeout) {
		return true
	}
	var e *sdkerr.ServiceResponseError
	return errors.As(err, &e) && slices.Contains(passingCodes, e.ErrorCode)
}

// wrong reports whether a request was refused for what it says, so that nobody has to look at the service.
func wrong(e *sdkerr.ServiceResponseError) bool {
	switch e.ErrorCode {
	case "CTS.0003", "CTS.0202", "CTS.0203", "CTS.0204", "CTS.0205", "CTS.0218", "CTS.0231":
		return true
	}
	return false
}

// checkBuckets asks whether the buckets of the trackers can be used. The answer is a success that holds the codes.
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
