package rest

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"frontdesk/adapters/internal/retry"
)

const (
	discord    = "discord.com"    // another server says with a 429 what its limits are
	perSecond  = 50               // requests of one bot there (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit)
	cloudflare = time.Minute      // to keep quiet when something before Discord says 429 without saying for how long
	longestBan = 10 * time.Minute // of any wait that an answer asks for
)

// limits remembers until when which calls have to wait. Only waits that are still running take room.
type limits struct {
	all *rate.Limiter

	mu    sync.Mutex
	until map[string]time.Time // by bucket; everything is the whole bot
}

const everything = ""

func newLimits(host string) *limits {
	all := rate.NewLimiter(rate.Inf, 0)
	if host == discord {
		all = rate.NewLimiter(perSecond, perSecond)
	}
	return &limits{all: all, until: map[string]time.Time{}}
}

// bucket names what a call shares its limit with: its method and path, which hold the channel or the guild. Calls with a token
// of their own have a limit of their own and do not count towards the bot's.
func bucket(c Call) (name string, own bool) {
	return c.Method + " " + c.Path, tokenRoute(c.Path)
}

// wait blocks until the call may be made, or ctx ends.
func (l *limits) wait(ctx context.Context, c Call) error {
	name, own := bucket(c)
	if own {
		return ctx.Err()
	}
	for {
		d := l.left(name)
		if d <= 0 {
			return l.all.Wait(ctx)
		}
		if err := retry.Wait(ctx, d); err != nil {
			return err
		}
	}
}

// left returns how long the bucket and the whole bot still have to wait.
func (l *limits) left(name string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return max(time.Until(l.until[name]), time.Until(l.until[everything]))
}

// block lets a bucket wait for d.
func (l *limits) block(name string, d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	for n, t := range l.until {
		if now.After(t) {
			delete(l.until, n)
		}
	}
	if end := now.Add(d); end.After(l.until[name]) {
		l.until[name] = end
	}
}

// learn reads from a success that its bucket is used up.
func (l *limits) learn(c Call, h http.Header) {
	name, own := bucket(c)
	if own || h.Get("X-RateLimit-Remaining") != "0" {
		return
	}
	if d := seconds(h.Get("X-RateLimit-Reset-After")); d > 0 {
		l.block(name, d)
	}
}

// hit reads a 429: it blocks what the answer names and returns how long this call has to wait.
func (l *limits) hit(c Call, h http.Header, answer []byte) time.Duration {
	var said struct {
		RetryAfter *float64 `json:"retry_after"`
		Global     bool     `json:"global"`
	}
	name, own := bucket(c)
	d := max(seconds(h.Get("Retry-After")), seconds(h.Get("X-RateLimit-Reset-After")))
	switch err := json.Unmarshal(answer, &said); {
	case err == nil && said.RetryAfter != nil:
		d = clamp(*said.RetryAfter)
	case err != nil: // not Discord but what stands before it: it means every call
		d, said.Global = cmp.Or(d, cloudflare), true
	}
	if said.Global || h.Get("X-RateLimit-Global") == "true" {
		name = everything
	}
	if !own {
		l.block(name, d)
	}
	return d
}

// seconds reads a header; it is 0 for anything but a positive number.
func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return clamp(f)
}

func clamp(seconds float64) time.Duration {
	if !(seconds > 0) {
		return 0
	}
	return time.Duration(min(seconds, longestBan.Seconds()) * float64(time.Second))
}
