// Command polling waits for volumes of a storage driver, as Kubernetes drivers do:
//
//	polling -driver unix:///run/csi.sock volume-1 volume-2
package main

import (
	"context"
	"flag"
	"log"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

func main() {
	target := flag.String("driver", "unix:///run/csi.sock", "address of the driver")
	flag.Parse()
	conn, err := grpc.NewClient(*target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	for _, id := range flag.Args() {
		v := volume{driver{conn}, id}
		for _, step := range []func(context.Context) error{v.create, v.attached, v.detach, v.gone} {
			if err := step(context.Background()); err != nil {
				log.Fatalf("volume %s: %v", id, err)
			}
		}
	}
}

// A driver manages volumes.
type driver struct{ conn *grpc.ClientConn }

func (d driver) call(ctx context.Context, method, id string) error {
	return d.conn.Invoke(ctx, "/csi.v1.Controller/"+method, wrapperspb.String(id), new(emptypb.Empty))
}
