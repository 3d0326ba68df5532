package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/adapters/internal/retry"
	"frontdesk/bot"
)

// sending says how long a message is tried to be sent: through outages, but no longer than its answer is of use.
func sending() retry.Policy {
	return retry.Policy{First: 250 * time.Millisecond, Most: 10 * time.Second, Limit: 30 * time.Minute}
}

// decorating is for calls that something nice depends on, but no answer; they may take decorateTime in all.
func decorating() retry.Policy {
	return retry.Policy{First: 250 * time.Millisecond, Most: time.Second, Limit: decorateTime}
}

const decorateTime = 3 * time.Second

// errStopped is returned for a message that the program's end left unsent; its update will come again.
var errStopped = errors.New("stopped before the reply was sent")

// send shows CommonMark in a place, with buttons below the last message of it. Its error is errStopped, or the refusal of the
// first message that could not be sent; what follows that one is not sent then.
func (c *conn) send(ctx context.Context, to place, text string, keys *keyboard) error {
	messages := render(text, maxText)
	for i, m := range messages {
		p := tgbotapi.Params{
			"text": m, "parse_mode": "HTML", "link_preview_options": `{"is_disabled":true}`,
			"disable_web_page_preview": "true", // the same, for servers before Bot API 7.0
		}
		if i == 0 && to.replyTo != 0 {
			id := strconv.FormatInt(to.replyTo, 10)
			p["reply_parameters"] = `{"message_id":` + id + `,"allow_sending_without_reply":true}`
			p["reply_to_message_id"], p["allow_sending_without_reply"] = id, "true" // for servers before 7.0
		}
		if i == len(messages)-1 && keys != nil {
			p["reply_markup"] = asJSON(keys)
		}
		to.part = fmt.Sprintf("%d/%d", to.chat, i)
		if err := c.sendText(ctx, to, p); err != nil {
			return err
		}
	}
	return nil
}

// sendText sends one message. What Telegram refuses for its form is sent again without that form, and at last as nothing
// but the words: they matter more than how they look.
func (c *conn) sendText(ctx context.Context, to place, p tgbotapi.Params) error {
	err := c.deliver(ctx, to, "sendMessage", p)
	if r := refused(err); !r.says(400) || r.gone() {
		return err
	}
	c.log.Warn("message refused; sent again as plain text", "error", err)
	p["text"] = plain(p["text"])
	delete(p, "parse_mode")
	if err = c.deliver(ctx, to, "sendMessage", p); !refused(err).says(400) {
		return err
	}
	c.log.Warn("plain message refused; sent again without buttons, topic and reply", "error", err)
	to.thread = 0
	return c.deliver(ctx, to, "sendMessage", tgbotapi.Params{"text": p["text"]})
}

// sendContact sends the clinic's number as a card that a phone can call.
func (c *conn) sendContact(ctx context.Context, to place, contact bot.Contact) error {
	phone := strings.Map(func(r rune) rune {
		if r == '+' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, contact.Phone)
	if phone == "" || contact.Name == "" {
		return nil
	}
	to.part = fmt.Sprintf("%d/contact", to.chat)
	return c.deliver(ctx, to, "sendContact", tgbotapi.Params{"phone_number": phone, "first_name": contact.Name})
}

// deliver makes one call that shows something in a place, within the limits, until it is done or refused for good. A group
// that has become a supergroup is followed.
func (c *conn) deliver(ctx context.Context, to place, method string, p tgbotapi.Params) error {
	if to.thread != 0 {
		p["message_thread_id"] = strconv.FormatInt(to.thread, 10)
	}
	attempt := func(ctx context.Context) error {
		if err := c.pace.wait(ctx, to.chat); err != nil {
			return err
		}
		defer c.pace.sent(to.chat)
		p["chat_id"] = strconv.FormatInt(to.chat, 10)
		return c.out.Send(ctx, to.of, to.once(), func(ctx context.Context) (string, error) {
			var shown struct {
				ID json.RawMessage `json:"message_id"`
			}
			err := c.api.call(ctx, method, p, &shown)
			return string(shown.ID), err
		})
	}
	err := sending().Do(ctx, attempt)
	if moved := refused(err).movedTo; moved != 0 {
		to.chat = moved
		err = sending().Do(ctx, attempt)
	}
	switch r := refused(err); {
	case err == nil:
	case r.says(401):
		c.fail(c.refusedToken(err))
		return errStopped
	case ctx.Err() != nil, errors.Is(err, bot.ErrLost):
		return errStopped
	case r.gone():
		c.pace.forget(to.chat)
	}
	return err
}

// once says which part of the reply goes to a place, and how often at most when nobody knows whether it was shown.
func (to place) once() bot.Part {
	if to.urgent {
		return bot.Part{Name: to.part}
	}
	return bot.Part{Name: to.part, Most: bot.MostUnknown}
}

// gone reports whether the bot may not write to that chat at all.
func (r refusal) gone() bool {
	return r.says(403) || r.says(400, "chat not found", "peer_id_invalid", "user is deactivated", "not enough rights", "have no rights", "chat_write_forbidden", "topic_closed", "bot is not a member")
}

// decorate makes a call that no answer depends on. When it fails, that is logged and all.
func (c *conn) decorate(ctx context.Context, method string, p tgbotapi.Params) {
	limited, cancel := context.WithTimeout(ctx, decorateTime)
	defer cancel()
	err := decorating().Do(limited, func(ctx context.Context) error { return c.api.call(ctx, method, p, nil) })
	switch r := refused(err); {
	case err == nil, ctx.Err() != nil:
	case r.says(401):
		c.fail(c.refusedToken(err))
	case r.says(400, "query is too old", "query id is invalid", "message is not modified", "message can't be edited", "message to edit not found"):
		c.log.Debug("too late to decorate", "error", err)
	default:
		c.log.Warn("a call that no answer depends on was refused", "method", method, "error", err)
	}
}

// asJSON returns v, which holds nothing that has no JSON form, as JSON.
func asJSON(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}
