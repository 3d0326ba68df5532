package discord

import (
	"encoding/json"
	"slices"
	"strings"
)

// What the adapter reads of Discord's objects. discordgo's types are not decoded because one component of an unknown kind
// makes them drop the whole message.

type user struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	Bot      bool   `json:"bot"`
}

// message is a message that was created (https://discord.com/developers/docs/resources/message).
type message struct {
	ID         string `json:"id"`
	Type       int    `json:"type"`
	ChannelID  string `json:"channel_id"`
	GuildID    string `json:"guild_id"` // empty in a direct message
	Content    string `json:"content"`
	Author     *user  `json:"author"`
	WebhookID  string `json:"webhook_id"`
	Mentions   []user `json:"mentions"`
	Referenced *struct {
		Author *user `json:"author"`
	} `json:"referenced_message"`
}

// The types of message that people write.
const (
	plainMessage = 0
	replyMessage = 19
)

// written reports whether a person wrote m: no bot, no webhook, no notice of the system.
func (m *message) written() bool {
	return m.Author != nil && m.Author.ID != "" && !m.Author.Bot && m.WebhookID == "" &&
		(m.Type == plainMessage || m.Type == replyMessage)
}

// answers reports whether m is a reply to something that the user with this ID wrote.
func (m *message) answers(id string) bool {
	return m.Referenced != nil && m.Referenced.Author != nil && m.Referenced.Author.ID == id
}

// names reports whether the text of m names the user with this ID.
func (m *message) names(id string) bool {
	return strings.Contains(m.Content, "<@"+id+">") || strings.Contains(m.Content, "<@!"+id+">")
}

// pings reports whether m calls the user with this ID, by name or by answering.
func (m *message) pings(id string) bool {
	return m.names(id) || m.answers(id) || slices.ContainsFunc(m.Mentions, func(u user) bool { return u.ID == id })
}

// said returns the text of m as its writer typed it: without the mention of the user with the ID me, others by their name.
func (m *message) said(me string) string {
	words := []string{"<@" + me + ">", "", "<@!" + me + ">", ""}
	for _, u := range m.Mentions {
		words = append(words, "<@"+u.ID+">", "@"+u.Username, "<@!"+u.ID+">", "@"+u.Username)
	}
	return strings.TrimSpace(strings.TrimLeft(strings.NewReplacer(words...).Replace(m.Content), " \t\n,:"))
}

// The types of interaction (https://discord.com/developers/docs/interactions/receiving-and-responding).
const (
	commandUsed    = 2
	componentUsed  = 3
	stillTyping    = 4 // autocomplete
	formSubmitted  = 5
	messageCommand = 3 // the type of a command in a message's menu
)

// interaction is a command, a pressed button, a question being typed or a submitted form.
type interaction struct {
	ID            string          `json:"id"`
	ApplicationID string          `json:"application_id"`
	Token         string          `json:"token"`
	Type          int             `json:"type"`
	GuildID       string          `json:"guild_id"` // empty in a direct message
	ChannelID     string          `json:"channel_id"`
	Channel       place           `json:"channel"`
	Data          json.RawMessage `json:"data"`
	User          *user           `json:"user"` // in direct messages
	Member        *struct {
		User *user `json:"user"`
	} `json:"member"` // in guilds
}

// by returns who caused the interaction, nil when Discord does not say.
func (in *interaction) by() *user {
	if in.Member != nil && in.Member.User != nil {
		return in.Member.User
	}
	return in.User
}

// command is the data of a command and of a question being typed.
type command struct {
	Name     string   `json:"name"`
	Type     int      `json:"type"`
	Options  []option `json:"options"`
	TargetID string   `json:"target_id"`
	Resolved struct {
		Messages map[string]message `json:"messages"`
	} `json:"resolved"`
}

type option struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// option returns the text given for an option, empty when there is none.
func (c *command) option(name string) string {
	for _, o := range c.Options {
		if o.Name == name {
			text, _ := o.Value.(string)
			return text
		}
	}
	return ""
}

// press is the data of a button or a menu.
type press struct {
	CustomID string   `json:"custom_id"`
	Values   []string `json:"values"`
}

// choice returns the choice that was pressed; it reports false when the button is not one of ours.
func (p *press) choice() (string, bool) {
	if strings.HasPrefix(p.CustomID, ourMenu) && len(p.Values) > 0 {
		return p.Values[0], validChoice(p.Values[0])
	}
	return choiceOf(p.CustomID)
}

// field is a component of a submitted form; fields lie in rows, or in labels.
type field struct {
	CustomID   string  `json:"custom_id"`
	Value      any     `json:"value"`
	Components []field `json:"components"`
	Component  *field  `json:"component"`
}

// text returns what was written into the field with this custom_id, at any depth.
func (f *field) text(id string) string {
	if f.CustomID == id {
		text, _ := f.Value.(string)
		return text
	}
	if f.Component != nil {
		return f.Component.text(id)
	}
	for i := range f.Components {
		if text := f.Components[i].text(id); text != "" {
			return text
		}
	}
	return ""
}
