package knowledge

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"frontdesk/knowledge/text"
)

// Query is one question to search for.
type Query struct {
	Text  string
	Topic string // ID of the entry just talked about, for reading a short follow-up with it; empty when there is none
}

// Hit is one entry that may answer a question.
type Hit struct {
	ID         string
	Kind       Kind
	Confidence float64 // 0 to 1; the same meaning for every question and every knowledge folder
	Variant    string  // the question variant or title nearest to what was asked
}

// Result is what a search found.
type Result struct {
	Hits    []Hit    // best first, equal ones by ID
	Read    string   // the question as it was read, after synonyms and spelling correction
	Content int      // how many content words the question has
	Known   float64  // 0 to 1: the share of the question's idf mass that the knowledge's vocabulary knows
	Topic   string   // the topic that a follow-up was read with; empty when the question was read alone
	Parts   []Result // the two halves of a message that may ask two things; empty otherwise
}

// Confidence is that of the best hit; 0 when there is none.
func (r Result) Confidence() float64 {
	if len(r.Hits) == 0 {
		return 0
	}
	return r.Hits[0].Confidence
}

// Of returns the confidence of an entry's hit; 0 when it is none.
func (r Result) Of(id string) float64 {
	for _, h := range r.Hits {
		if h.ID == id {
			return h.Confidence
		}
	}
	return 0
}

// maxWords is the most words of a message that are searched for, half of them its first and half its last: a story of that
// length tells no more by going on, and time must not grow with it.
const maxWords = 160

// search finds the entries that may answer q: it reads the question alone, then with the topic if it is a follow-up, by its
// clauses if it is long, in halves if it may ask two things, and last in the articles if no entry answers it.
func (ix *index) search(q Query) Result {
	s := ix.scratch.Get().(*scratch)
	defer ix.scratch.Put(s)
	tokens := ix.thesaurus.tokens(q.Text)
	if len(tokens) > maxWords {
		tokens = slices.Concat(tokens[:maxWords/2], tokens[len(tokens)-maxWords/2:])
	}
	words := plain(tokens)
	res := ix.ask(words, s)
	if res.Confidence() == 1 {
		return res
	}
	if f, ok := ix.followUp(words, q.Topic, s); ok && f.Confidence() > res.Confidence() {
		return f
	}
	if len(words) > rambling {
		ix.support(&res, tokens, s)
	}
	res.Parts = ix.halves(res, tokens, s)
	return ix.passages.search(res, words)
}

// ask reads canonical words as they are and with their spelling corrected, and returns the reading that is better supported.
func (ix *index) ask(words []string, s *scratch) Result {
	written := ix.read(words, s)
	if written.Confidence() == 1 {
		return written
	}
	fixed, ok := ix.respell(words)
	if !ok {
		return written
	}
	corrected := ix.read(ix.thesaurus.canonical(fixed), s)
	if corrected.Confidence() > written.Confidence() {
		return corrected
	}
	return written
}

// bareWeight keeps a single word below every threshold for an answer: it may be asked about, no more.
const bareWeight = 0.4

// read finds the entries for a question in canonical words.
func (ix *index) read(words []string, s *scratch) Result {
	res := Result{Read: strings.Join(words, " ")}
	if len(words) == 0 || len(ix.entries) == 0 {
		return res
	}
	r, err := ix.rank(words, s)
	if err != nil {
		return res
	}
	res.Content, res.Known = r.content, r.known
	weight := 1.0
	switch {
	case r.content == 0 || r.known == 0:
		weight = 0
	case bare(words) != "":
		weight = bareWeight
	}
	res.Hits = make([]Hit, 0, len(r.top)+1)
	for _, c := range r.top {
		res.Hits = append(res.Hits, Hit{ix.entries[c.entry].ID, ix.entries[c.entry].Kind, weight * r.confidence(c), ix.nearest(c.entry, s)})
	}
	if h, ok := ix.certain(words, res); ok {
		res.Hits = slices.DeleteFunc(res.Hits, func(o Hit) bool { return o.ID == h.ID })
		res.Hits = slices.Insert(res.Hits, 0, h)
	}
	return res
}

// nearest returns the variant of an entry that has most in common with the question, or its title.
func (ix *index) nearest(entry int32, s *scratch) string {
	if len(s.scores[entry]) == 0 {
		return ix.entries[entry].Title
	}
	return ix.variants[s.near[entry]].text
}

// bare returns the one word that a question consists of, beside an article or a please; empty when there are more.
func bare(words []string) string {
	word := ""
	for _, w := range words {
		switch w {
		case "a", "an", "the", "please", "pls", "plz":
			continue
		}
		if word != "" {
			return ""
		}
		word = w
	}
	return word
}

// certain returns the entry that a question means beyond doubt: it is one of the entry's variants, or one of its keywords.
// Of several entries with the keyword it is the one ranked first.
func (ix *index) certain(words []string, res Result) (Hit, bool) {
	if e, ok := ix.exact.find(res.Read); ok {
		return ix.sure(e, res.Read), true
	}
	keyword := cmp.Or(bare(words), res.Read)
	listed := ix.keywords[keyword]
	for _, h := range res.Hits {
		for _, e := range listed {
			if ix.entries[e].ID == h.ID {
				return ix.sure(e, keyword), true
			}
		}
	}
	if len(listed) > 0 {
		return ix.sure(listed[0], keyword), true
	}
	return Hit{}, false
}

func (ix *index) sure(entry int32, variant string) Hit {
	e := ix.entries[entry]
	return Hit{e.ID, e.Kind, 1, variant}
}

// respell replaces the words that neither the knowledge nor ordinary English has by the nearest ones that the knowledge has, and
// parts those that are two of its words run together.
func (ix *index) respell(words []string) (fixed []string, ok bool) {
	for i, w := range words {
		c, found := []string(nil), false
		if !ix.lexicon.common(w) && !isEmpty(w) && !isOrdinary(w) {
			c, found = ix.corrected(w)
		}
		switch {
		case found && !ok:
			fixed, ok = append(slices.Clone(words[:i]), c...), true
		case found:
			fixed = append(fixed, c...)
		case ok:
			fixed = append(fixed, w)
		}
	}
	return fixed, ok
}

func (ix *index) corrected(w string) ([]string, bool) {
	if c, ok := ix.speller.correct(w); ok {
		return []string{c}, true
	}
	for i := leastPart; i <= len(w)-leastPart; i++ {
		left, right := w[:i], w[i:]
		if !ix.lexicon.common(left) || !utf8.ValidString(left) {
			continue
		}
		if ix.lexicon.common(right) {
			return []string{left, right}, true
		}
		if c, ok := ix.speller.correct(right); ok && len(right) > leastPart {
			return []string{left, c}, true
		}
	}
	return nil, false
}

// leastPart is the fewest letters of a word that may be run together with another.
const leastPart = 4

// PlainMatch asks bleve alone: one match query for a question, and the IDs of the entries of its n best variants. It is what
// Search is measured against.
func (b *Base) PlainMatch(question string, n int) ([]string, error) {
	texts, err := b.index.matcher.plainMatch(text.Key(question), n)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(texts))
	for i, t := range texts {
		ids[i] = b.index.entries[b.index.variants[t].entry].ID
	}
	return ids, nil
}
