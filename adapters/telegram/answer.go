package telegram

import (
	"context"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/adapters/internal/markup"
	"frontdesk/adapters/internal/retry"
	"frontdesk/bot"
)

const (
	slowReply   = 700 * time.Millisecond // from here on the bot is shown as typing
	typingLasts = 4 * time.Second        // a chat action is shown for 5
	privateWait = 5 * time.Second        // for a private message, before a group gets to see where to find the answer
	maxToast    = 200                    // https://core.telegram.org/bots/api#answercallbackquery
)

// answer answers one update. The error is errStopped when the program's end left it unanswered.
func (c *conn) answer(ctx context.Context, u *update) error {
	switch {
	case u.Message != nil:
		return c.answerMessage(ctx, u.Message, u.of)
	case u.Callback != nil:
		return c.answerCallback(ctx, u.Callback, u.of)
	case u.Membership != nil:
		return c.answerMembership(ctx, u.Membership, u.of)
	}
	return nil
}

func (c *conn) answerMessage(ctx context.Context, m *message, of bot.Update) error {
	heard, meant := c.self.hears(m)
	if !meant {
		c.ignore("not meant for the bot")
		return nil
	}
	to := m.where()
	to.of = of
	if heard.Text == "" && heard.Choice == "" {
		if m.Album != "" && !c.first(ctx, m) {
			return nil
		}
		return c.show(ctx, to, heard.Group, bot.Reply{Text: markup.Escape(c.texts(to.language).TextOnly)})
	}
	return c.show(ctx, to, heard.Group, c.ask(ctx, to, heard))
}

// first reports whether m is the first of its album that is answered.
func (c *conn) first(ctx context.Context, m *message) bool {
	const kept = time.Hour
	_, told := c.out.Recall(ctx, m.place(), "album "+m.Album)
	if !told {
		c.out.Remember(ctx, m.place(), "album "+m.Album, "", kept)
	}
	return !told
}

// where returns the place of the reply to m.
func (m *message) where() place {
	to := place{chat: int64(m.Chat.ID)}
	if m.InTopic {
		to.thread = int64(m.Thread)
	}
	if m.Chat.group() {
		to.replyTo = int64(m.ID)
	}
	if m.From != nil && m.SenderChat == nil {
		to.person, to.language = int64(m.From.ID), m.From.Language
	}
	return to
}

// ask has the message answered, and shows the bot as typing while that takes long.
func (c *conn) ask(ctx context.Context, to place, m bot.Message) bot.Reply {
	typing, stop := context.WithCancel(ctx)
	defer stop()
	timer := time.AfterFunc(slowReply, func() {
		p := tgbotapi.Params{"chat_id": strconv.FormatInt(to.chat, 10), "action": "typing"}
		if to.thread != 0 {
			p["message_thread_id"] = strconv.FormatInt(to.thread, 10)
		}
		for typing.Err() == nil && c.api.call(typing, "sendChatAction", p, nil) == nil && retry.Wait(typing, typingLasts) == nil {
			continue
		}
	})
	defer timer.Stop()
	return c.out.Ask(ctx, to.of, m, c.handle)
}

// show shows a reply where it belongs. What a group need not read goes to the person's private chat. Only errStopped is
// returned: any other failure is logged, and final.
func (c *conn) show(ctx context.Context, to place, group bool, r bot.Reply) error {
	var err error
	to.urgent = r.Kind == bot.Urgent || r.Kind == bot.Triage
	switch {
	case strings.TrimSpace(r.Text) == "":
	case r.Private && group:
		err = c.showPrivately(ctx, to, r)
	default:
		err = c.reply(ctx, to, r)
	}
	if err != nil && !errors.Is(err, errStopped) {
		c.log.Error("reply not sent", "error", err)
		return nil
	}
	return err
}

// reply sends all of a reply to one place.
func (c *conn) reply(ctx context.Context, to place, r bot.Reply) error {
	err := c.send(ctx, to, r.Text, keyboardOf(r, c.texts(to.language)))
	if err == nil && r.Contact != nil {
		err = c.sendContact(ctx, to, *r.Contact)
	}
	return err
}

