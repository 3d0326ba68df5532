package bot

import (
	"slices"
	"strings"

	"frontdesk/knowledge/text"
)

// The kinds of courtesy in turns.yaml.
const (
	greeting = "greeting"
	thanks   = "thanks"
	sorry    = "sorry"
	bye      = "bye"
	okay     = "ok"
	filler   = "filler"
)

// manners are the courtesies that people put around a question.
type manners struct{ book *phrasebook }

// strip takes the courtesies off the clauses of a message. It returns what is left, as clean text, and the kinds that it found, each once, in
// their order; fillers are no courtesy. A message without any comes back as it is.
func (m manners) strip(message string) (rest string, kinds []string) {
	var kept []string
	changed := false
	for _, clause := range clauses(text.Tokens(message)) {
		left := m.clause(clause, &kinds)
		changed = changed || len(left) < len(clause)
		if len(left) > 0 {
			kept = append(kept, joined(left))
		}
	}
	if !changed {
		return message, nil
	}
	return strings.Join(kept, ", "), kinds
}

// clause takes courtesies off both ends of one clause.
func (m manners) clause(words []string, kinds *[]string) []string {
	note := func(kind string) {
		if kind != filler && !slices.Contains(*kinds, kind) {
			*kinds = append(*kinds, kind)
		}
	}
	for {
		kind, n := m.book.prefix(words)
		if n == 0 || kind == okay && n < len(words) && asksPermission(words[n:]) {
			break
		}
		note(kind)
		words = words[n:]
	}
	for {
		kind, n := m.book.suffix(words)
		if n == 0 || kind == okay || (kind == sorry || kind == greeting) && n < len(words) || kind == filler && n < len(words) && !closing(words[len(words)-n]) {
			break
		}
		note(kind)
		words = words[:len(words)-n]
	}
	return words
}

// asksPermission reports whether an "ok" before these words is the question itself: "ok to drive", "fine for kids".
func asksPermission(rest []string) bool {
	return slices.Contains([]string{"to", "for", "with", "if", "in", "when", "after", "before", "na", "hai"}, rest[0])
}

// closing reports whether a filler may stand at the end of a question without being part of it: "is it painful sir", but not "which doctor".
func closing(word string) bool {
	return slices.Contains([]string{"please", "pls", "plz", "plss", "kindly", "sir", "madam", "maam", "mam", "ji", "bro", "yaar", "lol", "haha"}, word)
}

// clauses parts tokens where punctuation stands.
func clauses(tokens []text.Token) [][]string {
	var out [][]string
	for _, t := range tokens {
		if t.Break || len(out) == 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], t.Text)
	}
	return out
}
