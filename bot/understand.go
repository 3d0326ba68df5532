package bot

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"frontdesk/knowledge/text"
)

// maxText is the longest message that is read, in bytes: four times Telegram's 4,096 characters in their longest encoding.
// Of a longer one the beginning is searched for red flags, and the person is asked to shorten it.
const maxText = 64 << 10

// understood is a message as the steps behind it see it. At most one of command and choice is set.
type understood struct {
	text    string // clean, at most maxText bytes
	command string // "/help", lower case, without the bot's name and arguments
	choice  string // the Choice.ID that was pressed, or picked by its number or label
	long    bool   // the message was cut
}

// understand finds out what kind of thing m is; offered are the choices under the last reply.
func understand(m Message, offered []Choice) understood {
	raw, long := cut(m.Text, maxText)
	u := understood{text: text.Clean(raw), long: long}
	if u.text == "" {
		u.text = gesture(raw)
	}
	switch {
	case m.Choice != "":
		u.choice = m.Choice
	case strings.HasPrefix(u.text, "/"):
		u.command = commandOf(u.text)
	default:
		u.choice = pick(u.text, offered)
	}
	return u
}

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

// pick returns the ID of the choice that a text names by its number or its label, and "" when it names none.
func pick(s string, offered []Choice) string {
	if len(offered) == 0 || s == "" {
		return ""
	}
	digits := strings.Trim(s, " .)#")
	if n, err := strconv.Atoi(digits); err == nil {
		if 1 <= n && n <= len(offered) {
			return offered[n-1].ID
		}
		return ""
	}
	key := text.Key(s)
	for _, c := range offered {
		if key != "" && text.Key(c.Label) == key {
			return c.ID
		}
	}
	return ""
}
