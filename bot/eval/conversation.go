package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Conversation is what one person says, or several in one chat, turn by turn.
type Conversation struct {
	ID    string
	Group string // what it is about, for the summary; may be empty
	Turns []Turn
}

// Turn is one message of a conversation and what should come of it.
type Turn struct {
	Row
	Check
	Choice  string // the ID of the choice that is pressed, if one is
	Speaker string // who says it; empty for the one person of a conversation between two
	Chat    string // where; empty for the one chat of the conversation
	InGroup bool   // said where others read along
}

// Check is what the text of a reply must be, beside the reply's kind and entry.
type Check struct {
	Must, MustNot *regexp.Regexp // what the text has to match, and what it may not; nil for nothing
	NoRepeat      bool           // it may not be the text that the same person got before
}

// maxLine is the longest line of a conversation file, in bytes.
const maxLine = 16 << 20

// conversationLine is a conversation as its file has it.
type conversationLine struct {
	ID    any        `json:"id"`
	Group string     `json:"group"`
	Turns []turnLine `json:"turns"`
}

type turnLine struct {
	User     string       `json:"user"`
	Kind     alternatives `json:"kind"`
	Entry    alternatives `json:"entry"`
	Must     pattern      `json:"must"`
	MustNot  pattern      `json:"mustnot"`
	NoRepeat bool         `json:"norepeat"`
	Choice   string       `json:"choice"`
	Speaker  string       `json:"speaker"`
	Chat     string       `json:"chat"`
	Group    bool         `json:"group"`
}

func (t turnLine) turn() Turn {
	return Turn{
		Row:    Row{Question: t.User, Kind: string(t.Kind), Entry: string(t.Entry)},
		Check:  Check{Must: t.Must.Regexp, MustNot: t.MustNot.Regexp, NoRepeat: t.NoRepeat},
		Choice: t.Choice, Speaker: t.Speaker, Chat: t.Chat, InGroup: t.Group,
	}
}

// ReadConversations reads JSON lines: {"id":…,"group":"…","turns":[{"user":"…","kind":…,"entry":…},…]}. The ID is a number or a
// text; kind and entry are a text or a list of those that are right, and may be left out. A turn may also have must and mustnot
// (regular expressions of Go, without regard to case unless they begin with flags of their own), norepeat, choice (the ID of a
// choice that is pressed), speaker, chat and group (true where others read along). Other fields are ignored.
func ReadConversations(r io.Reader) ([]Conversation, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxLine)
	var all []Conversation
	for n := 1; in.Scan(); n++ {
		if strings.TrimSpace(in.Text()) == "" {
			continue
		}
		var line conversationLine
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		c := Conversation{ID: fmt.Sprint(line.ID), Group: line.Group}
		for _, t := range line.Turns {
			c.Turns = append(c.Turns, t.turn())
		}
		all = append(all, c)
	}
	return all, in.Err()
}

// alternatives are the values that are right, "a|b"; in JSON a text or a list of texts.
type alternatives string

// UnmarshalJSON reads either form.
func (a *alternatives) UnmarshalJSON(data []byte) error {
	var list []string
	if err := json.Unmarshal(data, &list); err == nil {
		*a = alternatives(strings.Join(list, "|"))
		return nil
	}
	return json.Unmarshal(data, (*string)(a))
}

// pattern is a regular expression; in JSON a text.
type pattern struct{ *regexp.Regexp }

// flagged begins an expression that sets flags itself: (?i) or (?s:, but not the plain group (?:.
var flagged = regexp.MustCompile(`^\(\?[imsU-]+[:)]`)

// UnmarshalJSON compiles the expression; the empty one is no condition.
func (p *pattern) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil || s == "" {
		return err
	}
	if !flagged.MatchString(s) {
		s = "(?i)" + s
	}
	var err error
	p.Regexp, err = regexp.Compile(s)
	return err
}
