package p

import (
	"errors"

	cls "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/cls/v20201016"
	tcerr "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
)

// The catalog of the client does not list this code, but the catalog of the codes that all services return does.
func commonCode(c *cls.Client, req *cls.DeleteTopicRequest) error {
	_, err := c.DeleteTopic(req)
	var te *tcerr.TencentCloudSDKError
	if errors.As(err, &te) && te.Code == "UnauthorizedOperation" { // want `UnauthorizedOperation ends here as success`
		return nil
	}
	return err
}

// No catalog lists these codes.
func unlistedCode(c *cls.Client, req *cls.DeleteTopicRequest) error {
	_, err := c.DeleteTopic(req)
	var te *tcerr.TencentCloudSDKError
	if errors.As(err, &te) && (te.Code == "SomethingElse" || te.Code == "Unauthorized.Operation") {
		return nil
	}
	return err
}

// Both catalogs list this code.
func ownCode(c *cls.Client, req *cls.DeleteTopicRequest) error {
	_, err := c.DeleteTopic(req)
	var te *tcerr.TencentCloudSDKError
	if errors.As(err, &te) && te.Code == "InternalError" {
		return err
	}
	return err
}
