module example.com/learned

go 1.26.0

require (
	github.com/aws/aws-sdk-go v1.8.44
	github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common v1.1.11
	github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/sts v1.1.11
)

require (
	github.com/go-ini/ini v1.28.0 // indirect
	github.com/jmespath/go-jmespath v0.4.0 // indirect
	github.com/smartystreets/goconvey v1.8.1 // indirect
	github.com/stretchr/testify v1.12.1 // indirect
	golang.org/x/net v0.62.0 // indirect
)
