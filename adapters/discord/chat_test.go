package discord_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/adapters/discord"
	"frontdesk/adapters/discord/discordtest"
	"frontdesk/bot"
	"frontdesk/knowledge"
)

// said is a message of a member in a channel of the guild; more changes its fields.
func (d *desk) said(channel, content string, more object) object {
	m := object{"id": d.ID(), "type": 0, "channel_id": channel, "guild_id": discordtest.Guild, "content": content, "author": object{"id": "42", "username": "ann"}}
	if strings.Contains(content, "<@"+discordtest.BotID+">") {
		m["mentions"] = []object{{"id": discordtest.BotID}}
	}
	for k, v := range more {
		m[k] = v
	}
	return m
}

const mention = "<@" + discordtest.BotID + ">"

func TestSpeaksWhenSpokenTo(t *testing.T) {
	t.Parallel()
	ear := listen(echo)
	server := discordtest.New()
	server.Content = true
	d := run(t, server, func(c *discord.Config) { c.Channels, c.MessageContent = []string{"700"}, true }, ear.answer)
	toBot := object{"author": object{"id": discordtest.BotID}}
	reply := object{"type": 19, "referenced_message": toBot}
	for _, c := range []struct {
		name    string
		message object
		want    string // what the handler hears; empty for nothing
	}{
		{"a mention", d.said("700", mention+" does it hurt?", nil), "does it hurt?"},
		{"a mention at the end", d.said("700", "does it hurt, "+mention, nil), "does it hurt,"},
		{"an old mention", d.said("700", "<@!900>: does it hurt?", nil), "does it hurt?"},
		{"nothing but a mention", d.said("700", mention, nil), "/help"},
		{"a mention of two", d.said("700", mention+" ask <@5>", object{"mentions": []object{{"id": discordtest.BotID}, {"id": "5", "username": "bob"}}}), "ask @bob"},
		{"a reply", d.said("700", "and after?", reply), "and after?"},
		{"a reply whose message is gone", d.said("700", "and now?", object{"type": 19, "referenced_message": nil, "mentions": []object{{"id": discordtest.BotID}}}), "and now?"},
		{"its own thread", d.said("701", "and after?", nil), "and after?"},
		{"a thread of somebody else", d.said("702", "and after?", nil), ""},
		{"a mention there", d.said("702", mention+" and after?", nil), "and after?"},
		{"an unknown kind of component", d.said("700", mention+" hello", object{"components": []object{{"type": 99, "x": 1}}}), "hello"},
		{"nobody", d.said("700", "does it hurt?", nil), ""},
		{"everybody", d.said("700", "@everyone does it hurt?", object{"mention_everyone": true}), ""},
		{"a channel that is not listed", d.said("999", mention+" hello", nil), ""},
		{"another bot", d.said("700", mention+" hello", object{"author": object{"id": "43", "bot": true}}), ""},
		{"a webhook", d.said("700", mention+" hello", object{"webhook_id": "44"}), ""},
		{"itself", d.said("700", mention+" hello", object{"author": object{"id": discordtest.BotID}}), ""},
		{"a notice of a pinned message", d.said("700", mention, object{"type": 6}), ""},
		{"a message without a writer", d.said("700", mention, object{"author": nil}), ""},
		{"a sticker", d.said("700", "", object{"sticker_items": []object{{"id": "1"}}, "type": 19, "referenced_message": toBot}), ""},
		{"the last one", d.said("700", mention+" the end", nil), "the end"},
	} {
		d.Dispatch("MESSAGE_CREATE", c.message)
		if c.want == "" {
			continue
		}
		if got := ear.next(t); got.Text != c.want || !got.Group || got.Chat != c.message["channel_id"] {
			t.Errorf("%s: heard %+v, want %q", c.name, got, c.want)
		}
	}
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	for _, m := range d.Messages() {
		if m.Body["message_reference"] == nil {
			t.Errorf("%q replies to nothing", m.Content())
		}
	}
}

