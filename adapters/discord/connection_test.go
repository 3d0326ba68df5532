package discord_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/adapters/discord"
	"frontdesk/adapters/discord/discordtest"
	"frontdesk/adapters/internal/markup"
	"frontdesk/bot"
)

// echo says back what it hears.
func echo(_ context.Context, m bot.Message) bot.Reply {
	return bot.Reply{Kind: bot.SmallTalk, Text: markup.Escape(m.Text + m.Choice)}
}

// whisper is a direct message to the bot.
func (d *desk) whisper(text string) {
	d.Dispatch("MESSAGE_CREATE", object{"id": d.ID(), "type": 0, "channel_id": "42", "content": text, "author": object{"id": "42", "username": "ann"}})
}

// contents returns the texts of everything shown so far.
func (d *desk) contents() []string {
	var texts []string
	for _, m := range d.Messages() {
		texts = append(texts, discordtest.Read(m.Content()))
	}
	return texts
}

func TestConnectionComesBack(t *testing.T) {
	t.Parallel()
	for name, cut := range map[string]func(*discordtest.Server){
		"cut without a word":           (*discordtest.Server).Drop,
		"asked to reconnect":           (*discordtest.Server).AskReconnect,
		"session to be resumed":        func(s *discordtest.Server) { s.Invalidate(true) },
		"closed as gone away":          func(s *discordtest.Server) { s.Hangup(1001) },
		"closed with an unknown error": func(s *discordtest.Server) { s.Hangup(4000) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := run(t, discordtest.New(), nil, echo)
			d.whisper("before")
			d.shown(t, 1)
			cut(d.Server)
			d.whisper("meanwhile")
			d.eventually(t, "the connection", func() bool {
				identified, resumed := d.Sessions()
				return identified == 1 && resumed == 1 && d.adapter.Ready() == nil
			})
			d.whisper("after")
			d.shown(t, 3)
			if err := d.halt(t); err != nil {
				t.Errorf("Run ended with %v", err)
			}
			if diff := cmp.Diff([]string{"before", "meanwhile", "after"}, d.contents()); diff != "" {
				t.Errorf("shown (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOddFramesAreSurvived(t *testing.T) {
	t.Parallel()
	d := run(t, discordtest.New(), nil, echo)
	d.Raw("no json")
	d.Raw(`{"op":"zero"}`)
	d.Send(object{"op": 11})
	d.Send(object{"op": 42, "d": []int{1}})
	d.Send(object{"op": 1})
	d.Dispatch("MESSAGE_CREATE", object{"id": object{}})
	d.Dispatch("MESSAGE_CREATE", object{})
	d.Dispatch("INTERACTION_CREATE", object{"id": "1", "token": "t", "type": 2})
	d.Dispatch("INTERACTION_CREATE", object{"id": "2", "token": "t", "type": 99, "user": object{"id": "42"}})
	d.Dispatch("SOMETHING_NEW", object{"a": nil})
	d.whisper("still there?")
	if got := d.shown(t, 1)[0].Content(); !strings.HasPrefix(got, "still there") {
		t.Errorf("shown %q", got)
	}
	if identified, resumed := d.Sessions(); identified != 1 || resumed != 0 {
		t.Errorf("%d sessions and %d resumes", identified, resumed)
	}
}

func TestDeadPeerIsNoticed(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	server.Heartbeat = 100 * time.Millisecond
	d := run(t, server, nil, echo)
	d.Deafen(true)
	d.eventually(t, "the reconnect", func() bool { _, resumed := d.Sessions(); return resumed > 0 })
	d.Deafen(false)
	d.eventually(t, "readiness", func() bool { return d.adapter.Ready() == nil })
	if !strings.Contains(d.log.Logged(), "no heartbeat was acknowledged") {
		t.Error("the log does not say why it reconnected")
	}
}

func TestRefusalsEndIt(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]string{
		4004: "adapters.discord.token",
		4014: "Message Content Intent",
		4013: "Message Content Intent",
		4011: "shards to auto",
		4012: "4012",
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			d := run(t, discordtest.New(), nil, echo)
			d.Hangup(code)
			select {
			case err := <-d.ended:
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("Run ended with %v, want %q in it", err, want)
				}
			case <-time.After(10 * time.Second):
				t.Fatal("Run does not end")
			}
			if d.adapter.Ready() == nil {
				t.Error("ready after the end")
			}
		})
	}
}

