package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

// gateway is a proxy for the service's API that signs requests. The SDK has no call to create a topic.
type gateway struct {
	url    string
	client http.Client
}

// failure is the body of an error response.
type failure struct {
	Code    string `json:"errorcode"`
	Message string `json:"errormessage"`
}

// ensureTopic creates the log topic and its index if they do not exist.
func (g *gateway) ensureTopic(ctx context.Context, logset, topic string) error {
	err := create(ctx, func(ctx context.Context) error {
		return g.post(ctx, "/topic", map[string]string{"logset_id": logset, "topic_name": topic})
	})
	if err != nil {
		return fmt.Errorf("making topic %s: %w", topic, err)
	}
	return create(ctx, func(ctx context.Context) error {
		return g.post(ctx, "/index", map[string]string{"topic_name": topic})
	})
}

// post sends a request and returns an error response as an error.
func (g *gateway) post(ctx context.Context, path string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	resp, err := g.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	var f failure
	if err := json.NewDecoder(resp.Body).Decode(&f); err != nil {
		return fmt.Errorf("%s answers %s: %w", path, resp.Status, err)
	}
	switch f.Code {
	case "LogsetExceed", "TopicExceed":
		return fmt.Errorf("there are too many topics: %s", f.Message)
	case "IndexRuleEmpty": // want swallowedcode "IndexRuleEmpty"
		return nil
	case "LogsetNotExsit": // want unknowncode "LogsetNotExsit"
		return errors.New("there is no such logset")
	}
	return cls.NewError(int32(resp.StatusCode), resp.Header.Get("X-Cls-Requestid"), f.Code, errors.New(f.Message))
}
