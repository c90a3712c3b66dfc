// Package p has retry loops with and without waits.
package p

import (
	"context"
	"math/rand"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type service struct {
	call    func() error
	limiter interface{ Wait(context.Context) error }
	delay   time.Duration
}

func hot(s service) error {
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry bounded
			continue
		}
		return err
	}
	return nil
}

func slept(s service) error {
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded fixed 5 * time.Second
			time.Sleep(5 * time.Second)
			continue
		}
		return err
	}
	return nil
}

func sleptSometimes(s service, slow bool) error {
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry bounded fixed time.Second
			if slow {
				time.Sleep(time.Second)
			}
			continue
		}
		return err
	}
	return nil
}

func sleptAtHead(s service) error {
	for i := 0; i < 3; i++ {
		if i > 0 {
			time.Sleep(time.Second)
		}
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded fixed time.Second
			continue
		}
		return err
	}
	return nil
}

func sleptAfterFirst(s service) error {
	first := true
	for range 4 {
		if !first {
			time.Sleep(time.Second)
		}
		first = false
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded fixed time.Second
			continue
		}
		return err
	}
	return nil
}

func grows(s service) error {
	delay := time.Second
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded
			time.Sleep(delay)
			delay *= 2
			continue
		}
		return err
	}
	return nil
}

func growsByCount(s service) error {
	for i := range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded
			time.Sleep(time.Duration(i) * time.Second)
			continue
		}
		return err
	}
	return nil
}

func jitters(s service) error {
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded
			time.Sleep(time.Second + time.Duration(rand.Int63n(1000)))
			continue
		}
		return err
	}
	return nil
}

func ofField(s service) error {
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded
			time.Sleep(s.delay)
			continue
		}
		return err
	}
	return nil
}

func ofLocal(s service) error {
	const seconds = 3
	delay := seconds * time.Second
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded fixed delay
			time.Sleep(delay)
			continue
		}
		return err
	}
	return nil
}

func twoWaits(s service) error {
	for i := range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded
			if i > 1 {
				time.Sleep(time.Minute)
			} else {
				time.Sleep(time.Second)
			}
			continue
		}
		return err
	}
	return nil
}

func nanoseconds(s service) error {
	for i := 0; i < 5; i++ {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry bounded
			time.Sleep(time.Duration(i))
			continue
		}
		return err
	}
	return nil
}

func onTick(s service) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		err := s.call()
		if status.Code(err) != codes.Unavailable { // outcome retries, retry waited fixed time.Second
			return err
		}
		<-tick.C
	}
}

func overTicks(s service) error {
	for range time.Tick(time.Minute) {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded fixed time.Minute
			continue
		}
		return err
	}
	return nil
}

func onTimerThatIsReset(s service) error {
	timer := time.NewTimer(time.Second)
	for {
		err := s.call()
		if status.Code(err) != codes.Unavailable { // outcome retries, retry waited
			return err
		}
		<-timer.C
		timer.Reset(time.Minute)
	}
}

func inSelect(ctx context.Context, s service) error {
	for {
		err := s.call()
		if status.Code(err) != codes.Unavailable { // outcome mixed, retry waited bounded fixed 2 * time.Second
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(2 * time.Second):
		}
	}
}

func asksContext(ctx context.Context, s service) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		err := s.call()
		if status.Code(err) != codes.Unavailable { // outcome mixed, retry bounded
			return err
		}
	}
}

func limited(ctx context.Context, s service) error {
	for {
		if err := s.limiter.Wait(ctx); err != nil {
			return err
		}
		err := s.call()
		if status.Code(err) != codes.Unavailable { // outcome recovers
			return err
		}
	}
}

func pause() { time.Sleep(time.Second) }

func byHelper(s service) error {
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded
			pause()
			continue
		}
		return err
	}
	return nil
}

func incrementally(first, more time.Duration) func() {
	n := 0
	return func() {
		wait := first
		if n > 0 {
			wait += more
		}
		time.Sleep(wait)
		n++
	}
}

func byClosure(s service) error {
	rest := incrementally(3*time.Second, 5*time.Second)
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded
			rest()
			continue
		}
		return err
	}
	return nil
}

func byNamedSleep(ctx context.Context, s service, sleepContext func(context.Context, time.Duration) error) error {
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded
			if sleepContext(ctx, time.Second) != nil {
				return err
			}
			continue
		}
		return err
	}
	return nil
}

// The called function waits.
func attemptWaits(s service) error {
	attempt := func() error {
		time.Sleep(time.Second)
		return s.call()
	}
	for range 3 {
		err := attempt()
		if status.Code(err) == codes.Unavailable { // outcome mixed, retry waited bounded
			continue
		}
		return err
	}
	return nil
}

// A function that is not known may wait, and may repair what failed.
func unknownCall(s service, other func()) error {
	for range 3 {
		err := s.call()
		if status.Code(err) == codes.Unavailable { // outcome recovers
			other()
			continue
		}
		return err
	}
	return nil
}

func decided(s service) error {
	for range 3 {
		err := s.call()
		if !temporary(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

func temporary(err error) bool {
	return status.Code(err) == codes.Unavailable // outcome mixed, retry waited bounded fixed time.Second
}
