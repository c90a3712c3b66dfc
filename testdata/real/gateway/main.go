// Command gateway creates load balancers in one cloud and message topics in another:
//
//	gateway -balancers web,api -zone cn-hangzhou-h -topics orders,invoices
//
// It uses two SDKs in which all services share one error type, and compares the codes with helpers in its own
// package errs.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"strings"

	"github.com/alibabacloud-go/tea/tea"
	tcerrors "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"

	"example.com/gateway/balancer"
	"example.com/gateway/topic"
)

func main() {
	balancers := flag.String("balancers", "", "names of the load balancers, with commas between them")
	zone := flag.String("zone", "cn-hangzhou-h", "zone of the load balancers")
	topics := flag.String("topics", "", "names of the topics, with commas between them")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	for _, name := range strings.FieldsFunc(*balancers, comma) {
		id, err := balancer.Create(ctx, balancerAPI{os.Getenv("BALANCER_ENDPOINT")}, balancer.Balancer{Name: name, Zone: *zone})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("load balancer", name, "is", id)
	}
	for _, name := range strings.FieldsFunc(*topics, comma) {
		id, err := topic.Create(ctx, topicAPI{os.Getenv("TOPIC_ENDPOINT")}, name)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("topic", name, "is", id)
	}
}

func comma(r rune) bool { return r == ',' }

// post sends a request to the gateway of a cloud and decodes the response.
func post(ctx context.Context, url string, body, answer any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(data))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(answer)
}

// A balancerAPI implements balancer.API over HTTP.
type balancerAPI struct{ endpoint string }

func (a balancerAPI) Call(ctx context.Context, action string, query map[string]any) (map[string]any, error) {
	var answer map[string]any
	if err := post(ctx, a.endpoint+"/?Action="+action, query, &answer); err != nil {
		return nil, err
	}
	if code, failed := answer["Code"]; failed {
		return nil, tea.NewSDKError(map[string]any{"code": code, "message": answer["Message"]})
	}
	return answer, nil
}

// A topicAPI implements topic.API over HTTP.
type topicAPI struct{ endpoint string }

func (a topicAPI) do(ctx context.Context, action, value string) (string, error) {
	var answer struct {
		Response struct {
			TopicId, RequestId string
			Error              *struct{ Code, Message string }
		}
	}
	if err := post(ctx, a.endpoint+"/?Action="+action, map[string]string{"Value": value}, &answer); err != nil {
		return "", err
	}
	if e := answer.Response.Error; e != nil {
		return "", tcerrors.NewTencentCloudSDKError(e.Code, e.Message, answer.Response.RequestId)
	}
	return answer.Response.TopicId, nil
}

func (a topicAPI) CreateTopic(ctx context.Context, name string) (string, error) {
	return a.do(ctx, "CreateTopic", name)
}

func (a topicAPI) DeleteTopic(ctx context.Context, id string) error {
	_, err := a.do(ctx, "DeleteTopic", id)
	return err
}
