// Package telegram carries messages between Telegram and the bot: private chats, groups, topics, buttons and inline
// queries, by long polling or a webhook.
package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"frontdesk/adapters/internal/hand"
	"frontdesk/adapters/internal/lane"
	"frontdesk/bot"
)

const (
	manyLanes = 1000            // chats that are answered at a time
	deepLane  = 200             // messages of one chat that wait; far more than anybody types
	stopTime  = 8 * time.Second // for the replies in hand when the program stops; container hosts kill after 10
)

// Adapter speaks on Telegram. Its methods are safe for concurrent use; Run runs once at a time.
type Adapter struct {
	cfg     Config
	suggest bot.Suggester
	log     *slog.Logger
	api     *client
	secrets secrets
	health  health
	pace    *pace
	drain   time.Duration // for the replies in hand when the program stops
}

// New checks cfg and returns the adapter; it does not connect. A setting that cannot work is a *bot.KeyError. Nothing that
// the adapter logs or returns holds the token or the webhook's secret. suggest may be nil: inline queries find nothing then.
func New(cfg Config, suggest bot.Suggester, log *slog.Logger) (*Adapter, error) {
	cfg = cfg.complete()
	if err := cfg.check(); err != nil {
		return nil, err
	}
	hidden := newSecrets(cfg.Token, cfg.Webhook.Secret)
	return &Adapter{
		cfg: cfg, suggest: suggest, log: slog.New(quiet{log.Handler(), hidden}),
		api: newClient(cfg, hidden), secrets: hidden, pace: newPace(), drain: stopTime,
	}, nil
}

// conn is one run of the adapter.
type conn struct {
	*Adapter
	self     self
	handle   bot.Handler
	out      *bot.Outbox
	hand     *hand.Hand
	lanes    *lane.Lanes
	ignored  counts
	stopping <-chan struct{}         // closed when nothing new may be begun
	conflict bool                    // another instance was polling at the last try
	fail     context.CancelCauseFunc // ends the run
}

// Run implements bot.Adapter. It returns an error only for a token or a webhook address that Telegram refuses, and for an
// address that it cannot listen on.
func (a *Adapter) Run(ctx context.Context, handle bot.Handler) error {
	run, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	defer a.api.http.CloseIdleConnections()
	c := &conn{Adapter: a, handle: handle, out: a.cfg.Outbox, hand: hand.New(), fail: fail, stopping: run.Done()}
	c.lanes = lane.New(manyLanes, deepLane, func(v any) {
		c.log.Error("panic while answering", "panic", v, "stack", string(debug.Stack()))
	})
	err := c.run(run)
	if cause := context.Cause(run); err == nil && cause != nil && ctx.Err() == nil {
		err = cause
	}
	a.health.down(errors.New("stopped"))
	return err
}

// run meets Telegram, receives until ctx is done, and lets the replies in hand go out.
func (c *conn) run(ctx context.Context) error {
	if err := c.meet(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	work, cut := context.WithCancel(context.WithoutCancel(ctx)) // of the replies in hand
	defer cut()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	c.inherit(ctx, work)
	var aside sync.WaitGroup
	aside.Go(func() { c.introduce(ctx) })
	aside.Go(func() { c.adopt(ctx, work) })
	receive := c.poll
	if c.cfg.Mode == webhook {
		receive = c.listen
	}
	err := receive(ctx, work)
	stop()
	aside.Wait() // nothing is put into a lane any more
	c.finishUp(ctx, cut)
	return err
}

// finishUp waits for the replies in hand, and cuts them off when that takes too long.
func (c *conn) finishUp(ctx context.Context, cut context.CancelFunc) {
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.drain)
	defer cancel()
	if c.lanes.Drain(limited) != nil {
		c.log.Warn("replies cut off; their messages are answered after the next start")
		cut()
		_ = c.lanes.Drain(context.WithoutCancel(ctx)) // every call ends with its context
	}
	c.log.Info("telegram stopped", "ignored", c.ignored.String())
}

// refusedToken returns the error that ends a run.
func (c *conn) refusedToken(err error) error {
	return fmt.Errorf("the server at %s refuses the token (%w); get a new one from @BotFather and set adapters.telegram.token", c.cfg.APIURL, err)
}

// health is whether the connection is alive.
type health struct {
	mu      sync.Mutex
	good    time.Time // the last time that it was
	trouble error     // since then
}

func (h *health) up() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.good, h.trouble = time.Now(), nil
}

func (h *health) down(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.trouble = err
}

// Ready implements bot.Readier.
func (a *Adapter) Ready() error {
	a.health.mu.Lock()
	defer a.health.mu.Unlock()
	switch age := time.Since(a.health.good); {
	case a.health.trouble != nil:
		return a.health.trouble
	case a.health.good.IsZero():
		return errors.New("not connected yet")
	case a.cfg.Mode == polling && age > 2*pollSeconds*time.Second:
		return fmt.Errorf("the last good poll was %s ago", age.Round(time.Second))
	}
	return nil
}