func TestWithoutTheIntentNothingIsOverheard(t *testing.T) {
	t.Parallel()
	ear := listen(echo)
	d := run(t, discordtest.New(), nil, ear.answer)
	d.Dispatch("MESSAGE_CREATE", d.said("701", "in its own thread", nil))
	d.Dispatch("MESSAGE_CREATE", d.said("700", mention+" hello", nil))
	if got := ear.next(t).Text; got != "hello" {
		t.Errorf("heard %q", got)
	}
}

func TestMissingIntentEndsIt(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	defer server.Close()
	cfg := discord.Defaults()
	cfg.Token, cfg.APIURL, cfg.MessageContent, cfg.Outbox = discordtest.Token, server.URL, true, newOutbox(t, "")
	a, err := discord.New(cfg, nil, quietLog())
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Run(t.Context(), echo); err == nil || !strings.Contains(err.Error(), "Message Content Intent") {
		t.Errorf("Run ended with %v", err)
	}
}

func TestQuestionChannels(t *testing.T) {
	t.Parallel()
	replies := map[string]bot.Reply{
		"sure":    {Kind: bot.Answer, Confidence: 0.9, Text: "yes"},
		"unsure":  {Kind: bot.Answer, Confidence: 0.7, Text: "perhaps"},
		"unknown": {Kind: bot.Fallback, Text: "I do not know"},
		"hello":   {Kind: bot.SmallTalk, Confidence: 1, Text: "hello"},
		"urgent":  {Kind: bot.Urgent, Private: true, Short: "Please read my message.", Text: "Call now."},
		"to bob":  {Kind: bot.Answer, Confidence: 1, Text: "nobody asked"},
		"/forget": {Kind: bot.Answer, Confidence: 1, Text: "nobody asked"},
		"asked":   {Kind: bot.Fallback, Text: "I do not know"},
	}
	server := discordtest.New()
	server.Content = true
	d := run(t, server, func(c *discord.Config) {
		c.MessageContent, c.QuestionChannels = true, []string{"720"}
	}, func(_ context.Context, m bot.Message) bot.Reply { return replies[m.Text] })
	for _, text := range []string{"unsure", "unknown", "hello", "/forget", "sure", "urgent"} {
		d.Dispatch("MESSAGE_CREATE", d.said("720", text, nil))
	}
	d.Dispatch("MESSAGE_CREATE", d.said("720", "to bob", object{"mentions": []object{{"id": "5"}}}))
	d.Dispatch("MESSAGE_CREATE", d.said("720", "to bob", object{"type": 19, "referenced_message": object{"author": object{"id": "5"}}}))
	d.Dispatch("MESSAGE_CREATE", d.said("721", "sure", nil))
	d.Dispatch("MESSAGE_CREATE", d.said("720", mention+" asked", nil))
	d.shown(t, 4)
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	got := map[string][]string{}
	for _, m := range d.Messages() {
		got[m.Channel] = append(got[m.Channel], m.Content())
	}
	want := map[string][]string{"720": {"yes", "Please read my message.", "I do not know"}, "42": {"Call now."}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
}

func TestHealthIsNotDiscussedInPublic(t *testing.T) {
	t.Parallel()
	reply := bot.Reply{
		Kind: bot.Answer, Entries: []string{"pregnancy"}, Private: true, Text: "As you are pregnant: ...",
		Choices: []bot.Choice{{ID: "show:cost", Label: "What does it cost?"}},
	}
	for _, c := range []struct {
		name, user, short string
		public            string // what all see
		private           bool
	}{
		{"with a line for all", "42", "I have sent you a message.", "I have sent you a message.", true},
		{"without one", "42", "", "I have answered you privately.", true},
		{"closed to messages", "666", "That is for a private talk.", "That is for a private talk.\n\nI could not send you a direct message.", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			reply := reply
			reply.Short = c.short
			d := run(t, discordtest.New(), nil, func(context.Context, bot.Message) bot.Reply { return reply })
			d.Dispatch("MESSAGE_CREATE", d.said("700", mention+" I am pregnant, does it hurt?", object{"author": object{"id": c.user}}))
			d.eventually(t, "the line for all", func() bool { return len(d.Messages()) > 0 && d.Messages()[len(d.Messages())-1].Channel == "700" })
			for _, m := range d.Messages() {
				personal := strings.Contains(inJSON(m.Body), "pregnant") || m.Body["components"] != nil
				if m.Channel == "700" && (personal || !strings.HasPrefix(m.Content(), c.public)) {
					t.Errorf("all see %v", m.Body)
				}
			}
			if got := d.Messages()[0]; (got.Channel == c.user && strings.Contains(got.Content(), "pregnant")) != c.private {
				t.Errorf("first message: %+v", got)
			}
		})
	}
}