// showPrivately sends a reply to the person's private chat and its short form to the group. Where the bot may not write to
// that person, the group gets a button that opens the private chat.
func (c *conn) showPrivately(ctx context.Context, group place, r bot.Reply) error {
	texts, short := c.texts(group.language), r.Short
	var keys *keyboard
	if err := c.replyPrivately(ctx, group, r); err != nil {
		c.log.Info("no private chat with this person yet", "error", err)
		if c.self.Name != "" {
			keys = &keyboard{[][]button{{{Text: texts.OpenPrivate, URL: c.deepLink("ask")}}}}
		}
		if short == "" {
			short = markup.Escape(texts.Private)
		}
	}
	if ctx.Err() != nil {
		return errStopped
	}
	return c.send(ctx, group, short, keys)
}

func (c *conn) replyPrivately(ctx context.Context, group place, r bot.Reply) error {
	if group.person == 0 {
		return errors.New("said in the name of a group or channel")
	}
	ctx, cancel := context.WithTimeout(ctx, privateWait)
	defer cancel()
	return c.reply(ctx, place{chat: group.person, person: group.person, language: group.language, of: group.of, urgent: group.urgent}, r)
}

// deepLink returns the address that opens a private chat with the bot.
func (c *conn) deepLink(parameter string) string {
	return "https://t.me/" + c.self.Name + "?start=" + parameter
}

// answerCallback answers the press of a button. Telegram's app shows that it waits until the press is acknowledged.
func (c *conn) answerCallback(ctx context.Context, q *callback, of bot.Update) error {
	acknowledge := tgbotapi.Params{"callback_query_id": q.ID}
	if !q.ours() {
		c.decorate(ctx, "answerCallbackQuery", acknowledge)
		return nil
	}
	to := q.Message.where()
	to.person, to.language, to.of = int64(q.From.ID), q.From.Language, of
	m := bot.Message{Chat: q.Message.place(), User: strconv.FormatInt(to.person, 10), Choice: q.Data, Group: q.Message.Chat.group()}
	if !isVote(q.Data) {
		c.decorate(ctx, "answerCallbackQuery", acknowledge)
		err := c.show(ctx, to, m.Group, c.ask(ctx, to, m))
		c.mark(ctx, q)
		return err
	}
	r := c.ask(ctx, to, m)
	if toast := shorten(markup.Text(r.Text), maxToast); toast != "" {
		acknowledge["text"] = toast
	}
	c.decorate(ctx, "answerCallbackQuery", acknowledge)
	c.mark(ctx, q)
	if r.Kind == bot.SmallTalk && len(r.Choices) == 0 && r.Contact == nil {
		return nil
	}
	return c.show(ctx, to, m.Group, r)
}

// ours reports whether a press is one that the bot can answer.
func (q *callback) ours() bool {
	m := q.Message
	return q.From != nil && !q.From.IsBot && m != nil && m.Chat != nil && (m.Chat.private() || m.Chat.group()) &&
		q.Data != "" && len(q.Data) <= bot.MaxChoiceID
}

// mark shows on the pressed message what was pressed. Where Telegram does not say which buttons it has, they go.
func (c *conn) mark(ctx context.Context, q *callback) {
	left := &keyboard{Rows: [][]button{}}
	if now := q.Message.Keyboard; now != nil {
		if left = now.after(q.Data); reflect.DeepEqual(left, now) {
			return
		}
	}
	c.decorate(ctx, "editMessageReplyMarkup", tgbotapi.Params{
		"chat_id": strconv.FormatInt(int64(q.Message.Chat.ID), 10), "message_id": strconv.FormatInt(int64(q.Message.ID), 10), "reply_markup": asJSON(left),
	})
}

// answerMembership greets a group that the bot was added to, and forgets a chat that it was thrown out of.
func (c *conn) answerMembership(ctx context.Context, m *membership, of bot.Update) error {
	if m.Chat == nil {
		return nil
	}
	switch in := m.New.in(); {
	case !in:
		c.log.Info("blocked by a person or removed from a group")
		c.pace.forget(int64(m.Chat.ID))
	case m.Chat.group() && !m.Old.in():
		c.log.Info("added to a group")
		language := ""
		if m.From != nil {
			language = m.From.Language
		}
		return c.show(ctx, place{chat: int64(m.Chat.ID), of: of}, false, bot.Reply{Text: markup.Escape(c.texts(language).Added)})
	}
	return nil
}

// texts returns the lines in a person's language, or else in English.
func (c *conn) texts(language string) Texts {
	base, _, _ := strings.Cut(language, "-")
	for _, l := range []string{language, base} {
		if t, ok := c.cfg.Texts[l]; ok {
			return t
		}
	}
	return c.cfg.Texts[english]
}

// shorten returns at most that many characters of s.
func shorten(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:most-1])) + "…"
}
