//go:build pins

package main

// Nothing imports the modules that the facts come from. These imports keep them in go.mod when it is tidied.
import (
	_ "github.com/Azure/azure-sdk-for-go/sdk/data/aztables"
	_ "github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/bloberror"
	_ "github.com/Azure/azure-sdk-for-go/sdk/storage/azqueue/queueerror"
	_ "github.com/aws/aws-sdk-go/aws/awserr"
	_ "github.com/ziutek/mymysql/mysql"
	_ "google.golang.org/genproto/googleapis/api/error_reason"
)
