package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"golang.org/x/sync/errgroup"
)

// Platform is an adapter and the name under which its messages are known.
type Platform struct {
	Name string
	Adapter
}

// Serve runs every platform until ctx is done or all have ended. A platform that cannot go on is logged and does not take
// the others with it; its error is returned in the end. Serve names the platform in every message, times and logs each
// reply without its text, and keeps a panic of the handler from reaching the adapter.
func Serve(ctx context.Context, platforms []Platform, handle Handler, log *slog.Logger) error {
	errs := make([]error, len(platforms))
	var g errgroup.Group
	for i, p := range platforms {
		g.Go(func() error {
			if err := p.Run(ctx, guard(p.Name, handle, log)); err != nil {
				errs[i] = fmt.Errorf("%s: %w", p.Name, err)
				log.ErrorContext(ctx, "adapter_stopped", "adapter", p.Name, "error", err)
			}
			return nil
		})
	}
	return errors.Join(g.Wait(), errors.Join(errs...))
}

// guard is handle as an adapter gets it.
func guard(platform string, handle Handler, log *slog.Logger) Handler {
	return func(ctx context.Context, m Message) (r Reply) {
		start := time.Now()
		m.Adapter = platform
		defer func() {
			if p := recover(); p != nil {
				log.ErrorContext(ctx, "handler_panicked", "adapter", platform, "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
				r = Reply{Kind: Failure, Entries: []string{}}
			}
		}()
		r = handle(ctx, m)
		log.InfoContext(ctx, "reply", "adapter", platform, "kind", r.Kind, "entries", r.Entries, "took", time.Since(start))
		return r
	}
}
