// Command tunnelconsumer reads the change log of a Tablestore table through a tunnel and prints every record.
//
// A tunnel delivers the existing rows of a table and then each change. The command creates, describes and deletes
// tunnels, and consumes a tunnel until it is interrupted:
//
//	tunnelconsumer create  -table orders -tunnel export
//	tunnelconsumer status  -table orders
//	tunnelconsumer warm    -table orders -tunnel export
//	tunnelconsumer consume -table orders -tunnel export
//	tunnelconsumer follow  -table orders -tunnel export
//	tunnelconsumer delete  -table orders -tunnel export,export-old
//
// warm connects to a new tunnel and waits until it works; consume runs one worker and ends with the first permanent
// error; follow uses the SDK's daemon, which reconnects. The endpoint, the instance and the access key come from the
// environment: OTS_ENDPOINT, OTS_INSTANCE, OTS_ACCESS_KEY_ID and OTS_ACCESS_KEY_SECRET.
//
// The exit code is 2 for an invalid request, 3 for a missing permission, 4 for an expired tunnel, and 1 for all other
// errors.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tunnelconsumer:", hint(err))
		os.Exit(exitCode(err))
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New("want a command: create, status, warm, consume, follow or delete")
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	table := flags.String("table", "", "name of the table")
	names := flags.String("tunnel", "", "name of the tunnel; for delete, names with commas between them")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	client := tunnel.NewTunnelClient(os.Getenv("OTS_ENDPOINT"), os.Getenv("OTS_INSTANCE"),
		os.Getenv("OTS_ACCESS_KEY_ID"), os.Getenv("OTS_ACCESS_KEY_SECRET"))
	admin := &admin{client: client, table: *table}
	switch args[0] {
	case "create":
		id, err := admin.create(ctx, *names)
		fmt.Println(id)
		return err
	case "status":
		return admin.status(os.Stdout)
	case "delete":
		return admin.deleteAll(strings.Split(*names, ","))
	}
	id, err := admin.ensure(*names)
	if err != nil {
		return err
	}
	consumer := &consumer{client: client, admin: admin, tunnelName: *names}
	switch args[0] {
	case "warm":
		return consumer.warmUp(id)
	case "consume":
		return consumer.consume(ctx, id)
	case "follow":
		return consumer.follow(ctx, id)
	}
	return fmt.Errorf("unknown command %q", args[0])
}

// exitCodes maps codes of the service to exit codes of the command.
var exitCodes = map[string]int{
	"OTSParameterInvalid": 2,
	"OTSPermisionDenied":  3, // want unknowncode "OTSPermisionDenied"
	"OTSTunnelExpired":    4,
}

func exitCode(err error) int {
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		if code, ok := exitCodes[te.Code]; ok {
			return code
		}
	}
	return 1
}

// hint returns the text of err with advice for the user.
func hint(err error) string {
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return err.Error()
	}
	switch te.Code {
	case "OTSParameterInvalid":
		return fmt.Sprintf("%v (is there such a table?)", err)
	case "OTSPermissionDenied":
		return fmt.Sprintf("%v (the key needs AliyunOTSFullAccess)", err)
	case "OTSTunnelExpired":
		return fmt.Sprintf("%v (delete the tunnel and create it again)", err)
	case "OTSResourceGone", "OTSTunnelServerUnavailable":
		return fmt.Sprintf("%v (try again)", err)
	}
	return err.Error()
}
