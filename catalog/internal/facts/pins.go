//go:build pins

package main

// Nothing imports the modules that the facts come from. These imports keep them in go.mod when it is tidied.
import (
	_ "github.com/aws/aws-sdk-go/aws/awserr"
	_ "github.com/ziutek/mymysql/mysql"
)
