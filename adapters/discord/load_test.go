package discord_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"frontdesk/adapters/discord"
	"frontdesk/adapters/discord/discordtest"
	"frontdesk/bot"
)

// TestLoad lets 300 people ask 5,000 questions, each waiting for the answer to the one before, while every 50th call fails and
// the connection breaks three times.
func TestLoad(t *testing.T) {
	const people, questions = 300, 5000
	kept := newOutbox(t, "")
	before := runtime.NumGoroutine()
	server := discordtest.New()
	server.FailEvery(50)
	slow := func(ctx context.Context, m bot.Message) bot.Reply {
		if m.Choice == "show:slow" {
			select {
			case <-time.After(1600 * time.Millisecond):
			case <-ctx.Done():
			}
		}
		return echo(ctx, m)
	}
	d := start(t, server, func(c *discord.Config) { c.MessagesPerMinute, c.Outbox = 0, kept }, slow)
	breaks := []func(){server.Drop, server.AskReconnect, func() { server.Invalidate(true) }}
	var asked atomic.Int64
	all := make([]*discordtest.Interaction, questions+1)
	var group sync.WaitGroup
	for p := range people {
		group.Go(func() {
			for n := asked.Add(1); n <= questions; n = asked.Add(1) {
				if n%1250 == 0 {
					if i := n/1250 - 1; i < 3 {
						breaks[i]()
					}
				}
				all[n] = server.Interact(loadEvent(p, n))
				select {
				case <-all[n].Done():
				case <-time.After(2 * discordtest.AckWithin):
				}
			}
		})
	}
	group.Wait()
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	checkLoad(t, server, all[1:])
	if _, resumed := server.Sessions(); resumed != 3 {
		t.Errorf("%d resumes", resumed)
	}
	server.Close()
	d.eventually(t, "the end of every goroutine", func() bool { return runtime.NumGoroutine() <= before })
}

// loadEvent is question n: a command, a button, a menu; now and then a slow one.
func loadEvent(person int, n int64) object {
	event := inGuild(2, ask(fmt.Sprint("question ", n)))
	switch {
	case n%500 == 0:
		event = inGuild(3, object{"custom_id": "fd:show:slow", "component_type": 2})
	case n%3 == 1:
		event = inGuild(3, object{"custom_id": fmt.Sprint("fd:show:", n), "component_type": 2})
	case n%3 == 2:
		event = inGuild(3, object{"custom_id": "fd!menu0", "component_type": 3, "values": []string{fmt.Sprint("show:", n)}})
	}
	event["member"] = object{"user": object{"id": fmt.Sprint(10_000 + person)}}
	event["channel_id"] = fmt.Sprint(700 + person%7)
	return event
}

func checkLoad(t *testing.T, server *discordtest.Server, all []*discordtest.Interaction) {
	t.Helper()
	shown := map[string]int{}
	for _, m := range server.Messages() {
		shown[m.To]++
	}
	slowest := time.Duration(0)
	for _, in := range all {
		words, took := in.Words()
		slowest = max(slowest, took)
		if len(words) != 1 || took > discordtest.AckWithin || shown[in.ID] != 1 {
			t.Errorf("interaction %s: %d first words after %s, shown %d times", in.ID, len(words), took, shown[in.ID])
		}
	}
	t.Logf("%d interactions, the slowest acknowledged after %s", len(all), slowest)
}
