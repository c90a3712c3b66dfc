// Package queue announces backups with two services of one SDK.
package queue

import (
	"fmt"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/service/sns"
	"github.com/aws/aws-sdk-go/service/sqs"
)

// Announcer sends to a topic and a queue.
type Announcer struct {
	Topics *sns.SNS
	Queues *sqs.SQS
}

// Announce sends a message to both.
func (a *Announcer) Announce(topic, queue, message string) error {
	_, err := a.Topics.Publish(&sns.PublishInput{TopicArn: &topic, Message: &message})
	if gone(err) {
		return nil
	}
	if aerr, ok := err.(awserr.Error); ok && aerr.Code() == "EndpointDisable" { // the error may be from either service
		return nil
	}
	_, err = a.Queues.SendMessage(&sqs.SendMessageInput{QueueUrl: &queue, MessageBody: &message})
	if aerr, ok := err.(awserr.Error); ok && aerr.Code() == "EndpointDisable" {
		return err
	}
	return nil
}

// Publish sends a message to the topic alone.
func (a *Announcer) Publish(topic, message string) error {
	_, err := a.Topics.Publish(&sns.PublishInput{TopicArn: &topic, Message: &message})
	if aerr, ok := err.(awserr.Error); ok && aerr.Code() == "EndpointDisbled" { // want unknowncode "did you mean EndpointDisabled"
		return fmt.Errorf("the endpoint is off: %w", err)
	}
	return err
}

// Purge empties a queue.
func (a *Announcer) Purge(queue string) error {
	_, err := a.Queues.PurgeQueue(&sqs.PurgeQueueInput{QueueUrl: aws.String(queue)})
	if aerr, ok := err.(awserr.Error); ok {
		switch aerr.Code() {
		case "AWS.SimpleQueueService.PurgeQueueInProgres": // want unknowncode "did you mean AWS.SimpleQueueService.PurgeQueueInProgress"
			return nil
		case sqs.ErrCodeQueueDoesNotExist, "NotFound":
			return nil
		}
	}
	return err
}

// gone handles errors that may come from either service.
func gone(err error) bool {
	aerr, ok := err.(awserr.Error)
	return ok && (aerr.Code() == "EndpointDisable" || aerr.Code() == "AWS.SimpleQueueService.NonExistentQueu")
}
