module example.com/logshipper

go 1.26

require github.com/tencentcloud/tencentcloud-cls-sdk-go v1.0.14

require (
	github.com/golang/protobuf v1.5.0 // indirect
	github.com/klauspost/compress v1.15.1 // indirect
	github.com/pierrec/lz4 v2.6.1+incompatible // indirect
	go.uber.org/atomic v1.9.0 // indirect
	google.golang.org/protobuf v1.27.1 // indirect
)
