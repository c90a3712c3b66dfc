// Package role assumes a role for a limited time.
package role

import (
	"errors"
	"fmt"
	"time"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	sdkerrors "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
	sts "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/sts/v20180813"
)

// Take returns credentials for the role.
func Take(id, key, role string) (*sts.Credentials, error) {
	client, err := sts.NewClient(common.NewCredential(id, key), "ap-guangzhou", profile.NewClientProfile())
	if err != nil {
		return nil, err
	}
	request := sts.NewAssumeRoleRequest()
	request.RoleArn = common.StringPtr(role)
	for range 3 {
		response, err := client.AssumeRole(request)
		if err == nil {
			return response.Response.Credentials, nil
		}
		var sdk *sdkerrors.TencentCloudSDKError
		if !errors.As(err, &sdk) {
			return nil, err
		}
		switch sdk.Code {
		case sts.INTERNALERROR_DBERROR, "InternalError.SystemErorr": // want unknowncode "did you mean InternalError.SystemError"
			time.Sleep(time.Second)
			continue
		case "ResourceNotFound.RoleNotFund": // want unknowncode "did you mean ResourceNotFound.RoleNotFound"
			return nil, fmt.Errorf("there is no role %s: %w", role, err)
		case "InvalidParameterRoleArn", "RequestLimitExceeded": // common codes of the platform, without constants
			return nil, err
		}
		return nil, err
	}
	return nil, errors.New("the service is busy")
}

// Denied reports whether assuming the role is not permitted.
func Denied(err error) bool {
	sdk, ok := err.(*sdkerrors.TencentCloudSDKError)
	if !ok {
		return false
	}
	if sdk.GetCode() == "UnauthorizedOperations" {
		return true
	}
	return sdk.GetCode() == sts.UNAUTHORIZEDOPERATION || sdk.Code == "UnautorizedOperation" // want unknowncode "did you mean UnauthorizedOperation"
}
