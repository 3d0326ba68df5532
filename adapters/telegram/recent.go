package telegram

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// recent is a set of the last strings that were added. It is safe for concurrent use.
type recent struct {
	mu    sync.Mutex
	set   map[string]bool
	order []string
}

const mostRecent = 1000

// add reports whether s is new.
func (r *recent) add(s string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.set[s] {
		return false
	}
	if r.set == nil {
		r.set = map[string]bool{}
	}
	if len(r.order) == mostRecent {
		delete(r.set, r.order[0])
		r.order = r.order[1:]
	}
	r.set[s] = true
	r.order = append(r.order, s)
	return true
}

// counts counts by name. It is safe for concurrent use.
type counts struct {
	mu sync.Mutex
	of map[string]int
}

const manyNames = 100 // the names are Telegram's; a server that makes up more is counted under one

func (c *counts) add(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[string]int{}
	}
	if _, known := c.of[name]; !known && len(c.of) >= manyNames {
		name = "others"
	}
	c.of[name]++
}

// String lists the counts by name.
func (c *counts) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []string
	for _, name := range slices.Sorted(maps.Keys(c.of)) {
		list = append(list, fmt.Sprintf("%s: %d", name, c.of[name]))
	}
	return strings.Join(list, ", ")
}
