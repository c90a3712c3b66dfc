//go:build pins

package main

// Nothing imports the modules that the facts come from. These imports keep them in go.mod when it is tidied.
import (
	_ "github.com/Azure/azure-sdk-for-go/sdk/data/aztables"
	_ "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/bloberror"
	_ "github.com/Azure/azure-sdk-for-go/sdk/storage/azqueue/queueerror"
	_ "github.com/aws/aws-sdk-go/aws/awserr"
	_ "github.com/lib/pq/pqerror"
	_ "github.com/twmb/franz-go/pkg/kerr"
	_ "github.com/ziutek/mymysql/mysql"
	_ "go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	_ "golang.org/x/sys/unix"
	_ "google.golang.org/genproto/googleapis/api/error_reason"
)
