package discord

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"frontdesk/adapters/discord/internal/rest"
	"frontdesk/bot"
)

// What the adapter itself says. Everything else comes from the knowledge.
const (
	privatelyLine  = "I have answered you privately."
	closedLine     = "I could not send you a direct message. Ask me with `/ask`, whose answer only you will see, or allow direct messages from this server."
	bareMention    = "/help" // what somebody asks who says nothing but the bot's name
	notHereLine    = "I do not answer in this channel. Ask me in <#%s>, or write me a direct message."
	patienceLine   = "One moment, please: that was a lot at once. Ask me again in a minute."
	noTextLine     = "There is no text in that message that I can read."
	unknownCommand = "I do not know that command."
	failedLine     = "Something went wrong. Please try again."
)

const (
	typingAfter   = time.Second
	threadArchive = 1440 // minutes without a message until a thread is put away
	maxThreadName = 100
)

// The codes of a channel that cannot be written to (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json).
const (
	missingAccess     = 50001
	closedToMessages  = 50007
	missingPermission = 50013
)

// message answers a message that is meant for the bot, or that it overhears in a question channel.
func (d *desk) message(ctx context.Context, m message) {
	me := d.me.Load()
	if me == nil || !m.written() || m.Author.ID == me.user {
		return
	}
	asked := d.addressed(&m, me.user)
	text := m.said(me.user)
	switch {
	case !asked && !d.overheard(&m, text):
		return
	case m.GuildID != "" && !d.allowed(m.ChannelID):
		return
	case text == "" && (m.GuildID == "" || !m.names(me.user)): // a sticker, a picture, or a text that Discord keeps back
		return
	case !d.hand.Take(m.ID): // the gateway repeats it
		return
	}
	ok, first := d.cooldown.allow(m.Author.ID)
	t := task{Message: &m, Text: cmp.Or(text, bareMention), Asked: asked}
	switch {
	case ok:
	case first && asked:
		t.Text = ""
	default:
		d.hand.Release(m.ID)
		return
	}
	if !d.put(m.GuildID, m.ChannelID, func() { d.keep(ctx, m.ID, m.ChannelID, t) }) {
		d.hand.Release(m.ID)
	}
}

// addressed reports whether m speaks to the user me: in private, by name, as a reply, or in a thread of its own.
func (d *desk) addressed(m *message, me string) bool {
	return m.GuildID == "" || m.pings(me) || d.places.openedBy(m.ChannelID, me)
}

// overheard reports whether m may be a question that nobody in particular was asked, in a channel for questions.
func (d *desk) overheard(m *message, text string) bool {
	return len(d.cfg.QuestionChannels) > 0 && d.listed(d.cfg.QuestionChannels, m.ChannelID) &&
		m.Type == plainMessage && len(m.Mentions) == 0 && !strings.HasPrefix(text, "/") && !strings.HasPrefix(text, "!")
}

// answer handles one message and shows the reply. Without a text it asks for patience.
func (d *desk) answer(ctx context.Context, of bot.Update, t task) {
	m, asked := *t.Message, t.Asked
	if t.Text == "" {
		d.note(ctx, "asking for patience", d.say(ctx, m.destination(of), []outgoing{line(patienceLine)}))
		return
	}
	typing := time.AfterFunc(typingAfter, func() {
		if asked {
			d.typing(ctx, m.ChannelID)
		}
	})
	said := bot.Message{Adapter: name, Chat: d.moves.chat(m.ChannelID), User: m.Author.ID, Text: t.Text, Group: m.GuildID != ""}
	reply := d.out.Ask(ctx, of, said, d.handle)
	typing.Stop()
	if !asked && !d.sure(reply) {
		return
	}
	if said.Group && reply.Private {
		d.answerPrivately(ctx, m.destination(of), m, reply)
		return
	}
	d.answerHere(ctx, m.destination(of), t, reply)
}

// sure reports whether a reply may be given to somebody who did not ask for it.
func (d *desk) sure(r bot.Reply) bool {
	switch r.Kind {
	case bot.Urgent, bot.Triage:
		return true
	case bot.Answer:
		return r.Confidence >= d.cfg.QuestionConfidence
	}
	return false
}

// answerHere shows a reply where the message was written.
func (d *desk) answerHere(ctx context.Context, to destination, t task, r bot.Reply) {
	m, asked := *t.Message, t.Asked
	if asked && d.cfg.Threads && r.Kind == bot.Answer && m.GuildID != "" && d.places.parent(m.ChannelID) == m.ChannelID {
		if thread, ok := d.openThread(ctx, m, r); ok {
			to.channel, to.replyTo = thread, ""
		}
	}
	d.note(ctx, "answering a message", d.say(ctx, to, compose(r, d.cfg.Embeds)))
}

