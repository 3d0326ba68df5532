package bot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"frontdesk/bot/language"
	"frontdesk/knowledge"
	"frontdesk/knowledge/text"
)

// maxText is the longest message that is read, in bytes: four times Telegram's 4,096 characters in their longest encoding.
// Of a longer one the beginning is searched for red flags, and the person is asked to shorten it.
const maxText = 64 << 10

// act is what a turn is to the conversation, apart from what it says.
type act string

// The acts. Those of turns.yaml have its keys.
const (
	whatever  act = ""          // in a rule: whatever is said
	statement act = "statement" // a question or a statement of its own
	command   act = "command"
	chosen    act = "choice"   // a button, or one named by its number or label
	courteous act = "courtesy" // thanks, sorry, ok … and nothing else
	tooLong   act = "too long"

	yes      act = "yes"
	no       act = "no"
	unsure   act = "unsure"
	withdraw act = "withdraw" // an alarm was none
	both     act = "both"
	more     act = "more"
	shorter  act = "shorter"
	again    act = "again"
	confused act = "confused"
	fine     act = "fine" // tells what the person does not have
)

// understood is a message as the steps behind it see it.
type understood struct {
	act        act
	text       string             // clean, at most maxText bytes
	language   string             // its code; see package language
	core       string             // the text without its courtesies
	words      []string           // of core
	reading    *knowledge.Reading // of core; its meaning is found when it is first asked for
	courtesies []string           // the kinds that were taken off
	command    string             // "/help", lower case, without the bot's name and arguments
	choice     string             // the Choice.ID that was pressed, or picked by its number or label
}

// understand finds out what kind of thing m is to a conversation, before anything is searched.
func (b *Bot) understand(m Message, s *State) understood {
	raw, long := cut(m.Text, maxText)
	u := understood{text: text.Clean(raw), language: language.Of(raw)}
	if u.text == "" {
		u.text = gesture(raw)
	}
	u.core, u.courtesies = b.manners.strip(u.text)
	u.words, u.reading = text.Words(u.core), b.base.Read(u.core)
	u.choice = m.Choice
	several := severalOf(u.words, s.Offered)
	if u.choice == "" && !several && !strings.HasPrefix(u.text, "/") {
		u.choice = pick(u.words, s.Offered)
	}
	switch {
	case u.choice != "":
		u.act = chosen
	case strings.HasPrefix(u.text, "/"):
		u.act, u.command = command, commandOf(u.text)
	case long:
		u.act = tooLong
	case several:
		u.act = both
	case len(u.words) == 0 && len(u.courtesies) > 0:
		u.act = courteous
	default:
		u.act = b.actOf(u, s)
	}
	return u
}

// actOf reads what the words of a turn do. While a safety question waits, a yes or no may have more words; then a no that only resembles a line of
// turns.yaml must be a plain one.
func (b *Bot) actOf(u understood, s *State) act {
	words := u.words
	label, like := b.acts.match(words)
	for bare := words; label == "" && len(bare) > 0; label, like = b.acts.match(bare) { // "go on doctor"
		kind, n := b.manners.book.suffix(bare)
		if n == 0 || kind != filler || !closing(bare[len(bare)-n]) && !slices.Contains(addressed, bare[len(bare)-n]) {
			break
		}
		bare = bare[:len(bare)-n]
	}
	if act(label) == withdraw && like < 1 && !takenBack(words) {
		label = ""
	}
	if s.Safety != nil && (label == "" || act(label) == no && like < 1) {
		return b.answerOf(words)
	}
	if label != "" {
		return act(label)
	}
	if s.Emergency == nil && len(words) <= maxActWords && !b.base.Certain(u.reading) {
		switch a := act(classOf(b.classes.acts, u.reading, surely)); a {
		case more, shorter, again, confused, fine:
			return a
		}
	}
	return statement
}

// maxActWords is the most words of a turn that does something without saying it in one of the usual ways; longer ones are about something.
const maxActWords = 8

// gestures are the emoji that people send instead of a word.
var gestures = map[rune]string{
	'👍': "ok", '👌': "ok", '✅': "ok", '🆗': "ok", '🙂': "ok", '😊': "ok", '🙏': "thanks", '❤': "thanks", '💯': "ok",
	'👋': "hello", '😂': "lol", '🤣': "lol", '😀': "lol", '😁': "lol",
}

// gesture returns the word that a message of emoji alone stands for, or "".
func gesture(raw string) string {
	for _, r := range raw {
		if word, ok := gestures[r]; ok {
			return word
		}
	}
	return ""
}

// cut returns at most limit bytes of s, ending between two characters.
func cut(s string, limit int) (string, bool) {
	if len(s) <= limit {
		return s, false
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit], true
}

// commandOf returns the command that a text begins with, without "@bot" and arguments.
func commandOf(s string) string {
	word, _, _ := strings.Cut(s, " ")
	word, _, _ = strings.Cut(word, "@")
	return word
}
