package retry_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/adapters/internal/retry"
)

var (
	errBusy = errors.New("busy")
	policy  = retry.Policy{First: time.Second, Most: 8 * time.Second}
)

func TestPauseGrowsUpToItsLimit(t *testing.T) {
	for n, most := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 8 * time.Second, 8 * time.Second} {
		if p := policy.Pause(n); p < most/2 || p > most {
			t.Errorf("pause %d is %v, want %v to %v", n, p, most/2, most)
		}
	}
	if p := policy.Pause(100); p < 4*time.Second || p > 8*time.Second {
		t.Errorf("pause 100 is %v", p)
	}
}

func TestDoTriesAgainUntilItSucceeds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin, tries := time.Now(), 0
		err := policy.Do(t.Context(), func(context.Context) error {
			if tries++; tries < 4 {
				return &retry.Later{Err: errBusy}
			}
			return nil
		})
		if took := time.Since(begin); err != nil || tries != 4 || took < 3500*time.Millisecond || took > 7*time.Second {
			t.Errorf("%d tries in %v: %v", tries, took, err)
		}
	})
}

func TestDoWaitsAsLongAsTheServerAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin, tries := time.Now(), 0
		err := policy.Do(t.Context(), func(context.Context) error {
			if tries++; tries == 1 {
				return &retry.Later{Err: errBusy, After: time.Minute}
			}
			return nil
		})
		if took := time.Since(begin); err != nil || took < time.Minute || took > time.Minute+time.Second {
			t.Errorf("%v: %v", took, err)
		}
	})
}

func TestDoEnds(t *testing.T) {
	final := errors.New("no such chat")
	tests := []struct {
		name  string
		limit time.Duration
		after time.Duration
		err   error
		want  error
	}{
		{"with an error that stays", 0, 0, final, final},
		{"when the server asks for too long", time.Minute, time.Hour, errBusy, errBusy},
		{"at its limit", time.Minute, 0, errBusy, errBusy},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				p := retry.Policy{First: time.Second, Most: time.Second, Limit: tt.limit}
				err := p.Do(t.Context(), func(context.Context) error {
					if tt.err == final {
						return final
					}
					return &retry.Later{Err: tt.err, After: tt.after}
				})
				if !errors.Is(err, tt.want) || time.Since(begin) > time.Minute {
					t.Errorf("%v after %v", err, time.Since(begin))
				}
			})
		})
	}
}

func TestDoEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		defer cancel()
		begin := time.Now()
		err := policy.Do(ctx, func(context.Context) error { return &retry.Later{Err: errBusy, After: time.Minute} })
		if !errors.Is(err, errBusy) || time.Since(begin) != 90*time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
	})
}