func TestPanicsEndNothing(t *testing.T) {
	t.Parallel()
	d := run(t, discordtest.New(), nil, func(ctx context.Context, m bot.Message) bot.Reply {
		if m.Text == "panic" {
			panic("a secret: " + m.User)
		}
		return echo(ctx, m)
	})
	d.whisper("panic")
	in := d.Interact(inGuild(2, ask("panic")))
	<-in.Done()
	d.whisper("hello")
	d.eventually(t, "the answer", func() bool { return slices.Contains(d.contents(), "hello") })
	if log := d.log.Logged(); strings.Contains(log, "a secret") || !strings.Contains(log, "panicked") {
		t.Error("the log tells what was said, or nothing")
	}
}

func TestShardsFollowTheAdvice(t *testing.T) {
	t.Parallel()
	d := run(t, discordtest.New(), func(c *discord.Config) { c.Shards = "auto" }, echo)
	d.eventually(t, "two sessions", func() bool { identified, _ := d.Sessions(); return identified == 2 && d.adapter.Ready() == nil })
	d.whisper("hello")
	d.shown(t, 1)
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	if got := d.contents(); len(got) != 1 {
		t.Errorf("shown %q", got)
	}
}

func TestPartialServerIsEnough(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	server.Refuses = func(route string) int {
		switch {
		case strings.Contains(route, "/commands"):
			return http.StatusForbidden
		case strings.Contains(route, "/typing"):
			return http.StatusNotFound
		case route == "GET /gateway":
			return http.StatusNotFound
		}
		return 0
	}
	d := run(t, server, func(c *discord.Config) { c.GatewayURL = "ws" + strings.TrimPrefix(server.URL, "http") }, echo)
	d.whisper("hello")
	d.shown(t, 1)
	d.eventually(t, "the log", func() bool { return strings.Contains(d.log.Logged(), "cannot register the commands") })
}

func TestCommandsAreRegisteredWhenTheyDiffer(t *testing.T) {
	t.Parallel()
	puts := func(s *discordtest.Server) (list []string) {
		for _, r := range s.Requests() {
			if strings.HasPrefix(r, "PUT ") {
				list = append(list, r)
			}
		}
		return list
	}
	gets := func(s *discordtest.Server) int {
		return len(slices.DeleteFunc(s.Requests(), func(r string) bool { return !strings.HasSuffix(r, "/commands") || r[0] != 'G' }))
	}
	server := discordtest.New()
	global, guild := "PUT /applications/901/commands", "PUT /applications/901/guilds/800/commands"
	for _, step := range []struct {
		guilds []string
		asked  int // for the commands that are there, in all
		want   []string
	}{
		{nil, 1, []string{global}},
		{nil, 2, []string{global}},
		{[]string{discordtest.Guild}, 4, []string{global, guild, global}},
		{[]string{discordtest.Guild}, 6, []string{global, guild, global}},
	} {
		d := start(t, server, func(c *discord.Config) { c.Guilds = step.guilds }, echo)
		d.eventually(t, "the registration", func() bool { return gets(server) >= step.asked && len(puts(server)) >= len(step.want) })
		d.whisper("hello")
		if err := d.halt(t); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, puts(server)); diff != "" {
			t.Fatalf("with guilds %v (-want +got):\n%s", step.guilds, diff)
		}
	}
	server.Close()
}

func TestStopLetsRepliesGoOut(t *testing.T) {
	t.Parallel()
	finish := make(chan struct{})
	ear := listen(func(ctx context.Context, m bot.Message) bot.Reply {
		<-finish
		return echo(ctx, m)
	})
	d := run(t, discordtest.New(), nil, ear.answer)
	somebody := inGuild(2, ask("from somebody else"))
	somebody["member"] = object{"user": object{"id": "43"}}
	var asked []*discordtest.Interaction
	for _, event := range []object{inGuild(2, ask("in hand")), inGuild(2, ask("waiting for it")), somebody} {
		asked = append(asked, d.Interact(event))
	}
	ear.next(t)
	ear.next(t) // the last one came, so all have
	d.stop()
	close(finish)
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	for i, in := range asked {
		if words, _ := in.Words(); len(words) != 1 {
			t.Errorf("question %d has %d answers", i, len(words))
		}
	}
}
