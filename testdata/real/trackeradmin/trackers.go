package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3/model"
)

// A tracker watches one bucket and writes traces to another.
type tracker struct {
	Name  string `json:"name"`
	Watch string `json:"watch"`
	Store string `json:"store"`
}

// apply creates the trackers and notifications of the plan, and updates existing trackers.
func apply(client *cts.CtsClient, p plan) error {
	if err := checkBuckets(client, p.Trackers); err != nil {
		return err
	}
	for _, t := range p.Trackers {
		if err := ensureTracker(client, t); err != nil {
			return fmt.Errorf("tracker %s: %w", t.Name, err)
		}
	}
	var all error
	for _, n := range p.Notifications {
		all = errors.Join(all, ensureNotification(client, n))
	}
	return all
}

// ensureTracker creates a tracker, or updates the existing one.
func ensureTracker(client *cts.CtsClient, t tracker) error {
	err := createTracker(client, t)
	var e *sdkerr.ServiceResponseError
	if !errors.As(err, &e) {
		return err
	}
	switch e.ErrorCode {
	case "CTS.0208":
		return updateTracker(client, t)
	case "cts.0201": // want unknowncode "cts.0201"
		return nil
	case "CTS.0207":
		return fmt.Errorf("a data tracker cannot be named %q", t.Name)
	case "CTS.0209", "CTS.0213": // want swallowedcode "CTS.0209" swallowedcode "CTS.0213"
		log.Printf("tracker %s is left out: %s", t.Name, e.ErrorMessage)
		return nil
	}
	return err
}

// createTracker creates a tracker, and retries while the service cannot query its data.
func createTracker(client *cts.CtsClient, t tracker) error {
	enum := model.GetCreateTrackerRequestBodyTrackerTypeEnum()
	request := &model.CreateTrackerRequest{Body: &model.CreateTrackerRequestBody{
		TrackerType: enum.DATA,
		TrackerName: t.Name,
		ObsInfo:     &model.TrackerObsInfo{BucketName: &t.Store},
		DataBucket:  &model.DataBucket{DataBucketName: &t.Watch},
	}}
	for wait := time.Second; ; wait *= 2 {
		_, err := client.CreateTracker(request)
		if err == nil || wait > time.Minute || !passing(err) {
			return err
		}
		log.Printf("tracker %s: waiting %v: %v", t.Name, wait, err)
		time.Sleep(wait)
	}
}

// updateTracker changes the bucket for traces. The watched bucket cannot be changed.
func updateTracker(client *cts.CtsClient, t tracker) error {
	enum := model.GetUpdateTrackerRequestBodyTrackerTypeEnum()
	_, err := client.UpdateTracker(&model.UpdateTrackerRequest{Body: &model.UpdateTrackerRequestBody{
		TrackerType: enum.DATA,
		TrackerName: t.Name,
		ObsInfo:     &model.TrackerObsInfo{BucketName: &t.Store},
		DataBucket:  &model.DataBucket{DataBucketName: &t.Watch},
	}})
	if err == nil {
		return nil
	}
	e, ok := err.(*sdkerr.ServiceResponseError)
	if !ok || e.ErrorCode != "CTS.0212" { // want swallowedcode "CTS.0212"
		return err
	}
	return nil
}

// remove deletes everything in the plan. It is not an error if something does not exist.
func remove(client *cts.CtsClient, p plan) error {
	enum := model.GetDeleteTrackerRequestTrackerTypeEnum()
	for _, t := range p.Trackers {
		_, err := client.DeleteTracker(&model.DeleteTrackerRequest{TrackerName: &t.Name, TrackerType: &enum.DATA})
		if e, ok := errors.AsType[*sdkerr.ServiceResponseError](err); ok && e.ErrorCode == "CTS.0214" {
			log.Printf("tracker %s is gone already", t.Name)
			continue
		}
		if err != nil {
			return fmt.Errorf("deleting tracker %s: %w", t.Name, err)
		}
	}
	return removeNotifications(client, p.Notifications)
}

// list prints the trackers of the project.
func list(client *cts.CtsClient, out io.Writer) error {
	var response *model.ListTrackersResponse
	for attempt := 0; ; attempt++ {
		var err error
		response, err = client.ListTrackers(&model.ListTrackersRequest{})
		if err == nil {
			break
		}
		var e *sdkerr.ServiceResponseError
		if attempt < 3 && errors.As(err, &e) && (e.ErrorCode == "CTS.0300" || e.ErrorCode == "CTS.0012") { // want permanentretry "CTS.0012"
			time.Sleep(time.Duration(1<<attempt) * time.Second)
			continue
		}
		return err
	}
	if response.Trackers == nil {
		return nil
	}
	for _, t := range *response.Trackers {
		fmt.Fprintf(out, "%s\t%s\n", value(t.TrackerName), value(t.Detail))
	}
	return nil
}

// value returns the string that s points to, or "-" if s is nil.
func value(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}
