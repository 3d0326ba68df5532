package discord_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/adapters/discord"
	"frontdesk/adapters/discord/discordtest"
	"frontdesk/bot"
)

// listener is a handler that keeps what it was given.
type listener struct {
	heard  chan bot.Message
	handle bot.Handler
}

func listen(handle bot.Handler) *listener { return &listener{make(chan bot.Message, 100), handle} }

func (l *listener) answer(ctx context.Context, m bot.Message) bot.Reply {
	without := m
	without.Update = "" // is the outbox's
	l.heard <- without
	return l.handle(ctx, m)
}

// next returns what the handler was given next.
func (l *listener) next(t *testing.T) bot.Message {
	t.Helper()
	select {
	case m := <-l.heard:
		return m
	case <-time.After(10 * time.Second):
		t.Fatal("the handler hears nothing")
		return bot.Message{}
	}
}

// firstWord waits for the answer to an interaction and returns its type and data.
func firstWord(t *testing.T, in *discordtest.Interaction) (float64, object) {
	t.Helper()
	select {
	case <-in.Done():
	case <-time.After(10 * time.Second):
		t.Fatal("the interaction is not answered")
	}
	words, took := in.Words()
	if took > discordtest.AckWithin {
		t.Errorf("acknowledged after %s", took)
	}
	data, _ := words[0]["data"].(object)
	return words[0]["type"].(float64), data
}

