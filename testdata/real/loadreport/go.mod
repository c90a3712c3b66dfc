module example.com/loadreport

go 1.26

require (
	github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common v1.0.762
	github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts v1.0.762
)
