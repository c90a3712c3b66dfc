module example.com/gateway

go 1.26

require (
	github.com/alibabacloud-go/tea v1.5.2
	github.com/hashicorp/terraform-plugin-sdk/v2 v2.40.1
	github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common v1.0.762
)

require (
	github.com/alibabacloud-go/debug v1.0.0 // indirect
	github.com/json-iterator/go v1.1.12 // indirect
	github.com/modern-go/concurrent v0.0.0-20180228061459-e0a39a4cb421 // indirect
	github.com/modern-go/reflect2 v1.0.2 // indirect
	golang.org/x/net v0.52.0 // indirect
)
