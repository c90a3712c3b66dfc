package lone

import (
	"fmt"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func gone(err error, s string) bool {
	if s == fmt.Sprint(codes.OK, status.Code(err)) {
		return false
	}
	return strings.Contains(err.Error(), "code = NotFound") // want `"code = NotFound"`
}
