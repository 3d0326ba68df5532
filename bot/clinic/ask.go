package clinic

import (
	"slices"
	"strings"
	"time"

	"frontdesk/knowledge/text"
)

// Kind is what a question to the desk is about.
type Kind string

// The kinds of question that the configuration answers.
const (
	OpeningHours Kind = "hours"
	Address      Kind = "address" // and the way there
	Languages    Kind = "language"
	Prices       Kind = "price"
	Phone        Kind = "phone"
	WalkIn       Kind = "walk-in"
	Parking      Kind = "parking"
	Payment      Kind = "payment"
)

// Kinds returns every kind, in the order in which a message is searched for them.
func Kinds() []Kind {
	return []Kind{Phone, WalkIn, Parking, Payment, Languages, Prices, Address, OpeningHours}
}

// Fact answers a question about the clinic.
type Fact struct {
	Kind  Kind
	Text  string // CommonMark, one or more paragraphs; where the configuration lacks it, that, and the phone
	Place int    // the place that was named, counted as Places counts them; -1 for the clinic
	Known bool   // the configuration has it
}

// Asked is what a message asks about the clinic.
type Asked struct {
	Kinds []Kind // in the order in which it asks; empty when it asks nothing of the kind
	Whole bool   // all of the message is such questions, times, places and courtesies; no other question is hidden in it
}

// Asks finds the questions about the clinic in a message by its words alone. It is careful: a question fires only when it
// holds no word that has no business in it, so "how much does it hurt" asks no price.
func (c *Clinic) Asks(message string) Asked {
	var a Asked
	a.Whole = true
	for _, cl := range c.reader.read(message).clauses {
		switch {
		case cl.kind == "":
			a.Whole = a.Whole && cl.beside
		case !slices.Contains(a.Kinds, cl.kind):
			a.Kinds = append(a.Kinds, cl.kind)
		}
	}
	a.Whole = a.Whole && len(a.Kinds) > 0
	return a
}

// Answer answers what a message asks about the clinic, as Asks finds it, at now. Several answers are paragraphs of one text;
// Kind is the first's.
func (c *Clinic) Answer(message string, now time.Time) (Fact, bool) {
	asked := c.Asks(message)
	if len(asked.Kinds) == 0 {
		return Fact{}, false
	}
	all := c.Tell(asked.Kinds[0], message, now)
	for _, k := range asked.Kinds[1:] {
		f := c.Tell(k, message, now)
		all.Text += "\n\n" + f.Text
		all.Known = all.Known && f.Known
	}
	return all, true
}

// AnswerAbout is Answer for a message that is known to be about one of kinds, from the entry that a search found. A word that
// stands for the kind is enough then, whatever else the message says.
func (c *Clinic) AnswerAbout(kinds []Kind, message string, now time.Time) (Fact, bool) {
	for _, k := range c.Asks(message).Kinds {
		if slices.Contains(kinds, k) {
			return c.Tell(k, message, now), true
		}
	}
	for _, cl := range c.reader.read(message).clauses {
		if k := c.reader.hint(cl.words, kinds); k != "" {
			return c.Tell(k, message, now), true
		}
	}
	return Fact{}, false
}

// Tell answers a message that is known to ask for a kind of fact, at now: it reads the day, the place or the language out of
// it, and gives everything where it finds none.
func (c *Clinic) Tell(kind Kind, message string, now time.Time) Fact {
	m := c.reader.read(message)
	f := Fact{Kind: kind, Place: m.place}
	switch kind {
	case OpeningHours:
		f.Text, f.Known = c.tellHours(m, now)
	case Address:
		f.Text, f.Known = c.tellAddress(m)
	case Languages:
		f.Text, f.Known = c.tellLanguages(m)
	case Prices:
		f.Text, f.Known = c.pricesText(), len(c.prices) > 0
	case Phone:
		f.Text, f.Known = c.tellPhone(m.place), true
	case WalkIn:
		f.Text, f.Known = c.remark(c.walkIn, noWalkIn)
	case Payment:
		f.Text, f.Known = c.remark(c.payment, noPayment)
	case Parking:
		f.Text, f.Known = c.tellParking(m.place)
	}
	return f
}

// read is a message as the questions about the clinic see it.
type read struct {
	clauses  []clause
	when     timing
	place    int      // of ours, that is named; -1 without one
	city     string   // not ours, that is named
	language string   // that is named, by its English name
	words    []string // all of them
}

// clause is a part of a message between two marks of punctuation.
type clause struct {
	words  []word
	kind   Kind // that it asks for; empty when none
	beside bool // it asks nothing: a time, a place, a courtesy
}

// word is one word of a message and the lists that it stands in.
type word struct {
	text  string
	lists set
}

// read reads a message; of a long one the beginning.
func (r *reader) read(message string) read {
	clean, n := r.take(text.Clean(cutText(message)))
	m := read{place: -1}
	var said []word // what belongs to the questions
	for _, words := range r.split(text.Tokens(clean)) {
		for _, cl := range r.clauses(words) {
			m.clauses = append(m.clauses, cl)
			if cl.kind != "" || cl.beside {
				said = append(said, cl.words...)
			}
		}
	}
	if !slices.ContainsFunc(m.clauses, func(c clause) bool { return c.kind != "" }) {
		said = nil
		for _, cl := range m.clauses {
			said = append(said, cl.words...)
		}
	}
	m.when = r.when(said, n)
	for _, w := range said {
		m.words = append(m.words, w.text)
		if i, ok := r.places[w.text]; ok && m.place < 0 {
			m.place = i
		}
		if name := r.cities[w.text]; name != "" && m.city == "" && !r.ours(w.text) {
			m.city = name
		}
		if name := r.speech[w.text]; name != "" && m.language == "" {
			m.language = name
		}
	}
	return m
}

// maxRead is how much of a message is read, in bytes: no question about opening hours is longer.
const maxRead = 2 << 10

func cutText(s string) string {
	if len(s) > maxRead {
		return strings.ToValidUTF8(s[:maxRead], "")
	}
	return s
}

// clauses finds what a part of a message asks, in one piece or in the pieces between its "and".
func (r *reader) clauses(words []word) []clause {
	whole := r.clause(words)
	if whole.kind != "" || whole.beside {
		return []clause{whole}
	}
	var parts []clause
	from, asked := 0, false
	for i := range len(words) + 1 {
		if i < len(words) && !words[i].lists.meets(r.and) {
			continue
		}
		if from < i {
			cl := r.clause(words[from:i])
			if i-from < 2 {
				cl.kind = "" // "swollen and open"
			}
			asked = asked || cl.kind != ""
			parts = append(parts, cl)
		}
		from = i + 1
	}
	if !asked {
		return []clause{whole}
	}
	return parts
}

func (r *reader) clause(words []word) clause {
	cl := clause{words: words, beside: true}
	for _, w := range words {
		cl.beside = cl.beside && w.lists.meets(r.beside)
	}
	for _, rule := range r.rules {
		if rule.matches(words) {
			cl.kind, cl.beside = rule.kind, false
			return cl
		}
	}
	return cl
}

// hint returns the first of the rules' kinds, among those given, whose words are all there, whatever else stands beside them.
func (r *reader) hint(words []word, kinds []Kind) Kind {
	for _, rule := range r.rules {
		if slices.Contains(kinds, rule.kind) && rule.hinted(words) {
			return rule.kind
		}
	}
	return ""
}
