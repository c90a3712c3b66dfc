// Package pause waits between attempts.
package pause

import "time"

// Before waits before the attempt with a number.
func Before(attempt int) {
	if attempt > 0 {
		sleep(time.Duration(attempt) * time.Second)
	}
}

func sleep(d time.Duration) { <-time.NewTimer(d).C }

// Length returns the length of a pause, and does not wait.
func Length(attempt int) time.Duration { return time.Duration(attempt) * time.Second }
