package main

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3/model"
)

// A notification informs the subscribers of a topic about operations on a service.
type notification struct {
	Name    string `json:"name"`
	Service string `json:"service"`
	Topic   string `json:"topic"`
}

// ensureNotification creates a notification if none has this name.
func ensureNotification(client *cts.CtsClient, n notification) error {
	enum := model.GetCreateNotificationRequestBodyOperationTypeEnum()
	_, err := client.CreateNotification(&model.CreateNotificationRequest{Body: &model.CreateNotificationRequestBody{
		NotificationName: n.Name,
		OperationType:    enum.CUSTOMIZED,
		Operations:       &[]model.Operations{{ServiceType: n.Service}},
		TopicId:          &n.Topic,
	}})
	if err == nil {
		return nil
	}
	e, ok := errors.AsType[*sdkerr.ServiceResponseError](err)
	if !ok {
		return err
	}
	switch {
	case e.ErrorCode == "CTS.0400":
		return nil
	case e.ErrorCode == "CTS.0407":
		log.Printf("notification %s: there are too many, %s", n.Name, e.ErrorMessage)
		return err
	case e.StatusCode == 400 && e.ErrorCode == "CTS.0402": // want swallowedcode "CTS.0402"
		log.Printf("notification %s is not made: %s", n.Name, e.ErrorMessage)
		return nil
	case wrong(e):
		return fmt.Errorf("notification %s cannot be written so: %w", n.Name, e)
	}
	return err
}

// removeNotifications deletes notifications by name.
func removeNotifications(client *cts.CtsClient, notifications []notification) error {
	failed := make(chan error, len(notifications))
	for _, n := range notifications {
		go func() { failed <- removeNotification(client, n.Name) }()
	}
	var all error
	for range notifications {
		all = errors.Join(all, <-failed)
	}
	return all
}

func removeNotification(client *cts.CtsClient, name string) error {
	enum := model.GetListNotificationsRequestNotificationTypeEnum()
	response, err := client.ListNotifications(&model.ListNotificationsRequest{NotificationType: enum.SMN, NotificationName: &name})
	if err != nil || response.Notifications == nil {
		return err
	}
	for _, found := range *response.Notifications {
		_, err := client.DeleteNotification(&model.DeleteNotificationRequest{NotificationId: value(found.NotificationId)})
		var e *sdkerr.ServiceResponseError
		if errors.As(err, &e) && (e.ErrorCode == "CTS.0403" || strings.HasPrefix(e.ErrorCode, "APIGW.")) {
			continue
		}
		if err != nil {
			return fmt.Errorf("deleting notification %s: %w", name, err)
		}
	}
	return nil
}