func TestSafetyQuestionIsAnsweredInPrivate(t *testing.T) {
	t.Parallel()
	ear := listen(func(_ context.Context, m bot.Message) bot.Reply {
		if m.Group {
			return bot.Reply{Kind: bot.Triage, Private: true, Short: "I have sent you a message.", Text: "Is it worse?", Choices: []bot.Choice{{ID: "now:yes", Label: "Yes"}}}
		}
		return bot.Reply{Kind: bot.Urgent, Text: "Call now."}
	})
	d := run(t, discordtest.New(), nil, ear.answer)
	d.Dispatch("MESSAGE_CREATE", d.said("700", mention+" my back hurts", nil))
	ear.next(t)
	d.shown(t, 2)
	d.Interact(inPrivate(3, object{"custom_id": "fd:now:yes", "component_type": 2}))
	want := bot.Message{Adapter: "discord", Chat: "700", User: "42", Choice: "now:yes"}
	if diff := cmp.Diff(want, ear.next(t)); diff != "" {
		t.Errorf("the press (-want +got):\n%s", diff)
	}
	d.whisper("yes")
	if got := ear.next(t); got.Chat != "700" || got.Group {
		t.Errorf("the word: %+v", got)
	}
	for _, m := range d.shown(t, 4)[2:] {
		if m.Channel != "42" {
			t.Errorf("answered in %s", m.Channel)
		}
	}
}

func TestWhatStandsUnderAnAnswer(t *testing.T) {
	t.Parallel()
	var choices []bot.Choice
	for i := range 30 {
		choices = append(choices, bot.Choice{ID: "show:" + strings.Repeat("x", i+1), Label: strings.Repeat("long label ", 20)})
	}
	reply := bot.Reply{
		Kind: bot.Answer, Entries: []string{"cost"}, Text: "It costs.", Choices: choices,
		Contact: &bot.Contact{Phone: "+91 89510 47001", BookingURL: "https://example.org/book"},
		Cards: []bot.Card{
			{Entry: "cost", Title: "What does it cost?", Reviewed: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Sources: []knowledge.Source{{Title: "Price [list]", URL: "https://example.org/p_a"}, {Title: "A talk"}}},
			{Entry: "other", Title: "Nothing is known of it"},
		},
	}
	server := discordtest.New()
	d := run(t, server, nil, func(_ context.Context, m bot.Message) bot.Reply {
		r := reply
		if m.Text == "few" {
			r.Choices = append(choices[:2:2], choices[0], bot.Choice{ID: strings.Repeat("x", 65), Label: "too long"}, bot.Choice{ID: "none", Label: " "})
		}
		return r
	})
	d.whisper("many")
	many := components(d.shown(t, 1)[0].Body)
	if len(many) != 5 || len(many[0]["options"].([]any)) != 25 || len(many[1]["options"].([]any)) != 5 {
		t.Errorf("many choices: %v", many)
	}
	if diff := cmp.Diff([]any{"fd:up:cost", "fd:down:cost"}, []any{many[2]["custom_id"], many[3]["custom_id"]}); diff != "" {
		t.Errorf("thumbs (-want +got):\n%s", diff)
	}
	if many[4]["url"] != "https://example.org/book" {
		t.Errorf("booking: %v", many[4])
	}
	wantEmbeds := []any{object{
		"title": "What does it cost?", "description": "Sources\n- [Price \\[list\\]](<https://example.org/p_a>)\n- A talk", "footer": object{"text": "Reviewed 20 November 2026"},
	}}
	if diff := cmp.Diff(wantEmbeds, d.Messages()[0].Body["embeds"]); diff != "" {
		t.Errorf("embeds (-want +got):\n%s", diff)
	}
	d.whisper("few")
	few := components(d.shown(t, 2)[1].Body)
	if len(few) != 6 || few[2]["label"] != "none" {
		t.Errorf("few choices: %v", few)
	}
}

