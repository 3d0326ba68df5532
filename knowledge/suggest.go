package knowledge

import (
	"cmp"
	"slices"
	"strings"

	"frontdesk/knowledge/text"
)

// The worth of what a variant has in common with a question that is still being typed. Sums up to 1.
const (
	coverWorth  = 0.6 // the share of the typed words that it has
	prefixWorth = 0.3 // it begins with what was typed
	titleWorth  = 0.1 // it is the entry's title
)

// suggest returns the entries whose titles and variants have the words typed so far, the last of which may be unfinished.
// For an empty text it returns those that most other entries name as related. Small talk and refusals are never suggested.
func (ix *index) suggest(typed string, n int) []string {
	words := text.Words(typed)
	if len(words) == 0 {
		return ix.usual(n)
	}
	key := strings.Join(words, " ")
	open := !strings.HasSuffix(text.Clean(typed+"|"), " |")
	matches, count := ix.typedWords(ix.reader.thesaurus.canonical(words), open)
	scores := make([]float64, len(ix.entries))
	for i := range ix.variants {
		v := &ix.variants[i]
		if s := v.worth(matches, count, key); s > scores[v.entry] {
			scores[v.entry] = s
		}
	}
	return ix.ordered(scores, n)
}

// typedWords returns, by word of the lexicon, which typed word it may be, counted from 1, and how many typed words there are.
// When open, the last one may be every word that begins with it.
func (ix *index) typedWords(typed []string, open bool) (matches []uint8, count int) {
	matches = make([]uint8, len(ix.words.lexicon.list))
	typed = typed[max(0, len(typed)-maxTyped):]
	for t, w := range typed {
		if f, ok := ix.words.lexicon.stems[stem(w)]; ok {
			for i := range ix.words.lexicon.list {
				if ix.words.lexicon.list[i].stem == f {
					matches[i] = uint8(t + 1)
				}
			}
		}
		if t == len(typed)-1 && open {
			for i := range ix.words.lexicon.list {
				if strings.HasPrefix(ix.words.lexicon.list[i].text, w) {
					matches[i] = uint8(t + 1)
				}
			}
		}
	}
	return matches, len(typed)
}

// maxTyped is the most typed words that are looked at, from the end.
const maxTyped = 64

// worth is how well a variant fits what was typed, from 0 for one that has no word of it to 1.
func (v *variant) worth(matches []uint8, typed int, key string) float64 {
	var seen uint64
	for _, w := range v.numbers {
		if m := matches[w]; m > 0 {
			seen |= 1 << (m - 1)
		}
	}
	if seen == 0 {
		return 0
	}
	n := 0
	for ; seen > 0; seen &= seen - 1 {
		n++
	}
	s := coverWorth * float64(n) / float64(typed)
	if strings.HasPrefix(v.key, key) {
		s += prefixWorth
	}
	if v.title {
		s += titleWorth
	}
	return s
}

// usual returns the entries that most others name as related.
func (ix *index) usual(n int) []string {
	scores := make([]float64, len(ix.entries))
	at := map[string]int{}
	for i, e := range ix.entries {
		at[e.ID] = i
	}
	for _, e := range ix.entries {
		for _, r := range e.Related {
			if i, ok := at[r]; ok {
				scores[i]++
			}
		}
	}
	return ix.ordered(scores, n)
}

// ordered returns the IDs of at most n entries, the highest score first, then by ID.
func (ix *index) ordered(scores []float64, n int) []string {
	var found []int
	for i, s := range scores {
		if k := ix.entries[i].Kind; s > 0 && k != SmallTalk && k != Decline {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	ids := make([]string, 0, n)
	for _, i := range found[:min(n, len(found))] {
		ids = append(ids, ix.entries[i].ID)
	}
	return ids
}
