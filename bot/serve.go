package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Platform is an adapter and the name under which its messages are known.
type Platform struct {
	Name string
	Adapter
}

// Serve runs every platform until ctx is done or all have ended. A platform that cannot go on is logged and does not take
// the others with it; its error is returned in the end. Serve names the platform in every message, and times and logs each
// reply without its text.
func (b *Bot) Serve(ctx context.Context, platforms []Platform) error {
	errs := make([]error, len(platforms))
	var g sync.WaitGroup
	for i, p := range platforms {
		g.Go(func() {
			if err := p.Run(ctx, b.on(p.Name)); err != nil {
				errs[i] = fmt.Errorf("%s: %w", p.Name, err)
				b.log.ErrorContext(ctx, "adapter_stopped", "adapter", p.Name, "error", err)
			}
		})
	}
	g.Wait()
	return errors.Join(errs...)
}

// on is Respond as an adapter gets it.
func (b *Bot) on(platform string) Handler {
	return func(ctx context.Context, m Message) Reply {
		start := time.Now()
		m.Adapter = platform
		r := b.Respond(ctx, m)
		b.log.InfoContext(ctx, "reply", "adapter", platform, "kind", r.Kind, "entries", r.Entries, "took", time.Since(start))
		return r
	}
}
