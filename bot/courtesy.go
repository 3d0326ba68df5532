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
	if whole, ok := m.whole(words); ok {
		for _, kind := range whole {
			note(kind)
		}
		return nil
	}
	for {
		kind, n := m.book.prefix(words)
		if n == 0 || n < len(words) && belongs(kind, words[0], words[n:]) {
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

// longestManners is the most words of a clause that is nothing but courtesies.
const longestManners = 12

// whole reads a clause that is nothing but courtesies, and returns their kinds: "ok thanks a lot bye", where "ok thanks" alone would leave "a lot".
func (m manners) whole(words []string) (kinds []string, ok bool) {
	if len(words) == 0 || len(words) > longestManners {
		return nil, len(words) == 0
	}
	for _, p := range slices.Backward(m.book.standing(words)) { // "ok" is a courtesy before it is a filler
		if rest, ok := m.whole(words[len(p.words):]); ok {
			return append([]string{p.label}, rest...), true
		}
	}
	return nil, false
}

// belongs reports whether a courtesy at the beginning is part of what follows: "ok to drive", "fine for kids", "good exercises", "i see red dots", "doctor said".
func belongs(kind, first string, rest []string) bool {
	switch kind {
	case okay:
		return slices.Contains(permission, rest[0]) || !slices.Contains(assent, first) && !slices.Contains(newStart, rest[0])
	case filler:
		return slices.Contains(addressed, first) && slices.Contains(subject, rest[0])
	}
	return false
}

var (
	permission = strings.Fields("to for with without if in on as when while during after before na hai")
	assent     = strings.Fields("ok okay okey okk k kk oh ah aha hm hmm hmmm alright all got accha acha achha theek thik ji samajh phew wow")
	newStart   = strings.Fields("what when where how why who which can could may should shall will would is are does did so and but then thank thanks one kya kab kaise kitne")
	addressed  = strings.Fields("doctor doc dr sir madam bhai friend")
	subject    = strings.Fields("ne ka ki ke ko se said says told tells thinks wants gave gives advised suggested prescribed recommended recommends or and pt")
)

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