func TestRefusedFormIsSentPlain(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	server.Rejects = func(body object) bool { return body["components"] != nil }
	d := run(t, server, nil, func(context.Context, bot.Message) bot.Reply {
		return bot.Reply{Kind: bot.Clarify, Text: "Which?", Choices: []bot.Choice{{ID: "none", Label: "None"}}}
	})
	d.whisper("hello")
	in := d.Interact(inGuild(2, ask("hello")))
	<-in.Done()
	for _, m := range d.shown(t, 2) {
		if !strings.HasPrefix(m.Content(), "Which?") || m.Body["components"] != nil {
			t.Errorf("shown %v", m.Body)
		}
	}
	if _, data := firstWord(t, in); data["flags"] != 64.0 {
		t.Error("sent plain, everyone sees it")
	}
}

func TestAnswersInThreads(t *testing.T) {
	t.Parallel()
	ear := listen(func(_ context.Context, m bot.Message) bot.Reply {
		return bot.Reply{Kind: bot.Answer, Text: m.Text, Cards: []bot.Card{{Title: "Does it hurt?"}}}
	})
	server := discordtest.New()
	server.Content = true
	d := run(t, server, func(c *discord.Config) { c.Threads, c.MessageContent = true, true }, ear.answer)
	d.Dispatch("MESSAGE_CREATE", d.said("700", mention+" hello", nil))
	thread := d.shown(t, 1)[0].Channel
	if thread == "700" {
		t.Fatal("answered in the channel")
	}
	ear.next(t)
	d.Dispatch("MESSAGE_CREATE", d.said(thread, "and after?", nil))
	if got := ear.next(t); got.Text != "and after?" || got.Chat != thread {
		t.Errorf("heard %+v", got)
	}
	d.shown(t, 2)
}

func TestNoThreadNoMatter(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	server.Refuses = func(route string) int {
		if strings.HasSuffix(route, "/threads") {
			return http.StatusForbidden
		}
		return 0
	}
	d := run(t, server, func(c *discord.Config) { c.Threads = true }, func(context.Context, bot.Message) bot.Reply {
		return bot.Reply{Kind: bot.Answer, Text: "yes"}
	})
	d.Dispatch("MESSAGE_CREATE", d.said("700", mention+" hello", nil))
	if m := d.shown(t, 1)[0]; m.Channel != "700" {
		t.Errorf("answered in %s", m.Channel)
	}
}

func TestAnsweredOnceWhenTheAnswerIsLost(t *testing.T) {
	t.Parallel()
	d := run(t, discordtest.New(), nil, echo)
	d.Fail(discordtest.Lost, 1)
	d.whisper("one")
	d.eventually(t, "the message", func() bool { return len(d.contents()) == 1 })
	d.Fail(discordtest.Lost, 1)
	<-d.Interact(inGuild(2, ask("two"))).Done()
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"one", "two"}, d.contents()); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
	if strings.Contains(d.log.Logged(), "another process") {
		t.Error("mistook its own answer for another's")
	}
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	d := run(t, discordtest.New(), nil, echo)
	texts := []string{
		"@everyone @here <@42> <@!42> <@&77> <#700> </ask:1> <:smile:1> <a:wave:2> <t:0:R> <id:guide>",
		"**@everyone** `@here` ||spoiler|| [click](https://example.org/@everyone) > quote",
		"```\n@everyone\n```",
		strings.Repeat("a\u0300\u0301", 2000),
		"\u202e\u2066 right to left \u200b\u200d\ufeff zero width",
		strings.Repeat("@everyone ", 400),
	}
	for _, text := range texts {
		<-d.Interact(inGuild(2, ask(text))).Done()
		d.whisper(text)
	}
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	if len(d.Messages()) < 2*len(texts) {
		t.Errorf("%d messages for %d texts", len(d.Messages()), len(texts))
	}
	for _, m := range d.Messages() {
		if mentions := active.FindString(m.Content()); mentions != "" {
			t.Errorf("%q is active in %q", mentions, m.Content())
		}
	}
}
