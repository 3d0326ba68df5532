package knowledge

import (
	"slices"
	"strings"

	"frontdesk/knowledge/text"
)

const (
	// passagesBelow is the confidence of the best entry from which on articles are not looked at.
	passagesBelow = 0.35
	// leastPassage is the fewest content words that articles are searched for: two words stand together by chance.
	leastPassage = 3
	// leastCover is the least share of the question's idf mass that a section must have to answer it.
	leastCover = 0.9
)

// passages finds the section of an article that answers what no entry does. Sections are long, so what counts is how much of
// the question stands in one, and they have an index of their own in which they cannot drown the entries.
type passages struct {
	sections []*Entry
	stems    []map[string]bool // by section
	titles   []map[string]bool
	count    map[string]int // stem → sections
	exact    map[string]int32
	texts    []string // what the matcher is made of, until it is
	matcher  *matcher
}

// newPassages reads the articles and sections among entries.
func newPassages(entries []*Entry, t *thesaurus) *passages {
	p := &passages{count: map[string]int{}, exact: map[string]int32{}}
	stems := stemmer{}
	for _, e := range entries {
		if e.Kind != Article && e.Kind != Section {
			continue
		}
		title := t.canonical(text.Words(e.Title))
		words := append(slices.Clone(title), t.canonical(text.Words(e.Answer))...)
		if key := strings.Join(title, " "); p.exact[key] == 0 {
			p.exact[key] = int32(len(p.sections)) + 1
		}
		p.sections = append(p.sections, e)
		p.titles = append(p.titles, stems.set(title))
		set := stems.set(words)
		p.stems = append(p.stems, set)
		for s := range set {
			p.count[s]++
		}
		p.texts = append(p.texts, stems.indexed(words))
	}
	return p
}

// index makes the matcher. bleve guesses the size of an index from the last one that it built, so the one of the long texts must
// not come before that of the many.
func (p *passages) index() (err error) {
	if len(p.texts) > 0 {
		p.matcher, err = newMatcher(p.texts)
	}
	p.texts = nil
	return err
}

// search adds the best section for canonical words to what the entries gave, if they gave little.
func (p *passages) search(res Result, words []string) Result {
	if p.matcher == nil || res.Confidence() >= passagesBelow {
		return res
	}
	if n := p.exact[strings.Join(words, " ")]; n > 0 {
		e := p.sections[n-1]
		res.Hits = slices.Insert(res.Hits, 0, Hit{e.ID, e.Kind, 1})
		return res
	}
	stems := make([]string, 0, len(words))
	for _, w := range words {
		if isContent(w) {
			stems = append(stems, stem(w))
		}
	}
	if len(stems) < leastPassage {
		return res
	}
	best, top := -1, 0.0
	_ = p.matcher.match(stems, func(n int32, score float64) {
		if score > top || score == top && best >= 0 && n < int32(best) {
			best, top = int(n), score
		}
	})
	if best < 0 {
		return res
	}
	if c := p.cover(best, stems); c >= leastCover {
		e := p.sections[best]
		res.Hits = slices.Insert(res.Hits, 0, Hit{e.ID, e.Kind, max(res.Confidence(), c*passageTrust)})
	}
	return res
}

// passageTrust is the confidence of a section that has every word of the question, one of them in its title.
const passageTrust = 0.6

// cover returns the share of the stems' idf mass that a section has, 0 when its title has none of them.
func (p *passages) cover(section int, stems []string) float64 {
	var mass, has float64
	titled := false
	for _, s := range stems {
		idf := bm25IDF(len(p.sections), p.count[s])
		mass += idf
		if p.stems[section][s] {
			has += idf
		}
		titled = titled || p.titles[section][s]
	}
	if !titled {
		return 0
	}
	return has / mass
}

func (p *passages) close() error {
	if p.matcher == nil {
		return nil
	}
	return p.matcher.close()
}
