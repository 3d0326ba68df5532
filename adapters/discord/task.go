package discord

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"frontdesk/adapters/internal/retry"
	"frontdesk/bot"
)

// task is what is to be answered, as it is kept: a message or an interaction.
type task struct {
	Message     *message     `json:"message,omitempty"`
	Text        string       `json:"text,omitempty"`  // of the message, without the mention of the bot; empty: it was one too many
	Asked       bool         `json:"asked,omitempty"` // the message speaks to the bot
	Interaction *interaction `json:"interaction,omitempty"`

	x *exchange // that has begun already; nil in another run
}

// keep keeps a task and does what is next in its chat until that is done.
func (d *desk) keep(ctx context.Context, id, chat string, t task) {
	defer d.hand.Release(id)
	body, err := json.Marshal(t)
	if err != nil {
		d.log.Error("task not kept", "error", err)
		return
	}
	seq, _ := strconv.ParseInt(id, 10, 64) // IDs grow with time (https://discord.com/developers/docs/reference#snowflakes)
	fresh, err := d.out.Take(ctx, bot.Update{ID: id, Chat: chat, Seq: seq, Body: body})
	if err != nil || len(fresh) == 0 {
		if t.x != nil {
			t.x.timer.Stop()
		}
		return
	}
	for _, u := range fresh {
		d.workUpTo(ctx, u, t.x)
	}
}

// workUpTo does what is next in the chat of an update, up to that. The exchange is that of the update.
func (d *desk) workUpTo(ctx context.Context, last bot.Update, x *exchange) {
	for {
		u, ok := d.out.Next(ctx, last)
		if !ok {
			return
		}
		var t task
		if json.Unmarshal(u.Body, &t) == nil && u.ID == last.ID {
			t.x = x
		}
		d.work(ctx, u, t)
		if u.ID == last.ID {
			return
		}
	}
}

// work does one task. What the end of the program cuts off comes again.
func (d *desk) work(ctx context.Context, u bot.Update, t task) {
	defer func() {
		if ctx.Err() != nil {
			d.out.Return(ctx, u)
			return
		}
		d.out.Done(ctx, u) // also after a panic: it would come with every start
	}()
	switch {
	case t.Message != nil:
		d.answer(ctx, u, t)
	case t.Interaction != nil:
		x := t.x
		if x == nil {
			x = d.exchange(*t.Interaction)
			x.resume()
		}
		x.of = u
		d.serve(ctx, x)
	}
}

const adoptEvery = 2 * time.Second // between two looks for what an earlier run or another process has left

// adopt does what was left, now and again until ctx is done. Work is the context of the answers.
func (d *desk) adopt(ctx, work context.Context) {
	for {
		for _, u := range d.out.Waiting(ctx) {
			d.readopt(work, u)
		}
		if retry.Wait(ctx, adoptEvery) != nil {
			return
		}
	}
}

func (d *desk) readopt(work context.Context, u bot.Update) {
	var t task
	if json.Unmarshal(u.Body, &t) != nil || !d.hand.Take(u.ID) {
		return
	}
	guild := ""
	switch {
	case t.Message != nil:
		guild, u.Chat = t.Message.GuildID, t.Message.ChannelID
	case t.Interaction != nil && t.Interaction.by() != nil:
		guild, u.Chat = t.Interaction.GuildID, laneOf(*t.Interaction, t.Interaction.by().ID)
	}
	kept := d.put(guild, u.Chat, func() {
		defer d.hand.Release(u.ID)
		d.workUpTo(work, u, nil)
	})
	if !kept {
		d.hand.Release(u.ID)
	}
}