// answerPrivately shows the reply to its person only, and a line without anything personal where others read along.
func (d *desk) answerPrivately(ctx context.Context, to destination, m message, r bot.Reply) {
	public := bot.Reply{Text: cmp.Or(r.Short, privatelyLine)}
	dm, err := d.tell(ctx, m.Author.ID, to, compose(r, d.cfg.Embeds))
	d.moves.add(dm, m.ChannelID)
	if err != nil {
		d.note(ctx, "answering in a direct message", err)
		public.Text = r.Short + "\n\n" + closedLine
	}
	d.note(ctx, "answering a message", d.say(ctx, to, compose(public, false)))
}

// tell sends a direct message and returns its channel, which is empty when there is none. It answers what is
// answered at to.
func (d *desk) tell(ctx context.Context, user string, to destination, messages []outgoing) (string, error) {
	var dm place
	err := d.call(ctx, rest.Call{Method: http.MethodPost, Path: "/users/@me/channels", Body: map[string]string{"recipient_id": user}, Into: &dm})
	if err != nil {
		return "", err
	}
	return dm.ID, d.say(ctx, destination{channel: dm.ID, nonce: "p" + to.nonce, of: to.of}, messages)
}

// destination is where a reply goes.
type destination struct {
	channel string
	replyTo string // the message that is answered; empty for none
	nonce   string // the same for the same reply
	of      bot.Update
}

// destination returns where the answer to m, the message of an update, goes; in private it need not say what it answers.
func (m *message) destination(of bot.Update) destination {
	to := destination{channel: m.ChannelID, nonce: m.ID, of: of}
	if m.GuildID != "" {
		to.replyTo = m.ID
	}
	return to
}

// say sends messages one after the other. The nonce keeps a repeated call from making a second message.
func (d *desk) say(ctx context.Context, to destination, messages []outgoing) error {
	for i, m := range messages {
		m.Nonce, m.EnforceNonce = fmt.Sprintf("%s-%d", to.nonce, i), true
		if i == 0 && to.replyTo != "" {
			m.Reference = &reference{MessageID: to.replyTo}
		}
		err := d.out.Send(ctx, to.of, bot.Part{Name: m.Nonce}, func(ctx context.Context) (string, error) { return d.send(ctx, to.channel, m) })
		if err != nil {
			return err
		}
	}
	return nil
}

// send sends one message, returns its ID and, where the server refuses its form, sends it once more without what it may have refused.
func (d *desk) send(ctx context.Context, channel string, m outgoing) (string, error) {
	var shown place // of which only the ID is read
	call := rest.Call{Method: http.MethodPost, Path: "/channels/" + channel + "/messages", Body: m, Into: &shown}
	err := d.call(ctx, call)
	status := rest.Status(err)
	if status != http.StatusBadRequest && status != http.StatusForbidden || closed(err) {
		return shown.ID, err
	}
	d.log.Warn("discord refused the form of a message, sending it plain", "error", err)
	call.Body = m.bare()
	err = d.call(ctx, call)
	return shown.ID, err
}

// closed reports whether err says that nothing at all can be written there.
func closed(err error) bool {
	return rest.Is(err, missingAccess) || rest.Is(err, closedToMessages) || rest.Is(err, missingPermission)
}

// call makes a call that may wait for rate limits.
func (d *desk) call(ctx context.Context, c rest.Call) error {
	ctx, cancel := context.WithTimeout(ctx, showWithin)
	defer cancel()
	return d.rest.Do(ctx, c)
}

// typing shows that an answer is on its way; when that fails, nothing is lost.
func (d *desk) typing(ctx context.Context, channel string) {
	ctx, cancel := context.WithTimeout(ctx, ackPatience)
	defer cancel()
	if err := d.rest.Do(ctx, rest.Call{Method: http.MethodPost, Path: "/channels/" + channel + "/typing"}); err != nil {
		d.log.Info("cannot show that an answer is on its way", "error", err)
	}
}

// openThread opens a thread for an answer, named by the entry that answers. It reports false where that is not possible.
func (d *desk) openThread(ctx context.Context, m message, r bot.Reply) (string, bool) {
	title := "Question"
	if len(r.Cards) > 0 {
		title = cmp.Or(clip(r.Cards[0].Title, maxThreadName), title)
	}
	var t place
	err := d.call(ctx, rest.Call{
		Method: http.MethodPost,
		Path:   "/channels/" + m.ChannelID + "/messages/" + m.ID + "/threads",
		Body:   map[string]any{"name": title, "auto_archive_duration": threadArchive},
		Into:   &t,
	})
	if err != nil || t.ID == "" {
		d.log.Warn("cannot open a thread, answering in the channel", "error", err)
		return "", false
	}
	d.places.add(t)
	return t.ID, true
}
