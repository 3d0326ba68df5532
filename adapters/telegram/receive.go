package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/adapters/internal/lane"
	"frontdesk/adapters/internal/retry"
)

const (
	pollSeconds = 50                     // that the server holds a poll without updates
	pollGrace   = 15 * time.Second       // beyond that
	batch       = 100                    // updates a poll, the most that Telegram gives
	manyInHand  = 2000                   // updates; no more are asked for meanwhile
	settleTime  = 300 * time.Millisecond // that a batch may take before the updates still in hand are kept in files
	backlogTime = 50 * time.Millisecond  // the same, while more updates are waiting to be fetched
	quickPoll   = 250 * time.Millisecond // an empty answer that comes sooner is from a server that holds no polls
)

// openLedger opens the ledger of this bot and returns what an earlier run left unanswered. Without a folder that can be
// written the bot answers all the same.
func (c *conn) openLedger() []json.RawMessage {
	dir := ""
	if c.cfg.Data != "" {
		dir = filepath.Join(c.cfg.Data, "telegram-"+strconv.FormatInt(int64(c.self.ID), 10))
	}
	var kept []json.RawMessage
	var err error
	if c.ledger, kept, err = openLedger(dir); err != nil {
		c.log.Error("the data folder cannot be written: after a crash a message may be answered twice", "error", err)
	}
	return kept
}

// accept takes an update in hand and has it answered in its lane. It returns the update's ID, and false when it has none.
// It waits while too many chats are being answered, but not beyond ctx; work is the context of the answer.
func (c *conn) accept(ctx, work context.Context, raw json.RawMessage) (int64, bool) {
	u, err := readUpdate(raw)
	if errors.Is(err, errNoUpdate) {
		c.log.Warn("an update without an ID was ignored")
		return 0, false
	}
	if !c.ledger.take(u.ID) {
		return u.ID, true
	}
	key := u.lane()
	if err != nil || key == "" {
		c.ignore(u.Kind)
		c.log.Debug("update ignored", "kind", u.Kind, "error", err)
		c.finish(u.ID)
		return u.ID, true
	}
	switch err := c.lanes.Put(ctx, key, func() { c.workOn(work, &u) }); {
	case errors.Is(err, lane.ErrFull):
		c.ignore("too many of one chat")
		c.log.Warn("message ignored", "error", err)
		c.finish(u.ID)
	case err != nil:
		c.ledger.drop(u.ID)
	}
	return u.ID, true
}

// workOn answers an update in hand. When the program stops, those that nobody has begun to answer come again.
func (c *conn) workOn(ctx context.Context, u *update) {
	leave := c.finish // also after a panic: it would come with every start
	defer func() { leave(u.ID) }()
	select {
	case <-c.stopping:
		leave = c.ledger.drop
	default:
		if errors.Is(c.answer(ctx, u), errStopped) {
			leave = c.ledger.drop
		}
	}
}

func (c *conn) finish(id int64) {
	if err := c.ledger.finish(id); err != nil {
		c.log.Error("the data folder cannot be written: after a crash a message may be answered twice", "error", err)
	}
}

// ignore counts what is not answered.
func (c *conn) ignore(what string) { c.ignored.add(what) }

// poll receives updates by long polling until ctx is done.
func (c *conn) poll(ctx, work context.Context, cut context.CancelFunc) error {
	c.decorate(ctx, "deleteWebhook", tgbotapi.Params{"drop_pending_updates": "false"}) // else every poll is a conflict
	var ids []int64
	next, failures := int64(0), 0
	for ctx.Err() == nil {
		c.ledger.room(ctx, manyInHand)
		begin := time.Now()
		updates, err := c.fetch(ctx, next, pollSeconds)
		if err != nil {
			c.missed(ctx, err, failures)
			failures++
			continue
		}
		failures, c.conflict = 0, false
		c.health.up()
		ids = c.acceptAll(ctx, work, updates)
		if len(ids) == 0 && time.Since(begin) < quickPoll {
			_ = retry.Wait(ctx, quickPoll)
		}
		c.ledger.settle(ctx, ids, settling(len(updates)))
		c.keep(ids, updates)
		next = c.after(ids, next)
	}
	c.finishUp(ctx, cut)
	c.confirm(ctx, c.after(ids, next))
	return nil
}

