package p

import (
	"errors"
	"slices"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

func byPrefix(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && e.Code == "OTSTunnelExpired" // want `^"OTSTunnelExpired" is a code of Tablestore Tunnel Service, but CLS errors never have it$`
}

func byOtherPrefix(err error) string {
	e, ok := err.(*tunnel.TunnelError)
	if !ok {
		return ""
	}
	switch e.Code {
	case tunnel.ErrCodeTunnelExist:
		return "exists"
	case "CTS.0208": // want `"CTS.0208" is a code of CTS`
		return "quota"
	}
	return "?"
}

func byLook(err error) bool {
	e, ok := err.(*tunnel.TunnelError)
	return ok && slices.Contains([]string{"OTSTunnelExpired", "TopicNotExist"}, e.Code) // want `"TopicNotExist" is a code of CLS`
}

func byConstant(err error) bool {
	e, ok := err.(*tunnel.TunnelError)
	return ok && e.Code == cls.WRITE_QUOTA_EXCEED // want `"WriteQuotaExceed" is a code of CLS`
}

func made() error {
	return &cls.CLSError{Code: "OTSPermissionDenied"} // want `^"OTSPermissionDenied" is a code of Tablestore Tunnel Service, but this error belongs to CLS$`
}

func stored(e *tunnel.TunnelError) {
	e.Code = cls.BAD_REQUEST // want `"BadRequest" is a code of CLS`
}

func isOneOf(err error, codes ...string) bool {
	var e *tunnel.TunnelError
	return errors.As(err, &e) && slices.Contains(codes, e.Code)
}

func byHelper(err error) bool {
	return isOneOf(err, "OTSTunnelExpired", "TopicNotExist") // want `"TopicNotExist" is a code of CLS`
}
