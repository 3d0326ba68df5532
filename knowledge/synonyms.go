package knowledge

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"frontdesk/knowledge/text"
)

// thesaurus replaces every synonym by the first member of its group, in the knowledge and in questions alike. Two texts
// that differ in synonyms only are the same text from then on, so a synonym can never change an answer.
type thesaurus struct {
	groups  map[string][]string // "physical therapist" → ["physio"]
	longest map[string]int      // by a member's first word, the most words a member that begins with it has
}

func newThesaurus(groups [][]string) *thesaurus {
	t := &thesaurus{groups: map[string][]string{}, longest: map[string]int{}}
	for _, g := range groups {
		t.add(g)
	}
	return t
}

// add takes a group in. A member that an earlier group has joins the two groups.
func (t *thesaurus) add(group []string) {
	var first []string
	for _, m := range group {
		words := text.Words(m)
		if len(words) == 0 {
			continue
		}
		if first == nil {
			first = words
			if known, ok := t.groups[strings.Join(words, " ")]; ok {
				first = known
			}
		}
		key := strings.Join(words, " ")
		if _, ok := t.groups[key]; ok {
			continue
		}
		t.groups[key] = first
		t.longest[words[0]] = max(t.longest[words[0]], len(words))
	}
}

// canonical returns words with every synonym replaced, the longest ones first from left to right. It may return words
// itself.
func (t *thesaurus) canonical(words []string) []string {
	var out []string
	for i := 0; i < len(words); {
		n, first := t.match(words[i:])
		if n > 0 && out == nil {
			out = append(make([]string, 0, len(words)+4), words[:i]...)
		}
		switch {
		case n > 0:
			out = append(out, first...)
		case out != nil:
			out = append(out, words[i])
		}
		i += max(n, 1)
	}
	if out == nil {
		return words
	}
	return out
}

// tokens returns the canonical words of a text's tokens, with their clause marks.
func (t *thesaurus) tokens(tokens []text.Token) []text.Token {
	words := plain(tokens)
	out := make([]text.Token, 0, len(tokens)+4)
	for i := 0; i < len(words); {
		n, first := t.match(words[i:])
		if n == 0 {
			n, first = 1, words[i:i+1]
		}
		for k, w := range first {
			out = append(out, text.Token{Text: w, Break: k == 0 && tokens[i].Break})
		}
		i += n
	}
	return out
}

// synonymWord is a word of a synonym and what the synonym stands for.
type synonymWord struct {
	text  string
	means []string
}

// words returns every word of every synonym, in the alphabet's order. One of several synonyms stands for what the first of them
// does.
func (t *thesaurus) words() []synonymWord {
	var words []synonymWord
	for _, key := range slices.Sorted(maps.Keys(t.groups)) {
		for w := range strings.FieldsSeq(key) {
			words = append(words, synonymWord{w, t.groups[key]})
		}
	}
	slices.SortStableFunc(words, func(a, b synonymWord) int { return cmp.Compare(a.text, b.text) })
	return slices.CompactFunc(words, func(a, b synonymWord) bool { return a.text == b.text })
}

// match returns how many words at the front of words are a synonym, and what stands for it.
func (t *thesaurus) match(words []string) (n int, first []string) {
	for n := min(t.longest[words[0]], len(words)); n > 0; n-- {
		key := words[0]
		if n > 1 {
			key = strings.Join(words[:n], " ")
		}
		if first, ok := t.groups[key]; ok {
			return n, first
		}
	}
	return 0, nil
}
