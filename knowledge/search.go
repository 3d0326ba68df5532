package knowledge

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"frontdesk/knowledge/encoder"
	"frontdesk/knowledge/text"
)

// Query is one question to search for.
type Query struct {
	Text    string
	Reading *Reading // the text as the base's reader read it, where that was done already; Text is not looked at then
	Topic   string   // ID of the entry just talked about, for reading a short follow-up with it; empty when there is none
}

// Hit is one entry that may answer a question.
type Hit struct {
	ID         string
	Kind       Kind
	Confidence float64 // 0 to 1: the probability that it answers; it means the same for every question and every knowledge folder
}

// Result is what a search found.
type Result struct {
	Hits    []Hit    // best first, equal ones by ID
	Nothing float64  // 0 to 1: the probability that nothing here answers the question
	Read    string   // the question as it was read, after synonyms and spelling correction
	Content int      // how many content words the question has
	Topic   string   // the topic that a follow-up was read with; empty when the question was read alone
	Parts   []Result // the two or three questions of a message that may ask as many things; empty otherwise
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

// search finds the entries that may answer q: it reads the question alone, then with the topic if it is a follow-up, by its
// clauses if it is long, in parts if it may ask several things, and last in the articles if no entry answers it.
func (ix *index) search(q Query) Result {
	r := q.Reading
	if r == nil {
		r = ix.reader.Read(q.Text)
	}
	res := ix.ask(r.said)
	if res.Confidence() == 1 {
		return res
	}
	words := r.Words()
	if f, ok := ix.followUp(words, q.Topic); ok && f.Confidence() > res.Confidence() {
		return f
	}
	if len(words) > rambling {
		ix.support(&res, r.canonical)
	}
	res.Parts = ix.parts(res, r.canonical)
	return ix.passages.search(res, words)
}

// ask finds the entries for what was said, with its spelling corrected where its words speak for that.
func (ix *index) ask(s *said) Result {
	if res, ok := ix.settled(s); ok {
		return res
	}
	if fixed, ok := ix.respelt(s); ok {
		if res, ok := ix.settled(fixed); ok {
			return res
		}
		s = fixed
	}
	return ix.read(s.words, s.vector)
}

// settled is the result of what words alone settle.
func (ix *index) settled(s *said) (Result, bool) {
	h, ok := ix.certain(s)
	if !ok {
		return Result{}, false
	}
	return Result{Hits: []Hit{h}, Read: strings.Join(s.words, " "), Content: len(ContentWords(s.words))}, true
}

// clearer is by how much correcting the spelling must raise the confidence of the words for the encoder to read the corrected text:
// it reads through mistakes itself, and a smaller gain is often a rare word mistaken for a common one.
const clearer = 0.3

// respelt returns what was said with its spelling corrected, if the words speak for an entry more clearly then.
func (ix *index) respelt(s *said) (*said, bool) {
	words, ok := ix.respell(s.words)
	if !ok {
		return nil, false
	}
	fixed := ix.reader.say(ix.reader.thesaurus.canonical(words))
	if _, ok := ix.certain(fixed); ok {
		return fixed, true
	}
	gain := ix.read(fixed.words, noMeaning).Confidence() - ix.read(s.words, noMeaning).Confidence()
	if gain < clearer {
		fixed.vector = s.vector
	}
	return fixed, gain > 0
}

// bareWeight keeps a single word below every threshold for an answer: it may be asked about, no more.
const bareWeight = 0.4

// read finds the entries for canonical words with a meaning.
func (ix *index) read(words []string, vector func() *encoder.Vector) Result {
	v := ix.judge(words, vector)
	res := Result{Read: strings.Join(words, " "), Content: v.content, Nothing: v.nothing}
	weight := 1.0
	switch {
	case v.content == 0 || v.known == 0 && !v.meant:
		weight, res.Nothing = 0, 1
	case bare(words) != "":
		weight = bareWeight
	}
	res.Hits = make([]Hit, len(v.top))
	for i, o := range v.top {
		e := ix.entries[o.class]
		res.Hits[i] = Hit{e.ID, e.Kind, weight * o.Probability}
	}
	return res
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

// certain returns the entry that words mean beyond doubt: they are one of the entry's variants, or one of its keywords. Of several
// entries with the keyword it is the one that the words alone rank first.
func (ix *index) certain(s *said) (Hit, bool) {
	key := strings.Join(s.words, " ")
	if v, ok := ix.exact[key]; ok {
		return ix.sure(ix.variants[v].entry), true
	}
	owners := ix.keywords[cmp.Or(bare(s.words), key)]
	if len(owners) > 1 {
		for _, o := range ix.judge(s.words, noMeaning).top {
			if slices.Contains(owners, o.class) {
				return ix.sure(o.class), true
			}
		}
	}
	if len(owners) > 0 {
		return ix.sure(owners[0]), true
	}
	return Hit{}, false
}

func (ix *index) sure(entry int32) Hit {
	e := ix.entries[entry]
	return Hit{e.ID, e.Kind, 1}
}

// respell replaces the words that neither the knowledge nor ordinary English has by the nearest ones that the knowledge has, and
// parts those that are two of its words run together.
func (ix *index) respell(words []string) (fixed []string, ok bool) {
	for i, w := range words {
		c, found := []string(nil), false
		if !ix.words.lexicon.common(w) && !isEmpty(w) && !isOrdinary(w) {
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
		if !ix.words.lexicon.common(left) || !utf8.ValidString(left) {
			continue
		}
		if ix.words.lexicon.common(right) {
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
	m, err := b.index.bleve()
	if err != nil {
		return nil, err
	}
	texts, err := m.plainMatch(text.Key(question), n)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(texts))
	for i, t := range texts {
		ids[i] = b.index.entries[b.index.variants[t].entry].ID
	}
	return ids, nil
}
