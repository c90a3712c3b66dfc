package hotretry

import (
	"context"
	"log"
)

// A loop of work that goes on after a cancelled step asks nothing of a service.
func works(ctx context.Context, step func(context.Context) error) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		default:
			err := step(ctx)
			if err != nil && err != context.Canceled {
				log.Print(err)
			}
		}
	}
}
