// Package p tests codes that all services of a platform use, with the error types of their SDKs.
package p

import (
	"errors"

	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
	alierrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tablestore"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	tcerrors "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	tchttp "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/http"
)

func commonCall() error { return nil }

// In one SDK the code is a pointer.
func commonTea() (err error) {
	for range 3 {
		err = commonCall()
		e, ok := err.(*tea.SDKError)
		switch {
		case !ok:
			return err
		case *e.Code == "MissingParameter": // want "^MissingParameter is retried, but retrying cannot help"
			continue
		case tea.StringValue(e.Code) == "Forbidden.RAM": // want "^Forbidden.RAM is retried"
			continue
		case *e.Code == "QuotaExceeded.Disks": // want "^QuotaExceeded.Disks is retried"
			continue
		case *e.Code == "Throttling.User", *e.Code == "ServiceUnavailable":
			continue
		case *e.Code == "IncorrectStatus.Vpc", *e.Code == "OperationDenied.DBStatus", *e.Code == "MissingParameters":
			continue // codes of one service each
		case *e.Code == "InvalidParameter.FileSystemNotFound":
			continue // not a known kind of InvalidParameter
		}
		return err
	}
	return err
}

// The newer SDKs have another error type.
func commonDara() (err error) {
	for range 3 {
		err = commonCall()
		var e *dara.SDKError
		if errors.As(err, &e) && dara.StringValue(e.Code) == "SignatureDoesNotMatch" { // want "^SignatureDoesNotMatch is retried"
			continue
		}
		return err
	}
	return err
}

// In another SDK a method returns the code.
func commonServerError() (err error) {
	for range 3 {
		err = commonCall()
		if e, ok := err.(*alierrors.ServerError); ok && e.ErrorCode() == "InvalidAccessKeyId.NotFound" { // want "^InvalidAccessKeyId.NotFound is retried"
			continue
		}
		if e, ok := err.(*alierrors.ServerError); ok && e.ErrorCode() == "InternalError" {
			continue
		}
		return err
	}
	return err
}

// No catalog has the client that calls a service of the platform.
func commonTencent(client *common.Client, req tchttp.Request, resp tchttp.Response) (err error) {
	for range 3 {
		err = client.Send(req, resp)
		var e *tcerrors.TencentCloudSDKError
		if !errors.As(err, &e) {
			return err
		}
		switch e.GetCode() {
		case "UnauthorizedOperation.CamNoAuth": // want "^UnauthorizedOperation.CamNoAuth is retried"
			continue
		case "RequestLimitExceeded.UinLimitExceeded", "ResourceInUse", "FailedOperation.Busy":
			continue
		case "InvalidParameterValue.NotReady", "UnsupportedOperation.MutexTaskRunning":
			continue
		}
		return err
	}
	return err
}

// Some documentation says for each code whether to retry.
func stated(client *tablestore.TableStoreClient, req *tablestore.PutRowRequest) (err error) {
	for range 3 {
		_, err = client.PutRow(req)
		e, ok := err.(*tablestore.OtsError)
		if ok && e.Code == "OTSOutOfRowSizeLimit" { // want "^OTSOutOfRowSizeLimit is retried"
			continue
		}
		if ok && (e.Code == "OTSTimeout" || e.Code == "OTSQuotaExhausted" || e.Code == "OTSObjectNotExist") {
			continue
		}
		return err
	}
	return err
}
