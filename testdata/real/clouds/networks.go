package main

import (
	"errors"
	"log"
	"time"

	"github.com/gophercloud/gophercloud"
	golangsdk "github.com/opentelekomcloud/gophertelekomcloud"
	"github.com/opentelekomcloud/gophertelekomcloud/openstack/networking/v1/vpcs"
)

// deleteBusy asks for the type that the SDK makes for all statuses without a type of their own.
func deleteBusy(c *golangsdk.ServiceClient, id string) (string, error) {
	err := vpcs.Delete(c, id).ExtractErr()
	if err != nil {
		if _, ok := err.(golangsdk.ErrDefault404); ok {
			return "DELETED", nil
		}
		if e, ok := err.(golangsdk.ErrUnexpectedResponseCode); ok {
			if e.Actual == 409 { // want nevermatch "409 \\(Conflict\\) never matches: the SDK makes errors of type golangsdk.ErrDefault409 for it"
				return "ACTIVE", nil
			}
		}
		return "", err
	}
	return "DELETED", nil
}

// deleteRight does not.
func deleteRight(c *golangsdk.ServiceClient, id string) (string, error) {
	err := vpcs.Delete(c, id).ExtractErr()
	switch e := err.(type) {
	case nil, golangsdk.ErrDefault404:
		return "DELETED", nil
	case golangsdk.ErrDefault409:
		return "ACTIVE", nil
	case golangsdk.ErrUnexpectedResponseCode:
		if e.Actual == 412 {
			return "ACTIVE", nil
		}
	}
	return "", err
}

// find takes each refusal for a missing network.
func find(c *golangsdk.ServiceClient, id string) (*vpcs.Vpc, error) {
	v, err := vpcs.Get(c, id).Extract()
	if err != nil {
		if _, ok := err.(golangsdk.ErrDefault400); ok { // want swallowedcode "400 \\(Bad Request\\) is only logged here"
			log.Printf("%s is gone", id)
			return nil, nil
		}
		return nil, err
	}
	return v, nil
}

// findRight takes only one for it.
func findRight(c *golangsdk.ServiceClient, id string) (*vpcs.Vpc, error) {
	v, err := vpcs.Get(c, id).Extract()
	if _, ok := errors.AsType[golangsdk.ErrDefault404](err); ok {
		return nil, nil
	}
	return v, err
}

// create calls itself for ever while the caller lacks the permission.
func create(c *golangsdk.ServiceClient, o vpcs.CreateOpts) (*vpcs.Vpc, error) {
	v, err := vpcs.Create(c, o).Extract()
	if err != nil {
		if _, ok := err.(golangsdk.ErrDefault403); ok { // want permanentretry "403 \\(Forbidden\\)"
			time.Sleep(time.Second)
			return create(c, o) // want endlessretry "403 \\(Forbidden\\)"
		}
		return nil, err
	}
	return v, nil
}

// again retries at once.
func again(c *golangsdk.ServiceClient, id string) error {
	for range 10 {
		err := vpcs.Delete(c, id).ExtractErr()
		var e golangsdk.ErrDefault503
		if !errors.As(err, &e) { // want hotretry "503 \\(Service Unavailable\\)"
			return err
		}
	}
	return nil
}

// wait waits.
func wait(c *golangsdk.ServiceClient, id string) (err error) {
	for range 10 {
		err = vpcs.Delete(c, id).ExtractErr()
		var e golangsdk.ErrDefault503
		if !errors.As(err, &e) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// isConflict asks version 1 of another SDK.
func isConflict(err error) bool {
	var e gophercloud.ErrUnexpectedResponseCode
	return errors.As(err, &e) && e.Actual == 409 // want nevermatch "409 \\(Conflict\\) never matches: the SDK makes errors of type gophercloud.ErrDefault409 for it"
}

func isConflictRight(err error) bool {
	e, ok := err.(gophercloud.StatusCodeError)
	return ok && e.GetStatusCode() == 409
}
