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
	case !d.seen.first(m.ID):
		return
	}
	ok, first := d.cooldown.allow(m.Author.ID)
	switch {
	case ok:
		d.put(m.GuildID, m.ChannelID, func() { d.answer(ctx, m, cmp.Or(text, bareMention), asked) })
	case first && asked:
		d.put(m.GuildID, m.ChannelID, func() {
			d.note(ctx, "asking for patience", d.say(ctx, m.destination(), []outgoing{line(patienceLine)}))
		})
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

// answer handles one message and shows the reply.
func (d *desk) answer(ctx context.Context, m message, text string, asked bool) {
	typing := time.AfterFunc(typingAfter, func() {
		if asked {
			d.typing(ctx, m.ChannelID)
		}
	})
	said := bot.Message{Adapter: name, Chat: d.moves.chat(m.ChannelID), User: m.Author.ID, Text: text, Group: m.GuildID != ""}
	reply := d.handle(ctx, said)
	typing.Stop()
	if !asked && !d.sure(reply) {
		return
	}
	if said.Group && reply.Private {
		d.answerPrivately(ctx, m, reply)
		return
	}
	d.answerHere(ctx, m, reply, asked)
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
func (d *desk) answerHere(ctx context.Context, m message, r bot.Reply, asked bool) {
	to := m.destination()
	if asked && d.cfg.Threads && r.Kind == bot.Answer && m.GuildID != "" && d.places.parent(m.ChannelID) == m.ChannelID {
		if thread, ok := d.openThread(ctx, m, r); ok {
			to.channel, to.replyTo = thread, ""
		}
	}
	d.note(ctx, "answering a message", d.say(ctx, to, compose(r, d.cfg.Embeds)))
}

// answerPrivately shows the reply to its person only, and a line without anything personal where others read along.
func (d *desk) answerPrivately(ctx context.Context, m message, r bot.Reply) {
	public := bot.Reply{Text: cmp.Or(r.Short, privatelyLine)}
	dm, err := d.tell(ctx, m.Author.ID, m.ID, compose(r, d.cfg.Embeds))
	d.moves.add(dm, m.ChannelID)
	if err != nil {
		d.note(ctx, "answering in a direct message", err)
		public.Text = r.Short + "\n\n" + closedLine
	}
	d.note(ctx, "answering a message", d.say(ctx, m.destination(), compose(public, false)))
}

// tell sends a direct message and returns its channel, which is empty when there is none. The nonce is that of what it answers.
func (d *desk) tell(ctx context.Context, user, nonce string, messages []outgoing) (string, error) {
	var dm place
	err := d.call(ctx, rest.Call{Method: http.MethodPost, Path: "/users/@me/channels", Body: map[string]string{"recipient_id": user}, Into: &dm})
	if err != nil {
		return "", err
	}
	return dm.ID, d.say(ctx, destination{channel: dm.ID, nonce: "p" + nonce}, messages)
}

// destination is where a reply goes.
type destination struct {
	channel string
	replyTo string // the message that is answered; empty for none
	nonce   string // the same for the same reply
}

// destination returns where the answer to m goes; in private it need not say what it answers.
func (m *message) destination() destination {
	to := destination{channel: m.ChannelID, nonce: m.ID}
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
		if err := d.send(ctx, to.channel, m); err != nil {
			return err
		}
	}
	return nil
}

// send sends one message and, where the server refuses its form, sends it once more without what it may have refused.
func (d *desk) send(ctx context.Context, channel string, m outgoing) error {
	call := rest.Call{Method: http.MethodPost, Path: "/channels/" + channel + "/messages", Body: m}
	err := d.call(ctx, call)
	status := rest.Status(err)
	if status != http.StatusBadRequest && status != http.StatusForbidden || closed(err) {
		return err
	}
	d.log.Warn("discord refused the form of a message, sending it plain", "error", err)
	call.Body = m.bare()
	return d.call(ctx, call)
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