// settling returns how long a batch of that many updates may take.
func settling(updates int) time.Duration {
	if updates < batch {
		return settleTime
	}
	return backlogTime
}

func (c *conn) acceptAll(ctx, work context.Context, updates []json.RawMessage) []int64 {
	var ids []int64
	for _, raw := range updates {
		if id, ok := c.accept(ctx, work, raw); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// fetch asks for the updates from one on, and so confirms those before it. It waits for the first that many seconds.
func (c *conn) fetch(ctx context.Context, from int64, seconds int) ([]json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(seconds)*time.Second+pollGrace)
	defer cancel()
	p := tgbotapi.Params{"timeout": strconv.Itoa(seconds), "limit": strconv.Itoa(batch), "allowed_updates": asJSON(kinds())}
	if from != 0 {
		p["offset"] = strconv.FormatInt(from, 10)
	}
	var updates []json.RawMessage
	return updates, c.api.call(ctx, "getUpdates", p, &updates)
}

// keep writes the updates that are still in hand to files, so that they may be confirmed and the others need not wait.
func (c *conn) keep(ids []int64, updates []json.RawMessage) {
	_, open := c.ledger.open(ids)
	if len(open) == 0 {
		return
	}
	raws := map[int64]json.RawMessage{}
	for _, raw := range updates {
		if u, err := readUpdate(raw); err == nil {
			raws[u.ID] = raw
		}
	}
	for _, id := range open {
		if _, err := c.ledger.keep(id, raws[id]); err != nil {
			c.log.Error("the data folder cannot be written: a slow chat delays the others", "error", err)
			return
		}
	}
}

// after returns the update from which on Telegram is to send: the first that is neither done nor kept, or else the one
// after the last. Numbers may begin anew after a week without updates, so only those at hand count.
func (c *conn) after(ids []int64, next int64) int64 {
	if _, open := c.ledger.open(ids); len(open) > 0 {
		return slices.Min(open)
	}
	if len(ids) > 0 {
		return slices.Max(ids) + 1
	}
	return next
}

// confirm tells Telegram at the end what was answered.
func (c *conn) confirm(ctx context.Context, next int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	p := tgbotapi.Params{"offset": strconv.FormatInt(next, 10), "timeout": "0", "limit": "1", "allowed_updates": asJSON(kinds())}
	if next == 0 {
		return
	}
	if err := c.api.call(ctx, "getUpdates", p, nil); err != nil {
		c.log.Debug("answered updates not confirmed", "error", err)
	}
}

// missed waits after a poll that failed, and ends the run when none can succeed.
func (c *conn) missed(ctx context.Context, err error, failures int) {
	if ctx.Err() != nil {
		return
	}
	c.health.down(err)
	var later *retry.Later
	r := refused(err)
	wait := connecting().Pause(failures)
	switch {
	case r.says(http.StatusUnauthorized), r.says(http.StatusNotFound):
		c.fail(c.refusedToken(err))
		return
	case r.says(http.StatusConflict, "webhook"):
		c.log.Warn("a webhook is set for this bot, so that no poll gets updates; removing it", "error", err)
		c.decorate(ctx, "deleteWebhook", tgbotapi.Params{"drop_pending_updates": "false"})
	case r.says(http.StatusConflict):
		if !c.conflict {
			c.log.Error("another instance is polling with this token; stop one of the two, or give this one a bot of its own", "error", err)
		}
		c.conflict = true
		c.health.down(fmt.Errorf("another instance is polling with this token (%w)", err))
	case errors.As(err, &later):
		wait += later.After
		c.log.Warn("poll failed", "error", err, "wait", wait)
	default:
		c.log.Error("poll refused", "error", err, "wait", wait)
	}
	_ = retry.Wait(ctx, wait)
}
