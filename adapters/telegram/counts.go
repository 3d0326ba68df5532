package telegram

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

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
