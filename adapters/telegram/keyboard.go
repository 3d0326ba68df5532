package telegram

import (
	"slices"
	"strings"

	"frontdesk/bot"
)

// keyboard is the rows of buttons below a message.
// https://core.telegram.org/bots/api#inlinekeyboardmarkup
type keyboard struct {
	Rows [][]button `json:"inline_keyboard"`
}

// button has either data, which comes back when it is pressed, or an address. Telegram refuses the whole message for
// addresses other than http, https and tg, so a phone number never stands on a button.
type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

const (
	maxRows = 97  // Telegram takes 100 buttons a message; one is kept for the booking page, two for the thumbs
	helped  = "👍" // the thumbs
	notHelp = "👎"
	pressed = "✓ " // stands before a choice that was pressed
)

// keyboardOf returns the buttons below a reply: its choices in a row each, the clinic's booking page, and two thumbs below
// an answer. It is nil when there are none. What Telegram would refuse is left out.
func keyboardOf(r bot.Reply, t Texts) *keyboard {
	var rows [][]button
	for _, c := range r.Choices {
		if label := strings.TrimSpace(c.Label); label != "" && c.ID != "" && len(c.ID) <= bot.MaxChoiceID && len(rows) < maxRows {
			rows = append(rows, []button{{Text: label, Data: c.ID}})
		}
	}
	if r.Contact != nil && strings.HasPrefix(r.Contact.BookingURL, "https://") {
		rows = append(rows, []button{{Text: t.Book, URL: r.Contact.BookingURL}})
	}
	if r.Kind == bot.Answer && len(r.Entries) > 0 {
		yes, no := bot.VoteChoice(r.Entries[0], true), bot.VoteChoice(r.Entries[0], false)
		if len(yes) <= bot.MaxChoiceID && len(no) <= bot.MaxChoiceID {
			rows = append(rows, []button{{Text: helped, Data: yes}, {Text: notHelp, Data: no}})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return &keyboard{rows}
}

// isVote reports whether a choice is one of the thumbs.
func isVote(id string) bool {
	return strings.HasPrefix(id, bot.VoteChoice("", true)) || strings.HasPrefix(id, bot.VoteChoice("", false))
}

func (b button) isVote() bool { return b.Data != "" && isVote(b.Data) }

// after returns the buttons that are left when one was pressed. A thumb takes both thumbs away. Any other button is marked
// and stays with the rest, so that a menu can be used again and a slip be put right.
func (k keyboard) after(id string) *keyboard {
	rows := [][]button{}
	for _, row := range k.Rows {
		if isVote(id) && slices.ContainsFunc(row, button.isVote) {
			continue
		}
		row = slices.Clone(row)
		for i, b := range row {
			if b.Data == id && !strings.HasPrefix(b.Text, pressed) {
				row[i].Text = pressed + b.Text
			}
		}
		rows = append(rows, row)
	}
	return &keyboard{rows}
}
