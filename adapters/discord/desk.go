package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"frontdesk/adapters/discord/internal/gateway"
	"frontdesk/adapters/discord/internal/rest"
	"frontdesk/adapters/internal/hand"
	"frontdesk/adapters/internal/lane"
	"frontdesk/bot"
)

// How much may be in hand. One guild has a share, so that its flood leaves room for the others.
const (
	maxInHand  = 32_768 // messages and interactions
	guildShare = 8_192
	laneDepth  = 1_024 // messages of one chat that wait for the one before
)

// A desk is one run of the adapter.
type desk struct {
	*Adapter
	handle   bot.Handler
	stop     context.CancelCauseFunc
	out      *bot.Outbox
	lanes    *lane.Lanes
	hand     *hand.Hand
	cooldown *cooldown
	places   *places
	moves    *moves
	me       atomic.Pointer[identity]
	settle   sync.Once      // registers the commands
	aside    sync.WaitGroup // what nobody waits for; it ends with the run

	mu     sync.Mutex
	inHand map[string]int // by guild; "" is direct messages
	total  int
}

// identity is who the bot is.
type identity struct{ user, application string }

func newDesk(a *Adapter, handle bot.Handler, stop context.CancelCauseFunc) *desk {
	d := &desk{
		Adapter:  a,
		handle:   handle,
		stop:     stop,
		out:      a.cfg.Outbox,
		hand:     hand.New(),
		cooldown: newCooldown(a.cfg.MessagesPerMinute),
		places:   newPlaces(),
		moves:    newMoves(),
		inHand:   map[string]int{},
	}
	d.lanes = lane.New(maxInHand, laneDepth, d.panicked)
	return d
}

// panicked logs a panic on the goroutine where it happened. Its value may hold what a person said, so only its type is told.
func (d *desk) panicked(v any) {
	what := fmt.Sprintf("%T", v)
	if err, ok := v.(runtime.Error); ok {
		what = err.Error()
	}
	d.log.Error("work panicked", "panic", what, "stack", string(debug.Stack()))
}

// take acts on one event of the gateway without waiting for anything. Work goes on until it is done or ctx ends.
func (d *desk) take(ctx context.Context, e gateway.Event) {
	defer func() {
		if v := recover(); v != nil {
			d.panicked(v)
		}
	}()
	var err error
	switch e.Type {
	case "READY":
		err = into(e, func(r readyEvent) { d.ready(ctx, r) })
	case "GUILD_CREATE", "THREAD_LIST_SYNC":
		err = into(e, func(g struct{ Threads []place }) { d.places.add(g.Threads...) })
	case "THREAD_CREATE", "THREAD_UPDATE":
		err = into(e, func(t place) { d.places.add(t) })
	case "THREAD_DELETE":
		err = into(e, func(t place) { d.places.remove(t.ID) })
	case "MESSAGE_CREATE":
		err = into(e, func(m message) { d.message(ctx, m) })
	case "INTERACTION_CREATE":
		err = into(e, func(in interaction) { d.interaction(ctx, in) })
	}
	if err != nil {
		d.log.Warn("unreadable event", "event", e.Type, "error", err)
	}
}

// into decodes an event and hands it to act.
func into[T any](e gateway.Event, act func(T)) error {
	var v T
	if err := json.Unmarshal(e.Data, &v); err != nil {
		return err
	}
	act(v)
	return nil
}

// readyEvent begins a session.
type readyEvent struct {
	User        user `json:"user"`
	Application struct {
		ID string `json:"id"`
	} `json:"application"`
}

// ready learns who the bot is and, once, makes its commands known.
func (d *desk) ready(ctx context.Context, r readyEvent) {
	id := identity{user: r.User.ID, application: r.Application.ID}
	if id.application == "" {
		id.application = id.user // the same number for all bots since 2016
	}
	d.me.Store(&id)
	d.settle.Do(func() {
		d.aside.Go(func() { d.registerCommands(ctx, id.application) })
	})
}

// put has work done after everything else of the same chat. It reports false when too much is in hand.
func (d *desk) put(guild, chat string, work func()) bool {
	if !d.claim(guild) {
		d.log.Warn("too much in hand, something is dropped", "guild", guild)
		return false
	}
	err := d.lanes.Put(context.Background(), chat, func() {
		defer d.release(guild)
		work()
	})
	if err != nil {
		d.release(guild)
		d.log.Warn("something is dropped", "guild", guild, "error", err)
	}
	return err == nil
}

// claim takes a place in the guild's share. There are as many lanes as places, so Put never waits.
func (d *desk) claim(guild string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.total >= maxInHand || d.inHand[guild] >= guildShare {
		return false
	}
	d.total++
	d.inHand[guild]++
	return true
}

func (d *desk) release(guild string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.total--
	if d.inHand[guild]--; d.inHand[guild] == 0 {
		delete(d.inHand, guild)
	}
}

// finish waits for everything in hand and reports whether it was done in time.
func (d *desk) finish(within time.Duration) bool {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	return d.lanes.Drain(ctx) == nil
}

// allowed reports whether the operator lets the bot speak in a channel, or in the channel of a thread.
func (d *desk) allowed(channel string) bool {
	return len(d.cfg.Channels) == 0 || d.listed(d.cfg.Channels, channel)
}

// listed reports whether list names a channel, or the channel of a thread.
func (d *desk) listed(list []string, channel string) bool {
	return slices.Contains(list, channel) || slices.Contains(list, d.places.parent(channel))
}

// note looks at the error of a call: when Discord no longer knows the token, the run ends.
func (d *desk) note(ctx context.Context, what string, err error) {
	if err == nil || errors.Is(err, errGone) {
		return
	}
	d.log.Warn(what, "error", err)
	if rest.Status(err) != 401 {
		return
	}
	if rest.Status(d.rest.Do(ctx, rest.Call{Method: "GET", Path: "/users/@me"})) == 401 {
		d.stop(errToken)
	}
}
