package sites_test

import (
	"testing"

	"github.com/errls/errls/analyzer/sites"
)

func TestNamesCode(t *testing.T) {
	for _, test := range []struct {
		name, value, file string
		want              bool
	}{
		{"ErrCodeNoSuchKey", "NoSuchKey", "/m/sdk@v1/store/errors.go", true},
		{"ErrCodeQueueGone", "Acme.Queue.NonExistent", "errors.go", true},
		{"ErrorCode_Busy", "busy-now", "error_code.go", true},
		{"CodeNoSuchKey", "NoSuchKey", "codes.go", true},
		{"FAILEDOPERATION_DBERROR", "FailedOperation.DbError", `C:\m\errors.go`, true},
		{"LIMIT_EXCEEDED", "LimitExceeded", "client_errors.go", true},

		{"CodeDeploy", "deployment", "codes.go", false},
		{"CodecName", "c-name", "codes.go", false},
		{"ErrCode", "Code", "errors.go", false},
		{"ErrCodes", "Codes", "errors.go", false},
		{"ErrClosed", "Closed", "errors.go", false},
		{"NoSuchKey", "NoSuchKey", "errors.go", false},
		{"DEBUG", "DEBUG", "errors.go", false},
		{"ACTIVE", "Active", "status.go", false},
		{"FAILEDOPERATION_DBERROR", "FailedOperation", "errors.go", false},
		{"ErrCodeText", "no such key", "errors.go", false},
		{"ErrCodeNumber", "404", "errors.go", false},
		{"ErrCodeEmpty", "", "errors.go", false},
		{"errCodeOwn", "OwnTrouble", "errors.go", false},
		{"ErrCodeTest", "TestTrouble", "errors_test.go", false},
		{"ErrCodeNoSuchKey", "NoSuchKey", "describe_code_data.go", false},
		{"", "NoSuchKey", "errors.go", false},
	} {
		if got := sites.NamesCode(test.name, test.value, test.file); got != test.want {
			t.Errorf("NamesCode(%q, %q, %q) = %t", test.name, test.value, test.file, got)
		}
	}
}

func TestIsThirdParty(t *testing.T) {
	for _, test := range []struct {
		path, importer string
		want           bool
	}{
		{"github.com/acme/cloud/service/store", "example.com/m", true},
		{"github.com/acme/cloud/service/store", "github.com/acme/cloud/examples", false},
		{"github.com/acme/cloud", "github.com/acme/cloud/examples", false},
		{"github.com/acme/cloud-tools/store", "github.com/acme/cloud/examples", true},
		{"net/http", "example.com/m", false},
		{"errors", "example.com/m", false},
	} {
		if got := sites.IsThirdParty(test.path, test.importer); got != test.want {
			t.Errorf("IsThirdParty(%q, %q) = %t", test.path, test.importer, got)
		}
	}
}
