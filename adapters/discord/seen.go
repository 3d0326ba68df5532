package discord

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// rememberIDs is how many messages and interactions are known again when the gateway repeats them after a resume.
const rememberIDs = 20_000

// seen remembers the last IDs. It is safe for concurrent use.
type seen struct {
	mu   sync.Mutex
	ids  map[string]struct{}
	ring []string
	next int
}

func newSeen() *seen {
	return &seen{ids: make(map[string]struct{}), ring: make([]string, rememberIDs)}
}

// first reports whether id comes for the first time.
func (s *seen) first(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.ids[id]; known {
		return false
	}
	delete(s.ids, s.ring[s.next])
	s.ring[s.next] = id
	s.ids[id] = struct{}{}
	s.next = (s.next + 1) % len(s.ring)
	return true
}

// maxMeters is how many people's paces are kept; the idle ones go first.
const maxMeters = 10_000

// cooldown lets every person send so many messages a minute. It is safe for concurrent use.
type cooldown struct {
	perMinute int // 0: any number

	mu     sync.Mutex
	meters map[string]*meter
}

// meter is the pace of one person.
type meter struct {
	*rate.Limiter
	told bool // of having been too fast, since the last message that was not
}

func newCooldown(perMinute int) *cooldown {
	return &cooldown{perMinute: perMinute, meters: map[string]*meter{}}
}

// allow reports whether this person may say one more thing now, and if not, whether it is the first time.
func (c *cooldown) allow(user string) (ok, first bool) {
	if c.perMinute == 0 {
		return true, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	m, known := c.meters[user]
	if !known {
		c.makeRoom()
		m = &meter{Limiter: rate.NewLimiter(rate.Limit(float64(c.perMinute)/time.Minute.Seconds()), c.perMinute)}
		c.meters[user] = m
	}
	ok, first = m.Allow(), !m.told
	m.told = !ok
	return ok, first && !ok
}

// makeRoom forgets who has been silent long enough to start afresh, and everyone when nobody has.
func (c *cooldown) makeRoom() {
	if len(c.meters) < maxMeters {
		return
	}
	for user, m := range c.meters {
		if m.Tokens() >= float64(c.perMinute) {
			delete(c.meters, user)
		}
	}
	if len(c.meters) >= maxMeters {
		clear(c.meters)
	}
}
