package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"

	"frontdesk/bot/store"
)

// keeper is a store that may fail: then everything goes on in memory.
type keeper struct {
	st      *store.Store
	log     *slog.Logger
	failing atomic.Bool
}

// works reports whether a call of the store went well. The log hears of the first that did not and of the first that did again.
func (k *keeper) works(ctx context.Context, err error) bool {
	switch {
	case err == nil && k.failing.Swap(false):
		k.log.InfoContext(ctx, "store_works_again")
	case err != nil && ctx.Err() == nil && !errors.Is(err, store.ErrLost) && !errors.Is(err, store.ErrChanged) && !k.failing.Swap(true):
		k.log.ErrorContext(ctx, "store_failed", "error",
			fmt.Errorf("until it works again, a crash loses conversations and may have messages answered twice: %w", err))
	}
	return err == nil
}
