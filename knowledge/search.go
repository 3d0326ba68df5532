package knowledge

import (
	"strings"

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
	Confidence float64 // 0 to 1; the same meaning for every question and every knowledge folder
	Variant    string  // the question variant or title nearest to what was asked
}

// Result is what a search found.
type Result struct {
	Hits    []Hit   // best first, equal ones by ID
	Read    string  // the question as it was read, after spelling correction
	Content int     // how many content words the question has
	Known   float64 // 0 to 1: the share of the question's idf mass that the knowledge's vocabulary knows
}

// search finds the entries that may answer q.
func (ix *index) search(q Query) Result {
	s := ix.scratch.Get().(*scratch)
	defer ix.scratch.Put(s)
	words := ix.thesaurus.canonical(text.Words(q.Text))
	res := ix.read(words, s)
	if fixed, ok := ix.respell(words); ok {
		if other := ix.read(ix.thesaurus.canonical(fixed), s); len(other.Hits) > 0 && (len(res.Hits) == 0 || other.Hits[0].Confidence > res.Hits[0].Confidence) {
			return other
		}
	}
	return res
}

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
	for _, c := range r.order {
		h := Hit{ID: ix.entries[c.entry].ID, Confidence: c.value, Variant: ix.entries[c.entry].Title}
		if len(s.score[c.entry]) > 0 {
			h.Variant = ix.variants[s.near[c.entry]].text
		}
		res.Hits = append(res.Hits, h)
	}
	if v, ok := ix.exact[res.Read]; ok {
		e := ix.entries[ix.variants[v].entry]
		hits := []Hit{{e.ID, 1, ix.variants[v].text}}
		for _, h := range res.Hits {
			if h.ID != e.ID {
				hits = append(hits, h)
			}
		}
		res.Hits = hits
	}
	return res
}

func (ix *index) respell(words []string) ([]string, bool) {
	var fixed []string
	for i, w := range words {
		if _, known := ix.lexicon.words[w]; known || isEmpty(w) {
			continue
		}
		if c, _, ok := ix.speller.correct(w); ok {
			if fixed == nil {
				fixed = append(fixed, words...)
			}
			fixed[i] = c
		}
	}
	return fixed, fixed != nil
}

func (ix *index) suggest(typed string, n int) []string { return nil }
