package discord_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/adapters/adaptertest"
	"frontdesk/adapters/discord"
	"frontdesk/adapters/discord/discordtest"
	"frontdesk/bot"
	"frontdesk/bot/store"
)

type object = discordtest.JSON

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, func(t *testing.T) adaptertest.Platform { return newPlatform(t) })
}

// platform is the adapter before the fake server, as the suite wants it.
type platform struct {
	adaptertest.Screen
	adaptertest.Log
	t      *testing.T
	server *discordtest.Server

	mu    sync.Mutex
	group map[string]bool
}

func newPlatform(t *testing.T) *platform {
	p := &platform{t: t, server: discordtest.New(), group: map[string]bool{}}
	t.Cleanup(p.server.Close)
	p.server.Shown = func(m discordtest.Message) {
		p.Show(m.Channel, adaptertest.Shown{Text: discordtest.Read(m.Content()), Choices: choicesOf(m.Body)})
	}
	return p
}

func (p *platform) Adapter() bot.Adapter {
	cfg := discord.Defaults()
	cfg.Token, cfg.APIURL, cfg.MessagesPerMinute, cfg.Outbox = discordtest.Token, p.server.URL, 0, newOutbox(p.t, "")
	a, err := discord.New(cfg, nil, slog.New(slog.NewTextHandler(&p.Log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		p.t.Fatal(err)
	}
	return a
}

// newOutbox returns an outbox in a folder, or in memory, that ends with the test.
func newOutbox(t testing.TB, dir string) *bot.Outbox {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	if dir == "" {
		return bot.NewOutbox(nil, "discord", log)
	}
	st, err := store.Open(context.Background(), dir, store.Config{}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return bot.NewOutbox(st, "discord", log)
}

func (p *platform) Say(s adaptertest.Said) {
	m := object{
		"id": p.server.ID(), "type": 0, "channel_id": s.Chat, "content": s.Text,
		"author": object{"id": s.User, "username": "somebody", "bot": s.Bot},
	}
	if s.Group {
		m["guild_id"] = discordtest.Guild
	}
	if s.Addressed {
		m["content"] = "<@" + discordtest.BotID + "> " + s.Text
		m["mentions"] = []object{{"id": discordtest.BotID, "username": "desk", "bot": true}}
	}
	if s.Sticker {
		m["sticker_items"] = []object{{"id": "1", "name": "wave", "format_type": 1}}
	}
	p.mu.Lock()
	p.group[s.Chat] = s.Group
	p.mu.Unlock()
	p.server.Dispatch("MESSAGE_CREATE", m)
}

func (p *platform) Press(chat, user, id string) {
	in := object{"type": 3, "channel_id": chat, "data": pressOf(p.server.Messages(), chat, id)}
	p.mu.Lock()
	group := p.group[chat]
	p.mu.Unlock()
	if who := (object{"id": user, "username": "somebody"}); group {
		in["guild_id"], in["member"] = discordtest.Guild, object{"user": who}
	} else {
		in["user"] = who
	}
	p.server.Interact(in)
}

func (p *platform) Fail(f adaptertest.Fault, n int) {
	if f == adaptertest.Refused {
		p.server.Refuse()
		return
	}
	p.server.Fail(discordtest.Fault(f), n)
}

func (p *platform) Secrets() []string {
	return []string{discordtest.Token, "interaction-secret"}
}

func (p *platform) Limit() int { return 2000 }

func (p *platform) Lacks() map[adaptertest.Case]string { return nil }

// components returns the buttons and menus of a message.
func components(body object) []object {
	var out []object
	rows, _ := body["components"].([]any)
	for _, r := range rows {
		inside, _ := r.(object)["components"].([]any)
		for _, c := range inside {
			out = append(out, c.(object))
		}
	}
	return out
}

// choicesOf returns the IDs of the choices below a message.
func choicesOf(body object) []string {
	var ids []string
	for _, c := range components(body) {
		options, _ := c["options"].([]any)
		for _, o := range options {
			ids = append(ids, o.(object)["value"].(string))
		}
		custom, _ := c["custom_id"].(string)
		if id, ok := strings.CutPrefix(custom, "fd:"); ok && len(options) == 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// pressOf returns what Discord sends when the choice with this ID is pressed below the last message that has it.
func pressOf(messages []discordtest.Message, chat, id string) object {
	for i := len(messages) - 1; i >= 0; i-- {
		if messages[i].Channel != chat {
			continue
		}
		for _, c := range components(messages[i].Body) {
			custom, _ := c["custom_id"].(string)
			options, _ := c["options"].([]any)
			for _, o := range options {
				if o.(object)["value"] == id {
					return object{"custom_id": custom, "component_type": 3, "values": []string{id}}
				}
			}
			if strings.HasSuffix(custom, ":"+id) {
				return object{"custom_id": custom, "component_type": 2}
			}
		}
	}
	return object{"custom_id": "not there"}
}

// desk is an adapter that runs before a fake server.
type desk struct {
	*discordtest.Server
	adapter *discord.Adapter
	log     *adaptertest.Log
	ended   chan error
	stop    context.CancelFunc
}

// run starts an adapter with the settings that set changes; both it and the server end with the test.
func run(t *testing.T, server *discordtest.Server, set func(*discord.Config), handle bot.Handler) *desk {
	t.Helper()
	t.Cleanup(server.Close)
	return start(t, server, set, handle)
}

// start is run for a server that others use too.
func start(t *testing.T, server *discordtest.Server, set func(*discord.Config), handle bot.Handler) *desk {
	t.Helper()
	cfg := discord.Defaults()
	cfg.Token, cfg.APIURL = discordtest.Token, server.URL
	if set != nil {
		set(&cfg)
	}
	d := &desk{Server: server, log: &adaptertest.Log{}, ended: make(chan error, 1)}
	suggest := func(text string, n int) []bot.Suggestion {
		return []bot.Suggestion{{Entry: "pain-during", Title: "Does it hurt? (" + text + ")"}, {Entry: "cost", Title: strings.Repeat("long ", 40)}}
	}
	if cfg.Outbox == nil {
		cfg.Outbox = newOutbox(t, "")
	}
	a, err := discord.New(cfg, suggest, slog.New(slog.NewTextHandler(io.MultiWriter(d.log, testWriter{t}), nil)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	d.adapter, d.stop = a, stop
	go func() { d.ended <- a.Run(ctx, handle) }()
	t.Cleanup(stop)
	d.eventually(t, "readiness", func() bool { return a.Ready() == nil })
	return d
}

// testWriter shows a log when a test fails.
type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) {
	if w.t.Context().Err() == nil {
		w.t.Log(strings.TrimSpace(string(p)))
	}
	return len(p), nil
}

// eventually waits for what must come true.
func (d *desk) eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.After(15 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("%s does not come", what)
		}
	}
}

// shown waits for n messages and returns all there are.
func (d *desk) shown(t *testing.T, n int) []discordtest.Message {
	t.Helper()
	d.eventually(t, "the answer", func() bool { return len(d.Messages()) >= n })
	return d.Messages()
}

// halt stops the adapter and returns what Run returned.
func (d *desk) halt(t *testing.T) error {
	t.Helper()
	d.stop()
	select {
	case err := <-d.ended:
		return err
	case <-time.After(15 * time.Second):
		t.Fatal("the adapter does not end")
		return nil
	}
}

// inGuild is an interaction of a member, inPrivate one in direct messages.
func inGuild(kind int, data object) object {
	return object{"type": kind, "channel_id": "700", "guild_id": discordtest.Guild, "member": object{"user": object{"id": "42", "username": "ann"}}, "data": data}
}

func inPrivate(kind int, data object) object {
	return object{"type": kind, "channel_id": "42", "user": object{"id": "42", "username": "ann"}, "data": data}
}

// ask is the data of /ask.
func ask(question string) object {
	return object{"name": "ask", "type": 1, "options": []object{{"name": "question", "type": 3, "value": question}}}
}

// inJSON returns v as text, to look for things in.
func inJSON(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// quietLog logs nowhere.
func quietLog() *slog.Logger { return slog.New(slog.DiscardHandler) }

// active is markup that mentions somebody or something.
var active = regexp.MustCompile(`@(everyone|here)|(^|[^\\])<(@|#|/|a?:|t:|id:)`)
