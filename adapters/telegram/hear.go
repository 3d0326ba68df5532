package telegram

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"frontdesk/bot"
)

// place is where a reply goes.
type place struct {
	chat     int64
	thread   int64      // of a topic; 0 where there are none
	replyTo  int64      // the message that is answered, in a group; 0 elsewhere
	person   int64      // who gets what is not for the group
	language string     // of that person's app
	of       bot.Update // that is answered
	part     string     // of the reply; see bot.Part
	urgent   bool
}

// self is the bot as Telegram knows it.
type self struct {
	ID         number `json:"id"`
	Name       string `json:"username"`
	ReadsAll   bool   `json:"can_read_all_group_messages"`
	JoinGroups bool   `json:"can_join_groups"`
	Inline     bool   `json:"supports_inline_queries"`
}

// hears says whether a message is meant for the bot, and which it is. A message without text and choice is media.
func (s self) hears(m *message) (bot.Message, bool) {
	if m.Chat == nil || !m.Chat.private() && !m.Chat.group() || m.ViaBot != nil || m.Forwarded {
		return bot.Message{}, false
	}
	sender, isPerson := m.sender()
	text, entities := m.words()
	if !isPerson || strings.TrimSpace(text) == "" && !m.any() {
		return bot.Message{}, false
	}
	heard := bot.Message{Chat: m.place(), User: strconv.FormatInt(sender, 10), Group: m.Chat.group()}
	rest, mentioned := s.unmention(text, entities)
	name, to, words := command(rest)
	switch {
	case name != "" && to != "" && !strings.EqualFold(to, s.Name): // of another bot
		if heard.Group {
			return bot.Message{}, false
		}
	case heard.Group && !mentioned && !s.repliedTo(m) && !(name != "" && (to != "" || known(name))):
		return bot.Message{}, false
	case name != "":
		heard.Text, heard.Choice = meaning(name, words)
		return heard, true
	}
	heard.Text = strings.TrimSpace(rest)
	if mentioned {
		heard.Text = strings.TrimLeft(heard.Text, ",:; ")
	}
	if heard.Text == "" && mentioned {
		heard.Text = "/help"
	}
	return heard, true
}

// sender returns who said it: a person, or the group or channel that a person speaks for. Bots are nobody.
func (m *message) sender() (int64, bool) {
	switch {
	case m.SenderChat != nil:
		return int64(m.SenderChat.ID), true
	case m.From == nil || m.From.IsBot:
		return 0, false
	}
	return int64(m.From.ID), true
}

// repliedTo reports whether m replies to something that the bot said. The first message of a topic counts as a reply to the
// topic's creation.
func (s self) repliedTo(m *message) bool {
	r := m.ReplyTo
	return r != nil && r.From != nil && r.From.ID == s.ID && len(r.TopicCreated) == 0
}

// unmention returns text without the mentions of the bot, and whether there were any. Only what Telegram marks as a mention
// is one; marks that lie outside of the text are none.
func (s self) unmention(text string, entities []entity) (string, bool) {
	all := utf16.Encode([]rune(text))
	var rest []uint16
	end, found := 0, false
	for _, e := range entities {
		from, to := int(e.Offset), int(e.Offset)+int(e.Length)
		if from < end || to < from || to > len(all) || !s.mentioned(e, string(utf16.Decode(all[from:to]))) {
			continue
		}
		rest = append(append(rest, all[end:from]...), ' ')
		end, found = to, true
	}
	if !found {
		return text, false
	}
	return string(utf16.Decode(append(rest, all[end:]...))), true
}

func (s self) mentioned(e entity, marked string) bool {
	switch e.Type {
	case "mention":
		return s.Name != "" && strings.EqualFold(marked, "@"+s.Name)
	case "text_mention":
		return e.User != nil && e.User.ID == s.ID
	}
	return false
}

var commandForm = regexp.MustCompile(`^\s*/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,32}))?(?:\s+|$)`)

// command takes "/name@to words" apart; name is empty when text is no command.
func command(text string) (name, to, words string) {
	parts := commandForm.FindStringSubmatch(text)
	if parts == nil {
		return "", "", ""
	}
	return strings.ToLower(parts[1]), parts[2], strings.TrimSpace(text[len(parts[0]):])
}

// meaning returns what a command asks of the bot: the words of /ask, the entry of a deep link, and any other command as it
// was typed, with the words behind it, which may be what matters.
func meaning(name, words string) (text, choice string) {
	switch {
	case name == "ask" && words == "":
		return "/help", ""
	case name == "ask", name == "start" && strings.ContainsAny(words, " \t\n"):
		return words, ""
	case name == "start":
		if id := bot.ShowChoice(words); words != "ask" && len(id) <= bot.MaxChoiceID && linkForm.MatchString(words) {
			return "", id
		}
		return "/start", ""
	}
	return strings.TrimSpace("/" + name + " " + words), ""
}

// linkForm is what can stand behind t.me/<bot>?start= (https://core.telegram.org/bots/features#deep-linking).
var linkForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
