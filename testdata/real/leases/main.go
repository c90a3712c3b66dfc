// Command leases keeps the addresses of a service in etcd for as long as it runs.
//
//	leases register NAME ADDRESS | watch NAME
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	clientv3 "go.etcd.io/etcd/client/v3"
)

func main() {
	ctx := context.Background()
	if len(os.Args) < 3 {
		log.Fatal("usage: leases register NAME ADDRESS | watch NAME")
	}
	client, err := clientv3.New(clientv3.Config{Endpoints: []string{os.Getenv("ETCD")}})
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	switch os.Args[1] {
	case "register":
		err = register(ctx, client, os.Args[2], os.Args[len(os.Args)-1])
	case "watch":
		err = watch(ctx, client, os.Args[2])
	default:
		err = fmt.Errorf("unknown command %s", os.Args[1])
	}
	if err != nil {
		log.Fatal(err)
	}
}
