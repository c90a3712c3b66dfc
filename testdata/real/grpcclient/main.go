// Command grpcclient manages the shelves of a digital library over gRPC.
//
//	grpcclient -server localhost:8980 put shelves/1 book.json
//	grpcclient -server localhost:8980 get shelves/1/books/2
//	grpcclient -server localhost:8980 move shelves/1/books/2 shelves/3
//	grpcclient -server localhost:8980 rm shelves/1 shelves/2
//	grpcclient -server localhost:8980 wait
//	grpcclient -server localhost:8980 probe
//	grpcclient -server localhost:8980 watch
//
// wait waits until the server is serving, probe asks it once; watch prints each change of its health until it is
// interrupted. The exit code is 2 for an invalid request, 3 for a missing permission, 4 for something that does not
// exist, 5 if the server does not have the method, and 1 for all other errors.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"

	"google.golang.org/genproto/googleapis/example/library/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
)

func main() {
	server := flag.String("server", "localhost:8980", "address of the library")
	limit := flag.Duration("timeout", time.Minute, "how long a command may take")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if flag.Arg(0) != "watch" {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, *limit)
		defer cancel()
	}
	conn, err := grpc.NewClient(*server, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		fmt.Fprintln(os.Stderr, "grpcclient:", err)
		os.Exit(1)
	}
	defer conn.Close()
	c := &client{library: library.NewLibraryServiceClient(conn), health: healthpb.NewHealthClient(conn)}
	if err := run(ctx, c, flag.Args()); err != nil {
		fmt.Fprintf(os.Stderr, "grpcclient: %s (%s)\n", status.Convert(err).Message(), reason(err))
		os.Exit(exitCode(err))
	}
}

func run(ctx context.Context, c *client, args []string) error {
	if len(args) == 0 {
		return errors.New("want a command: put, get, move, rm, wait, probe or watch")
	}
	switch command, args := args[0], args[1:]; {
	case command == "put" && len(args) == 2:
		book := new(library.Book)
		text, err := os.ReadFile(args[1])
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, book); err != nil {
			return fmt.Errorf("reading %s: %w", args[1], err)
		}
		return c.put(ctx, args[0], book)
	case command == "get" && len(args) == 1:
		book, err := c.get(ctx, args[0])
		if err != nil {
			return err
		}
		fmt.Printf("%s: %s\n", book.GetAuthor(), book.GetTitle())
		return nil
	case command == "move" && len(args) == 2:
		return c.move(ctx, args[0], args[1])
	case command == "rm":
		return c.removeShelves(ctx, args)
	case command == "wait":
		return c.wait(ctx)
	case command == "probe":
		return c.probe(ctx)
	case command == "watch":
		return c.watch(ctx)
	}
	return fmt.Errorf("cannot do %q", args)
}

// exitCodes maps status codes to exit codes of the command.
var exitCodes = map[codes.Code]int{
	codes.InvalidArgument:    2,
	codes.FailedPrecondition: 2,
	codes.PermissionDenied:   3,
	codes.Unauthenticated:    3,
	codes.NotFound:           4,
	codes.Unimplemented:      5,
}

func exitCode(err error) int {
	if code, ok := exitCodes[status.Code(err)]; ok {
		return code
	}
	return 1
}

// reason returns a description of a status code.
func reason(err error) string {
	switch code := status.Code(err); code {
	case codes.PermissionDenied, codes.Unauthenticated:
		return "ask the librarian"
	case codes.Unavailable:
		return "try again later"
	case codes.Code(17): // want unknowncode "17"
		return "the gateway is closed"
	default:
		return code.String()
	}
}
