// Command trackeradmin creates, changes and deletes the audit trackers and notifications of a Huawei Cloud project as a
// file describes.
//
//	trackeradmin apply  trackers.json
//	trackeradmin delete trackers.json
//	trackeradmin list
//	trackeradmin quota
//
// The file contains the data trackers, each with the bucket that it watches and the bucket for its traces, and the key
// operations to send notifications for:
//
//	{"trackers": [{"name": "finance", "watch": "ledger", "store": "audit-traces"}],
//	 "notifications": [{"name": "root-login", "service": "IAM", "topic": "urn:smn:cn-north-4:1:security"}]}
//
// apply is idempotent. Account, project, region and key come from HUAWEICLOUD_DOMAIN_ID, HUAWEICLOUD_PROJECT_ID,
// HUAWEICLOUD_REGION, HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK; quota sends its request to the gateway at
// CTS_GATEWAY.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3/region"
)

// A plan is the content of the file.
type plan struct {
	Trackers      []tracker      `json:"trackers"`
	Notifications []notification `json:"notifications"`
}

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "trackeradmin:", explain(err))
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New("want a command: apply, delete, list or quota")
	}
	if args[0] == "quota" {
		return printQuota(ctx, os.Stdout)
	}
	client, err := newClient()
	if err != nil {
		return err
	}
	if args[0] == "list" {
		return list(client, os.Stdout)
	}
	if len(args) < 2 {
		return fmt.Errorf("%s wants a file", args[0])
	}
	text, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	var p plan
	if err := json.Unmarshal(text, &p); err != nil {
		return fmt.Errorf("reading %s: %w", args[1], err)
	}
	switch args[0] {
	case "apply":
		return apply(client, p)
	case "delete":
		return remove(client, p)
	}
	return fmt.Errorf("unknown command %q", args[0])
}

func newClient() (*cts.CtsClient, error) {
	key, err := basic.NewCredentialsBuilder().
		WithAk(os.Getenv("HUAWEICLOUD_SDK_AK")).
		WithSk(os.Getenv("HUAWEICLOUD_SDK_SK")).
		WithProjectId(os.Getenv("HUAWEICLOUD_PROJECT_ID")).
		SafeBuild()
	if err != nil {
		return nil, err
	}
	where, err := region.SafeValueOf(os.Getenv("HUAWEICLOUD_REGION"))
	if err != nil {
		return nil, err
	}
	http, err := cts.CtsClientBuilder().WithRegion(where).WithCredential(key).SafeBuild()
	if err != nil {
		return nil, err
	}
	return cts.NewCtsClient(http), nil
}

// advice maps codes to advice for the user.
var advice = map[string]string{
	"CTS.0002": "the key has no rights for CTS in this project",
	"CTS.0012": "HUAWEICLOUD_PROJECT_ID is not a project of this region",
	"CTS.0200": "there are too many trackers: delete one",
	"CTS.0228": "make CTS a trusted service of the organization",
	"CTS.O402": "the SMN topic was deleted: subscribe to it again", // want unknowncode "CTS.O402"
}

// explain returns the text of err with advice for the user.
func explain(err error) string {
	switch e := err.(type) {
	case *sdkerr.ConnectionError:
		return "no connection: " + e.ErrorMessage
	case *sdkerr.ServiceResponseError:
		if text, ok := advice[e.ErrorCode]; ok {
			return fmt.Sprintf("%s (%s): %s", e.ErrorMessage, e.ErrorCode, text)
		}
		if e.StatusCode == 403 || e.ErrorCode == "CTS.0002" {
			return fmt.Sprintf("not allowed: %s (request %s)", e.ErrorMessage, e.RequestId)
		}
	}
	return err.Error()
}
