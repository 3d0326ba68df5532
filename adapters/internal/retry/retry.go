// Package retry tries again what a platform's server or the network refused for the moment.
package retry

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// Later is an error that is worth another try.
type Later struct {
	Err   error
	After time.Duration // what the server asked for; 0 leaves it to the policy
}

func (e *Later) Error() string { return e.Err.Error() }

func (e *Later) Unwrap() error { return e.Err }

// Policy says how long to wait between tries.
type Policy struct {
	First, Most time.Duration // the pause after the first try; it doubles up to Most
	Limit       time.Duration // no try begins later than this after the first; 0 means never
}

// Do calls try until it returns nil or an error that is not a *Later, ctx is done, or the next try would come too late.
// It returns the last error that try gave. The pause is drawn from the upper half of what the policy says, so that many who were
// refused together do not come back together; it is never shorter than what the server asked for.
func (p Policy) Do(ctx context.Context, try func(context.Context) error) error {
	begin := time.Now()
	for n := 0; ; n++ {
		err := try(ctx)
		var later *Later
		if !errors.As(err, &later) {
			return err
		}
		wait := p.Pause(n) + later.After
		if p.Limit > 0 && time.Since(begin)+wait > p.Limit {
			return later.Err
		}
		if Wait(ctx, wait) != nil {
			return later.Err
		}
	}
}

// Pause returns how long to wait after the try number n, counted from 0.
func (p Policy) Pause(n int) time.Duration {
	pause := p.Most
	if n < 32 && p.First<<n > 0 {
		pause = min(p.First<<n, p.Most)
	}
	return pause/2 + rand.N(pause/2+1)
}

// Wait returns nil after d, or the error of ctx when that is done before.
func Wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
