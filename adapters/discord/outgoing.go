package discord

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/bwmarrin/discordgo"

	"frontdesk/adapters/internal/markup"
	"frontdesk/bot"
)

// The limits of Discord's messages (https://discord.com/developers/docs/resources/message#embed-object-embed-limits and
// https://discord.com/developers/docs/components/reference), in characters where nothing else is said.
const (
	maxRows        = 5 // of buttons in a message
	maxInRow       = 5 // buttons
	maxOptions     = 25
	maxButtonLabel = 80
	maxOptionLabel = 100
	maxEmbedTitle  = 256
	maxFooter      = 40 // ours: a date
	maxEmbeds      = 3  // ours: an answer speaks from one or two entries
	maxAllEmbeds   = 6000
	maxURL         = 512
)

// outgoing is a message as every endpoint that takes one reads it.
type outgoing struct {
	Content         string                           `json:"content"`
	Embeds          []*discordgo.MessageEmbed        `json:"embeds,omitempty"`
	Components      []discordgo.MessageComponent     `json:"components,omitempty"`
	AllowedMentions discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Flags           discordgo.MessageFlags           `json:"flags,omitempty"`
	Reference       *reference                       `json:"message_reference,omitempty"`
	Nonce           string                           `json:"nonce,omitempty"`
	EnforceNonce    bool                             `json:"enforce_nonce,omitempty"` // the same nonce twice makes one message
}

// reference names the message that a message replies to.
type reference struct {
	MessageID string `json:"message_id"`
	MustExist bool   `json:"fail_if_not_exists"`
}

// line returns one short message of plain text.
func line(text string) outgoing {
	return outgoing{Content: text, AllowedMentions: nobody()}
}

// nobody lets a message mention no one, whatever it says.
func nobody() discordgo.MessageAllowedMentions {
	return discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
}

// compose returns the messages that show r, none when it says nothing. Buttons and sources stand under the last one.
func compose(r bot.Reply, embeds bool) []outgoing {
	var messages []outgoing
	text := r.Text
	if embeds && len(embedsOf(r.Cards)) > 0 && r.Body != "" {
		text = r.Body // the embed names the sources
	}
	for _, part := range render(text) {
		messages = append(messages, line(part))
	}
	if len(messages) == 0 {
		return nil
	}
	last := &messages[len(messages)-1]
	last.Components = rows(r)
	if embeds {
		last.Embeds = embedsOf(r.Cards)
	}
	return messages
}

// bare is m without all that a server may refuse.
func (m outgoing) bare() outgoing {
	m.Embeds, m.Components, m.Reference = nil, nil, nil
	return m
}

// rows returns the buttons of a reply: its choices, as menus when they are many, and a row with the rest.
func rows(r bot.Reply) []discordgo.MessageComponent {
	var out []discordgo.MessageComponent
	choices := usable(r.Choices)
	if 0 < len(choices) && len(choices) <= maxInRow {
		out = append(out, row(buttons(choices)))
	} else {
		for i := 0; len(choices) > 0 && i < maxRows-1; i++ {
			n := min(len(choices), maxOptions)
			out = append(out, row([]discordgo.MessageComponent{menu(i, choices[:n])}))
			choices = choices[n:]
		}
	}
	if extra := append(thumbs(r), booking(r)...); len(extra) > 0 {
		out = append(out, row(extra))
	}
	return out
}

func row(components []discordgo.MessageComponent) discordgo.MessageComponent {
	return discordgo.ActionsRow{Components: components}
}

// usable drops choices whose ID Discord cannot carry, or that come twice: an ID is unique in its message.
func usable(choices []bot.Choice) []bot.Choice {
	var out []bot.Choice
	known := map[string]bool{}
	for _, c := range choices {
		if validChoice(c.ID) && !known[c.ID] {
			known[c.ID] = true
			out = append(out, c)
		}
	}
	return out
}

func buttons(choices []bot.Choice) []discordgo.MessageComponent {
	var out []discordgo.MessageComponent
	for _, c := range choices {
		out = append(out, discordgo.Button{Label: label(c, maxButtonLabel), Style: discordgo.SecondaryButton, CustomID: customID(c.ID)})
	}
	return out
}

func menu(number int, choices []bot.Choice) discordgo.MessageComponent {
	m := discordgo.SelectMenu{CustomID: fmt.Sprint(ourMenu, number), Placeholder: "Choose one"}
	for _, c := range choices {
		m.Options = append(m.Options, discordgo.SelectMenuOption{Label: label(c, maxOptionLabel), Value: c.ID})
	}
	return m
}

// label returns what stands on a choice, which is never nothing.
func label(c bot.Choice, most int) string {
	if text := clip(c.Label, most); text != "" {
		return text
	}
	return clip(c.ID, most)
}

// thumbs asks whether an answer helped.
func thumbs(r bot.Reply) []discordgo.MessageComponent {
	if r.Kind != bot.Answer || len(r.Entries) == 0 {
		return nil
	}
	up, down := bot.VoteChoice(r.Entries[0], true), bot.VoteChoice(r.Entries[0], false)
	if !validChoice(up) || !validChoice(down) {
		return nil
	}
	return []discordgo.MessageComponent{
		discordgo.Button{Label: "Helpful", Emoji: &discordgo.ComponentEmoji{Name: "👍"}, Style: discordgo.SecondaryButton, CustomID: customID(up)},
		discordgo.Button{Label: "Not helpful", Emoji: &discordgo.ComponentEmoji{Name: "👎"}, Style: discordgo.SecondaryButton, CustomID: customID(down)},
	}
}

// booking links to where the clinic takes appointments. There are no links to phone numbers on Discord.
func booking(r bot.Reply) []discordgo.MessageComponent {
	if r.Contact == nil || len(r.Contact.BookingURL) > maxURL {
		return nil
	}
	u, err := url.Parse(r.Contact.BookingURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return []discordgo.MessageComponent{discordgo.Button{Label: "Book online", Style: discordgo.LinkButton, URL: u.String()}}
}

// embedsOf shows where the answers come from. Cards without a source or a date of review say nothing that the text does not.
func embedsOf(cards []bot.Card) []*discordgo.MessageEmbed {
	var out []*discordgo.MessageEmbed
	total := 0
	for _, c := range cards {
		if len(out) == maxEmbeds || len(c.Sources) == 0 && c.Reviewed.IsZero() {
			continue
		}
		e := embed(c)
		if total += size(e.Title) + size(e.Description) + maxFooter; total > maxAllEmbeds {
			break
		}
		out = append(out, e)
	}
	return out
}

func embed(c bot.Card) *discordgo.MessageEmbed {
	var sources []string
	for _, s := range c.Sources {
		text := "- " + markup.Escape(s.Title)
		if s.URL != "" {
			text = "- [" + markup.Escape(s.Title) + "](<" + s.URL + ">)"
		}
		sources = append(sources, text)
	}
	e := &discordgo.MessageEmbed{Title: clip(quiet(c.Title), maxEmbedTitle)}
	if parts := render(strings.Join(sources, "\n")); len(parts) > 0 {
		e.Description = "Sources\n" + parts[0]
	}
	if !c.Reviewed.IsZero() {
		e.Footer = &discordgo.MessageEmbedFooter{Text: "Reviewed " + c.Reviewed.Format("2 January 2006")}
	}
	return e
}
