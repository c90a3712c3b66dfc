// Command retries adds books to the shelves of a library, and retries with the Go library that -with names:
//
//	retries -with backoff5 "The Art of Computer Programming"
package main

import (
	"context"
	"flag"
	"log"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"example.com/retries/amazon"
	"example.com/retries/attempts"
	"example.com/retries/backoffs"
	"example.com/retries/chained"
	"example.com/retries/google"
	"example.com/retries/policies"
	"example.com/retries/shelf"
	"example.com/retries/ticks"
)

func main() {
	target := flag.String("target", "localhost:7700", "address of the library")
	with := flag.String("with", "backoff3", "what makes the attempts")
	flag.Parse()
	put, ok := map[string]func(context.Context, shelf.Shelf, string) error{
		"backoff2": backoffs.Put2, "backoff3": backoffs.Put3, "backoff4": backoffs.Put4, "attempts4": attempts.Put4, "attempts5": attempts.Put5,
		"ticks": ticks.Put, "wait": ticks.Wait, "policies": policies.Put, "google": google.Put,
	}[*with]
	if !ok {
		log.Fatalf("there is no %q", *with)
	}
	options := append(chained.Options2(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	conn, err := grpc.NewClient(*target, options...)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	log.Printf("AWS would make %d attempts", amazon.Retryer().MaxAttempts())
	for _, title := range flag.Args() {
		if err := put(context.Background(), library{conn}, title); err != nil {
			log.Fatal(err)
		}
	}
}

// A library implements shelf.Shelf over gRPC.
type library struct{ conn *grpc.ClientConn }

func (l library) Put(ctx context.Context, title string) error {
	return l.conn.Invoke(ctx, "/library.Shelf/Put", wrapperspb.String(title), new(wrapperspb.BoolValue))
}

func (l library) Find(ctx context.Context, title string) (int, error) {
	place := new(wrapperspb.Int64Value)
	err := l.conn.Invoke(ctx, "/library.Shelf/Find", wrapperspb.String(title), place)
	return int(place.GetValue()), err
}
