package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc/codes"
)

// register writes an address with a lease, and keeps the lease.
func register(ctx context.Context, client *clientv3.Client, name, address string) error {
	lease, err := client.Grant(ctx, 10)
	if err != nil {
		return fmt.Errorf("asking for a lease: %w", err)
	}
	if err := put(ctx, client, name, address, clientv3.WithLease(lease.ID)); err != nil {
		return err
	}
	for {
		time.Sleep(3 * time.Second)
		_, err := client.KeepAliveOnce(ctx, lease.ID)
		switch {
		case err == nil:
		case errors.Is(err, rpctypes.ErrLeaseNotFound):
			return register(ctx, client, name, address)
		default:
			return release(err)
		}
	}
}

// put writes a key. After a change of the leader, it waits for the new one.
func put(ctx context.Context, client *clientv3.Client, key, value string, opts ...clientv3.OpOption) error {
	var err error
	for i := range 5 {
		_, err = client.Put(ctx, key, value, opts...)
		switch err {
		case rpctypes.ErrLeaderChanged, rpctypes.ErrNoLeader:
			time.Sleep(time.Second << i)
			continue
		case rpctypes.ErrRequestTooLarge: // want permanentretry "request is too large|ErrRequestTooLarge"
			time.Sleep(time.Second)
			continue
		case rpctypes.ErrNoSpace: // want blindretry "space"
			continue
		}
		return err
	}
	return err
}

// release hides errors at the end of the program.
func release(err error) error {
	if errors.Is(err, rpctypes.ErrPermissionDenied) { // want swallowedcode "permission denied|ErrPermissionDenied"
		log.Print(err)
		return nil
	}
	var etcdErr rpctypes.EtcdError
	if errors.As(err, &etcdErr) && etcdErr.Code() == codes.Unavailable {
		return fmt.Errorf("etcd is not available: %w", err)
	}
	return err
}

// watch prints the address whenever it changes. A revision that was compacted cannot be watched again.
func watch(ctx context.Context, client *clientv3.Client, key string) error {
	var from int64
	for {
		err := changes(ctx, client, key, from, &from)
		if errors.Is(err, rpctypes.ErrCompacted) {
			resp, err := client.Get(ctx, key)
			if err != nil {
				return fmt.Errorf("reading the current address: %w", err)
			}
			from = resp.Header.Revision
			continue
		}
		return err
	}
}

func changes(ctx context.Context, client *clientv3.Client, key string, from int64, last *int64) error {
	for resp := range client.Watch(ctx, key, clientv3.WithRev(from)) {
		if err := resp.Err(); err != nil {
			return err
		}
		for _, e := range resp.Events {
			fmt.Printf("%s\n", e.Kv.Value)
			*last = e.Kv.ModRevision + 1
		}
	}
	return ctx.Err()
}

// members waits until the cluster has a leader. It asks again at once.
func members(ctx context.Context, client *clientv3.Client) (n int, err error) {
	for range 10 {
		resp, err := client.MemberList(ctx)
		if err == nil {
			return len(resp.Members), nil
		}
		if !errors.Is(err, rpctypes.ErrNoLeader) { // want hotretry "no leader|ErrNoLeader"
			return 0, err
		}
	}
	return 0, errors.New("no leader")
}

var _ = members
