package discord

import (
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// maxMeters is how many people's paces are kept; those go first that have been silent longest.
const maxMeters = 10_000

// cooldown lets every person send so many messages a minute. It is safe for concurrent use.
type cooldown struct {
	perMinute int // 0: any number

	mu     sync.Mutex
	meters *lru.Cache[string, *meter]
}

// meter is the pace of one person.
type meter struct {
	*rate.Limiter
	told bool // of having been too fast, since the last message that was not
}

func newCooldown(perMinute int) *cooldown {
	meters, _ := lru.New[string, *meter](maxMeters) // it fails for sizes below one only
	return &cooldown{perMinute: perMinute, meters: meters}
}

// allow reports whether this person may say one more thing now, and if not, whether it is the first time.
func (c *cooldown) allow(user string) (ok, first bool) {
	if c.perMinute == 0 {
		return true, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	m, known := c.meters.Get(user)
	if !known {
		m = &meter{Limiter: rate.NewLimiter(rate.Limit(float64(c.perMinute)/time.Minute.Seconds()), c.perMinute)}
		c.meters.Add(user, m)
	}
	ok, first = m.Allow(), !m.told
	m.told = !ok
	return ok, first && !ok
}