func TestWaysIn(t *testing.T) {
	t.Parallel()
	ear := listen(echo)
	d := run(t, discordtest.New(), func(c *discord.Config) { c.PublicChannels = []string{"710"} }, ear.answer)
	modal := func(text string) object {
		return object{"custom_id": "fd!form", "components": []object{{"type": 1, "components": []object{{"type": 4, "custom_id": "fd!question", "value": text}}}}}
	}
	label := object{"custom_id": "fd!form", "components": []object{{"type": 18, "component": object{"type": 4, "custom_id": "fd!question", "value": "in a label"}}}}
	target := object{"name": "Answer this", "type": 3, "target_id": "5", "resolved": object{"messages": object{"5": object{"content": "does it hurt?"}}}}
	public := inGuild(2, ask("in public"))
	public["channel_id"] = "710"
	thread := inGuild(2, ask("in a thread"))
	thread["channel_id"], thread["channel"] = "711", object{"id": "711", "type": 11, "parent_id": "710"}
	for _, c := range []struct {
		name  string
		event object
		want  bot.Message
	}{
		{"a question", inGuild(2, ask("does it hurt?")), bot.Message{Text: "does it hurt?"}},
		{"a question in private", inPrivate(2, ask("does it hurt?")), bot.Message{Chat: "42", Text: "does it hurt?"}},
		{"a question where all see the answer", public, bot.Message{Chat: "710", Text: "in public", Group: true}},
		{"a question in a thread of such a channel", thread, bot.Message{Chat: "711", Text: "in a thread", Group: true}},
		{"a suggestion", inGuild(2, ask("show:pain-during")), bot.Message{Choice: "show:pain-during"}},
		{"words that look like one", inGuild(2, ask("show: me the way")), bot.Message{Text: "show: me the way"}},
		{"topics", inGuild(2, object{"name": "topics", "type": 1}), bot.Message{Text: "/topics"}},
		{"book", inGuild(2, object{"name": "book", "type": 1}), bot.Message{Text: "/book"}},
		{"privacy", inPrivate(2, object{"name": "privacy", "type": 1}), bot.Message{Chat: "42", Text: "/privacy"}},
		{"forget", inGuild(2, object{"name": "forget", "type": 1}), bot.Message{Text: "/forget"}},
		{"a message's menu", inGuild(2, target), bot.Message{Text: "does it hurt?"}},
		{"a button", inGuild(3, object{"custom_id": "fd:safe:yes", "component_type": 2}), bot.Message{Choice: "safe:yes"}},
		{"a menu", inGuild(3, object{"custom_id": "fd!menu1", "component_type": 3, "values": []string{"show:cost"}}), bot.Message{Choice: "show:cost"}},
		{"a form of 4,000 characters", inGuild(5, modal(strings.Repeat("why? ", 800))), bot.Message{Text: strings.TrimSpace(strings.Repeat("why? ", 800))}},
		{"a form with labels", inGuild(5, label), bot.Message{Text: "in a label"}},
	} {
		in := d.Interact(c.event)
		want := c.want
		want.Adapter, want.User = "discord", "42"
		if want.Chat == "" {
			want.Chat = "700"
		}
		if diff := cmp.Diff(want, ear.next(t)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if kind, _ := firstWord(t, in); kind != 4 {
			t.Errorf("%s: the first word is of type %v", c.name, kind)
		}
	}
}

func TestAnsweredWithoutTheBot(t *testing.T) {
	t.Parallel()
	d := run(t, discordtest.New(), func(c *discord.Config) { c.Channels = []string{"700"} }, func(context.Context, bot.Message) bot.Reply {
		t.Error("the handler was asked")
		return bot.Reply{}
	})
	elsewhere := inGuild(2, ask("hello"))
	elsewhere["channel_id"] = "999"
	picture := object{"name": "Answer this", "type": 3, "target_id": "5", "resolved": object{"messages": object{"5": object{"content": ""}}}}
	for _, c := range []struct {
		name  string
		event object
		kind  float64
		says  string
	}{
		{"a foreign button", inGuild(3, object{"custom_id": "poll_42", "component_type": 2}), 6, ""},
		{"a forged button", inGuild(3, object{"custom_id": "fd:" + strings.Repeat("x", 97), "component_type": 2}), 6, ""},
		{"a menu without a value", inGuild(3, object{"custom_id": "fd!menu0", "component_type": 3}), 6, ""},
		{"a button without data", inGuild(3, nil), 6, ""},
		{"a foreign form", inGuild(5, object{"custom_id": "feedback"}), 4, "do not know"},
		{"an unknown command", inGuild(2, object{"name": "ban", "type": 1}), 4, "do not know"},
		{"a message without text", inGuild(2, picture), 4, "no text"},
		{"a channel that is not listed", elsewhere, 4, "<#700>"},
		{"a question that is still to be written", inGuild(2, object{"name": "ask", "type": 1}), 9, "fd!form"},
	} {
		kind, data := firstWord(t, d.Interact(c.event))
		if kind != c.kind || !strings.Contains(discordtest.Read(inJSON(data)), strings.NewReplacer("<", `\u003c`, ">", `\u003e`).Replace(c.says)) {
			t.Errorf("%s: answered with type %v, %v", c.name, kind, data)
		}
		if kind == 4 && data["flags"] != 64.0 {
			t.Errorf("%s: everyone sees the answer", c.name)
		}
	}
}

func TestWhoSeesAnAnswer(t *testing.T) {
	t.Parallel()
	var reply bot.Reply
	d := run(t, discordtest.New(), func(c *discord.Config) { c.PublicChannels = []string{"710"} }, func(context.Context, bot.Message) bot.Reply { return reply })
	for _, c := range []struct {
		channel string
		kind    bot.Kind
		private bool
		hidden  bool
	}{
		{"700", bot.Answer, false, true},
		{"700", bot.Handoff, false, true},
		{"710", bot.Answer, false, false},
		{"710", bot.SmallTalk, false, false},
		{"710", bot.Handoff, false, false},
		{"710", bot.Answer, true, true},
		{"710", bot.Urgent, false, true},
		{"710", bot.Triage, false, true},
		{"710", bot.Fallback, false, true},
		{"710", bot.Clarify, false, true},
		{"710", bot.Failure, false, true},
	} {
		reply = bot.Reply{Kind: c.kind, Private: c.private, Text: "text"}
		event := inGuild(2, ask("hello"))
		event["channel_id"] = c.channel
		_, data := firstWord(t, d.Interact(event))
		if got := data["flags"] == 64.0; got != c.hidden {
			t.Errorf("%+v: hidden is %v", c, got)
		}
	}
	reply = bot.Reply{Kind: bot.SmallTalk, Text: "Thank you."}
	for _, vote := range []string{"up:cost", "down:cost"} {
		event := inGuild(3, object{"custom_id": "fd:" + vote, "component_type": 2})
		event["channel_id"] = "710"
		if _, data := firstWord(t, d.Interact(event)); data["flags"] != 64.0 {
			t.Errorf("everyone sees the thanks for %s", vote)
		}
	}
}

func TestSlowAnswersAreDeferred(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	reply := func(_ context.Context, m bot.Message) bot.Reply {
		<-release
		if m.Text == "nothing" {
			return bot.Reply{Kind: bot.SmallTalk}
		}
		return bot.Reply{Kind: bot.Answer, Text: "late: " + m.Text, Private: m.Text == "personal"}
	}
	d := run(t, discordtest.New(), func(c *discord.Config) { c.PublicChannels = []string{"710"} }, reply)
	event := func(channel, user, text string) object {
		e := inGuild(2, ask(text))
		e["channel_id"], e["member"] = channel, object{"user": object{"id": user}}
		return e
	}
	asked := map[string]*discordtest.Interaction{
		"quiet":    d.Interact(event("700", "1", "quiet")),
		"public":   d.Interact(event("710", "2", "public")),
		"personal": d.Interact(event("710", "3", "personal")),
		"nothing":  d.Interact(event("700", "4", "nothing")),
		"expired":  d.Interact(event("700", "5", "expired")),
	}
	d.eventually(t, "every deferral", func() bool {
		for _, in := range asked {
			if words, _ := in.Words(); len(words) == 0 {
				return false
			}
		}
		return true
	})
	asked["expired"].Expire()
	close(release)
	for name, in := range asked {
		if words, took := in.Words(); words[0]["type"] != 5.0 || took > discordtest.AckWithin {
			t.Errorf("%s: first word %v after %s", name, words[0], took)
		}
		if name != "expired" {
			<-in.Done()
		}
	}
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	got := map[string]bool{}
	for _, m := range d.Messages() {
		got[fmt.Sprintf("%s hidden=%v edited=%v", m.Content(), m.Hidden, m.Edited)] = true
	}
	want := map[string]bool{
		"late: quiet hidden=true edited=true":                     true,
		"late: public hidden=false edited=true":                   true,
		"I have answered you privately. hidden=false edited=true": true,
		"late: personal hidden=true edited=false":                 true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
}

func TestUrgentAnswerIsNotLostWithItsInteraction(t *testing.T) {
	t.Parallel()
	d := run(t, discordtest.New(), nil, func(context.Context, bot.Message) bot.Reply {
		return bot.Reply{Kind: bot.Urgent, Text: "Call an ambulance now."}
	})
	fields := inGuild(2, ask("my chest hurts"))
	d.Dispatch("INTERACTION_CREATE", object{"id": "1", "token": "unknown", "type": 2, "channel_id": "700", "guild_id": "800", "member": fields["member"], "data": fields["data"]})
	if m := d.shown(t, 1)[0]; m.Channel != "42" || m.Content() != "Call an ambulance now." {
		t.Errorf("shown %+v", m)
	}
}

func TestRepeatedInteractionIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	ear := listen(echo)
	d := run(t, discordtest.New(), nil, ear.answer)
	event := inGuild(2, ask("once"))
	in := d.Interact(event)
	d.Replay(in, event)
	<-in.Done()
	d.Replay(in, event)
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	if len(ear.heard) != 1 || len(d.Messages()) != 1 {
		t.Errorf("heard %d times, shown %d messages", len(ear.heard), len(d.Messages()))
	}
}

func TestSuggestions(t *testing.T) {
	t.Parallel()
	d := run(t, discordtest.New(), nil, echo)
	event := object{"name": "ask", "type": 1, "options": []object{{"name": "question", "type": 3, "value": "hu", "focused": true}}}
	began := time.Now()
	kind, data := firstWord(t, d.Interact(inGuild(4, event)))
	if took := time.Since(began); took > 100*time.Millisecond {
		t.Errorf("took %s", took)
	}
	choices := data["choices"].([]any)
	if kind != 8 || len(choices) != 2 {
		t.Fatalf("type %v, %v", kind, data)
	}
	want := object{"name": "Does it hurt? (hu)", "value": "show:pain-during"}
	if diff := cmp.Diff(want, choices[0]); diff != "" {
		t.Errorf("best (-want +got):\n%s", diff)
	}
	if name := choices[1].(object)["name"].(string); len([]rune(name)) > 100 {
		t.Errorf("a name of %d characters", len(name))
	}
}

func TestTooManyAtOnce(t *testing.T) {
	t.Parallel()
	d := run(t, discordtest.New(), func(c *discord.Config) { c.MessagesPerMinute = 3 }, echo)
	for i := range 5 {
		_, data := firstWord(t, d.Interact(inGuild(2, ask(fmt.Sprint("question ", i)))))
		patient := strings.Contains(inJSON(data), "One moment")
		if patient != (i >= 3) || data["flags"] != 64.0 {
			t.Errorf("question %d is answered with %v", i, data)
		}
	}
}

func TestTooManyMessagesGetOneLine(t *testing.T) {
	t.Parallel()
	d := run(t, discordtest.New(), func(c *discord.Config) { c.MessagesPerMinute = 2 }, echo)
	for range 5 {
		d.whisper("again")
	}
	d.shown(t, 3)
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	got := d.contents()
	if len(got) != 3 || !strings.Contains(got[2], "One moment") {
		t.Errorf("shown %q", got)
	}
}
