package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/adapters/internal/lane"
	"frontdesk/adapters/internal/retry"
	"frontdesk/bot"
)

const (
	pollSeconds = 50                     // that the server holds a poll without updates
	pollGrace   = 15 * time.Second       // beyond that
	batch       = 100                    // updates a poll, the most that Telegram gives
	manyInHand  = 2000                   // updates; no more are asked for meanwhile
	quickPoll   = 250 * time.Millisecond // an empty answer that comes sooner is from a server that holds no polls
	adoptEvery  = 2 * time.Second        // between two looks for what another process has left
	lostPause   = time.Second            // for a process that may not poll at the moment
)

// accept keeps updates and has them answered, each in the lane of its chat. What it returns without an error Telegram may
// forget. It waits while too many chats are being answered, but not beyond ctx; work is the context of the answers.
func (c *conn) accept(ctx, work context.Context, raws []json.RawMessage) error {
	var wanted []bot.Update
	for _, raw := range raws {
		u, err := readUpdate(raw)
		key := u.lane()
		switch {
		case errors.Is(err, errNoUpdate):
			c.log.Warn("an update without an ID was ignored")
		case err != nil || key == "":
			c.ignore(u.Kind)
			c.log.Debug("update ignored", "kind", u.Kind, "error", err)
		case u.Inline != nil: // nothing of it is kept
			_ = c.lanes.Put(ctx, key, func() { c.answerInline(work, u.Inline) }) // else somebody has typed on by then
		default:
			wanted = append(wanted, bot.Update{ID: strconv.FormatInt(u.ID, 10), Chat: key, Seq: u.ID, Body: raw})
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	fresh, err := c.out.Take(ctx, wanted...)
	for _, u := range fresh {
		c.put(ctx, work, u)
	}
	return err
}

// put puts an update that was taken into the lane of its chat. Where that is too full, it is dropped.
func (c *conn) put(ctx, work context.Context, u bot.Update) {
	if !c.hand.Take(u.ID) {
		return
	}
	err := c.lanes.Put(ctx, u.Chat, func() {
		defer c.hand.Release(u.ID)
		c.workOn(work, u)
	})
	if err == nil {
		return
	}
	c.hand.Release(u.ID)
	if errors.Is(err, lane.ErrFull) {
		c.ignore("too many of one chat")
		c.log.Warn("message ignored", "error", err)
		c.out.Drop(ctx, u)
	}
}

// adopt puts what an earlier run or another process has left into the lanes, now and again until ctx is done.
func (c *conn) adopt(ctx, work context.Context) {
	for {
		for _, u := range c.out.Waiting(ctx) {
			read, err := readUpdate(u.Body)
			if u.Chat = read.lane(); err == nil && u.Chat != "" {
				c.put(ctx, work, u)
			}
		}
		if retry.Wait(ctx, adoptEvery) != nil {
			return
		}
	}
}

// workOn answers what is next in the chat of an update. When the program stops, what nobody has begun to answer comes again.
func (c *conn) workOn(ctx context.Context, of bot.Update) {
	select {
	case <-c.stopping:
		return
	default:
	}
	next, ok := c.out.Next(ctx, of)
	if !ok {
		return
	}
	leave := c.out.Done // also after a panic: it would come with every start
	defer func() { leave(ctx, next) }()
	u, err := readUpdate(next.Body)
	if err != nil {
		return
	}
	u.of = next
	if errors.Is(c.answer(ctx, &u), errStopped) {
		leave = c.out.Return
	}
}

// ignore counts what is not answered.
func (c *conn) ignore(what string) { c.ignored.add(what) }

// poll receives updates by long polling until ctx is done, in the one process whose turn it is.
func (c *conn) poll(ctx, work context.Context) error {
	next := int64(0)
	err := c.out.Lead(ctx, func(ctx context.Context) error {
		c.decorate(ctx, "deleteWebhook", tgbotapi.Params{"drop_pending_updates": "false"}) // else every poll is a conflict
		next = c.pollOn(ctx, work)
		select {
		case <-c.stopping:
		default:
			next = 0 // another process polls by now, and confirms
		}
		return nil
	})
	c.confirm(ctx, next)
	return err
}

// pollOn polls until ctx is done and returns the number of the next update.
func (c *conn) pollOn(ctx, work context.Context) (next int64) {
	failures := 0
	for ctx.Err() == nil {
		c.hand.Room(ctx, manyInHand)
		begin := time.Now()
		updates, err := c.fetch(ctx, next, pollSeconds)
		if err == nil {
			err = c.accept(ctx, work, updates)
		}
		if errors.Is(err, bot.ErrLost) { // another process polls, or this one may again in a moment
			_ = retry.Wait(ctx, lostPause)
			continue
		}
		if err != nil {
			c.missed(ctx, err, failures)
			failures++
			continue
		}
		failures, c.conflict = 0, false
		c.health.up()
		if len(updates) == 0 && time.Since(begin) < quickPoll {
			_ = retry.Wait(ctx, quickPoll)
		}
		next = after(updates, next)
	}
	return next
}

// after returns the update from which on Telegram is to send once it may forget those at hand. Numbers may begin anew after a
// week without updates, so only those count.
func after(updates []json.RawMessage, next int64) int64 {
	var ids []int64
	for _, raw := range updates {
		if u, err := readUpdate(raw); !errors.Is(err, errNoUpdate) {
			ids = append(ids, u.ID)
		}
	}
	if len(ids) == 0 {
		return next
	}
	return slices.Max(ids) + 1
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

// confirm tells Telegram at the end what was taken.
func (c *conn) confirm(ctx context.Context, next int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	p := tgbotapi.Params{"offset": strconv.FormatInt(next, 10), "timeout": "0", "limit": "1", "allowed_updates": asJSON(kinds())}
	if next == 0 {
		return
	}
	if err := c.api.call(ctx, "getUpdates", p, nil); err != nil {
		c.log.Debug("updates not confirmed", "error", err)
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
