package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"frontdesk/bot"
)

// update is what Telegram tells the bot, as far as the bot reads it. Every pointer may be nil.
// https://core.telegram.org/bots/api#update
type update struct {
	ID   int64
	Kind string     // the name of the field that holds it
	of   bot.Update // what the outbox keeps of it

	Message    *message
	Callback   *callback
	Inline     *inlineQuery
	Membership *membership
}

// kinds are the updates that the bot asks for; the others do not come, and are ignored when they do.
func kinds() []string { return []string{"message", "callback_query", "inline_query", "my_chat_member"} }

type user struct {
	ID       number `json:"id"`
	IsBot    bool   `json:"is_bot"`
	Name     string `json:"username"`
	Language string `json:"language_code"`
}

type chat struct {
	ID   number `json:"id"`
	Type string `json:"type"`
}

func (c *chat) private() bool { return c.Type == "private" || c.Type == "" && c.ID > 0 }

func (c *chat) group() bool {
	return c.Type == "group" || c.Type == "supergroup" || c.Type == "" && c.ID < 0
}

type message struct {
	ID              number    `json:"message_id"`
	Thread          number    `json:"message_thread_id"`
	InTopic         bool      `json:"is_topic_message"`
	From            *user     `json:"from"`
	SenderChat      *chat     `json:"sender_chat"`
	Chat            *chat     `json:"chat"`
	Text            string    `json:"text"`
	Entities        []entity  `json:"entities"`
	Caption         string    `json:"caption"`
	CaptionEntities []entity  `json:"caption_entities"`
	ReplyTo         *message  `json:"reply_to_message"`
	ViaBot          *user     `json:"via_bot"`
	Forwarded       bool      `json:"is_automatic_forward"` // from the channel that the group belongs to
	Album           string    `json:"media_group_id"`
	Keyboard        *keyboard `json:"reply_markup"`

	TopicCreated json.RawMessage `json:"forum_topic_created"`
	media
}

// media is what a person sends instead of text.
type media struct {
	Animation json.RawMessage `json:"animation"`
	Audio     json.RawMessage `json:"audio"`
	Contact   json.RawMessage `json:"contact"`
	Dice      json.RawMessage `json:"dice"`
	Document  json.RawMessage `json:"document"`
	Location  json.RawMessage `json:"location"`
	Photo     json.RawMessage `json:"photo"`
	Poll      json.RawMessage `json:"poll"`
	Sticker   json.RawMessage `json:"sticker"`
	Story     json.RawMessage `json:"story"`
	Video     json.RawMessage `json:"video"`
	VideoNote json.RawMessage `json:"video_note"`
	Voice     json.RawMessage `json:"voice"`
}

// any reports whether there is media; service messages, such as that somebody joined, have none.
func (m *media) any() bool {
	for _, raw := range []json.RawMessage{
		m.Animation, m.Audio, m.Contact, m.Dice, m.Document, m.Location, m.Photo, m.Poll, m.Sticker, m.Story, m.Video, m.VideoNote, m.Voice,
	} {
		if len(raw) > 0 && string(raw) != "null" {
			return true
		}
	}
	return false
}

// words returns what was written, and what is marked in it.
func (m *message) words() (string, []entity) {
	if m.Text != "" {
		return m.Text, m.Entities
	}
	return m.Caption, m.CaptionEntities
}

// entity marks a part of a text; offset and length count UTF-16 units.
type entity struct {
	Type   string `json:"type"`
	Offset number `json:"offset"`
	Length number `json:"length"`
	User   *user  `json:"user"` // of a text_mention
}

type callback struct {
	ID      string   `json:"id"`
	From    *user    `json:"from"`
	Message *message `json:"message"` // of an old one only the chat and the ID
	Data    string   `json:"data"`
}

type inlineQuery struct {
	ID    string `json:"id"`
	From  *user  `json:"from"`
	Query string `json:"query"`
}

// membership says that the bot's place in a chat has changed.
type membership struct {
	Chat *chat  `json:"chat"`
	From *user  `json:"from"`
	Old  member `json:"old_chat_member"`
	New  member `json:"new_chat_member"`
}

type member struct {
	Status string `json:"status"`
}

// in reports whether somebody of that status is in the chat.
func (m member) in() bool {
	return m.Status == "member" || m.Status == "administrator" || m.Status == "creator" || m.Status == "restricted"
}

var errNoUpdate = errors.New("not an update")

// readUpdate decodes one update. The error is errNoUpdate when it has no ID; with any other error the ID is that of the
// update.
func readUpdate(raw json.RawMessage) (update, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil || fields == nil {
		return update{}, errNoUpdate
	}
	var id number
	if err := json.Unmarshal(fields["update_id"], &id); err != nil || string(fields["update_id"]) == "null" {
		return update{}, errNoUpdate
	}
	delete(fields, "update_id")
	u := update{ID: int64(id)}
	into := map[string]any{"message": &u.Message, "callback_query": &u.Callback, "inline_query": &u.Inline, "my_chat_member": &u.Membership}
	for kind, body := range fields {
		if u.Kind == "" || into[kind] != nil {
			u.Kind = kind
		}
		if into[kind] == nil {
			continue
		}
		if err := json.Unmarshal(body, into[kind]); err != nil {
			return u, fmt.Errorf("update %d: %s: %w", id, kind, err)
		}
	}
	return u, nil
}

// lane returns the key of what must be answered in order: a chat's messages, a topic's, a person's inline queries. It is
// empty for an update that needs no answer.
func (u *update) lane() string {
	switch {
	case u.Message != nil && u.Message.Chat != nil:
		return u.Message.place()
	case u.Callback != nil && u.Callback.Message != nil && u.Callback.Message.Chat != nil:
		return u.Callback.Message.place()
	case u.Callback != nil:
		return "callback"
	case u.Inline != nil && u.Inline.From != nil:
		return "inline " + strconv.FormatInt(int64(u.Inline.From.ID), 10)
	case u.Membership != nil && u.Membership.Chat != nil:
		return strconv.FormatInt(int64(u.Membership.Chat.ID), 10)
	}
	return ""
}

// place names the conversation that a message belongs to: its chat, and its topic where there are topics.
func (m *message) place() string {
	place := strconv.FormatInt(int64(m.Chat.ID), 10)
	if m.InTopic && m.Thread != 0 {
		place += ":" + strconv.FormatInt(int64(m.Thread), 10)
	}
	return place
}
