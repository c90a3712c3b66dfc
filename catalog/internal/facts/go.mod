// The facts of catalogs come from the source code of SDKs. They are in a module of their own, so that the SDKs are not
// dependencies of errls.
module github.com/errls/errls/catalog/internal/facts

go 1.26.0

require (
	github.com/aws/aws-sdk-go v1.55.8
	github.com/ziutek/mymysql v1.5.4
)
