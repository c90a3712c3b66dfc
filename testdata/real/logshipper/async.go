package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"sync/atomic"
	"time"

	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

// shipAsync sends lines with the SDK's producer, which creates batches and retries.
func shipAsync(in io.Reader, topic string) error {
	config := cls.GetDefaultAsyncProducerClientConfig()
	config.Endpoint = os.Getenv("CLS_ENDPOINT")
	config.AccessKeyID = os.Getenv("CLS_SECRET_ID")
	config.AccessKeySecret = os.Getenv("CLS_SECRET_KEY")
	producer, err := cls.NewAsyncProducerClient(config)
	if err != nil {
		return err
	}
	producer.Start()
	report := &report{refused: make(chan error, 1)}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		entry := cls.NewCLSLog(time.Now().Unix(), map[string]string{"content": lines.Text()})
		if err := producer.SendLog(topic, entry, report); err != nil {
			return err
		}
	}
	if err := producer.Close(60_000); err != nil {
		return err
	}
	return errors.Join(lines.Err(), report.err())
}

// report receives the result of each batch of the producer.
type report struct {
	sent, lost atomic.Int64
	refused    chan error // the first error that all batches would get
}

// Success counts a batch.
func (r *report) Success(*cls.Result) { r.sent.Add(1) }

// Fail counts a batch that the producer could not send.
func (r *report) Fail(result *cls.Result) {
	r.lost.Add(1)
	switch result.GetErrorCode() {
	case "Unauthorized", "NotAllowed", "TopicNotExist":
		r.refuse(fmt.Errorf("%s: %s", result.GetErrorCode(), result.GetErrorMessage()))
	case "InvalidParam":
		log.Printf("request %s: %s", result.GetRequestId(), result.GetErrorMessage())
	default:
		log.Printf("a batch is lost: %s", label(result.GetErrorCode()))
	}
}

func (r *report) refuse(err error) {
	select {
	case r.refused <- err:
	default:
	}
}

func (r *report) err() error {
	select {
	case err := <-r.refused:
		return err
	default:
		return nil
	}
}

// label returns a description of a code.
func label(code string) string {
	switch code {
	case "LogSizeExceed":
		return "the batch was too large"
	case "TopicClosed":
		return "the topic is closed"
	}
	return code
}

// probe sends one line with the synchronous producer, to check the key and the topic.
func probe(ctx context.Context, topic string) error {
	config := cls.GetDefaultSyncProducerClientConfig()
	config.Endpoint = os.Getenv("CLS_ENDPOINT")
	config.AccessKeyID = os.Getenv("CLS_SECRET_ID")
	config.AccessKeySecret = os.Getenv("CLS_SECRET_KEY")
	producer, err := cls.NewSyncProducerClient(config)
	if err != nil {
		return err
	}
	line := []*cls.Log{cls.NewCLSLog(time.Now().Unix(), map[string]string{"content": "probe"})}
	err = producer.SendLogList(ctx, topic, line)
	if clsErr, ok := err.(*cls.CLSError); ok && clsErr.Code == "Internalerror" { // want unknowncode "Internalerror"
		time.Sleep(time.Second)
		return producer.SendLogList(ctx, topic, line)
	}
	if clsErr, ok := errors.AsType[*cls.CLSError](err); ok && clsErr.Code != "InternalError" {
		return fmt.Errorf("%s (HTTP %d): %s", clsErr.Code, clsErr.HTTPCode, clsErr.Message)
	}
	return err
}
