package bot

import (
	"maps"
	"slices"
	"strings"

	"frontdesk/knowledge"
	"frontdesk/knowledge/text"
)

// phrasebook tells which of some labels a short message stands for, by examples of how people put it.
type phrasebook struct {
	phrases    []phrase
	begin, end edge
}

// edge finds the phrases of a book by the word at one end of theirs.
type edge struct {
	phrases map[string][]int // by that word, in order
	words   map[int][]string // by their length in bytes
}

func (e *edge) add(word string, phrase int) {
	if e.phrases == nil {
		e.phrases, e.words = map[string][]int{}, map[int][]string{}
	}
	if len(e.phrases[word]) == 0 {
		e.words[len(word)] = append(e.words[len(word)], word)
	}
	e.phrases[word] = append(e.phrases[word], phrase)
}

// at returns the phrases with that word at this end, mistyped or not.
func (e *edge) at(typed string) []int {
	found := e.phrases[typed]
	if len(found) > 0 || !knowledge.MayBeMistyped(typed) {
		return found
	}
	for n := len(typed) - 1; n <= len(typed)+1; n++ {
		for _, w := range e.words[n] {
			if knowledge.Slip(typed, w) {
				found = append(found, e.phrases[w]...)
			}
		}
	}
	slices.Sort(found)
	return found
}

type phrase struct {
	label string
	words []string
}

func newPhrasebook(examples map[string][]string) *phrasebook {
	b := &phrasebook{}
	for _, label := range slices.Sorted(maps.Keys(examples)) {
		for _, e := range examples[label] {
			words := text.Words(e)
			if len(words) == 0 {
				continue
			}
			b.begin.add(words[0], len(b.phrases))
			b.end.add(words[len(words)-1], len(b.phrases))
			b.phrases = append(b.phrases, phrase{label, words})
		}
	}
	return b
}

// How near a message must come to a phrase, from 0 to 1 (see likeness). A phrase of one or two words must be the whole message: "no" and
// "more" begin many a question.
const (
	wholePhrase = 2
	likePhrase  = 0.75
)

// match returns the label of the phrase that is most like words, and how like it is; "" where none is. Of equal ones it is the
// first label in alphabetical order.
func (b *phrasebook) match(words []string) (label string, like float64) {
	for _, p := range b.phrases {
		l := p.like(words)
		if l > like {
			label, like = p.label, l
		}
	}
	return label, like
}

// like returns how like a message is to a phrase; 0 where it says something else: a short phrase must be all of it, a "not" that only one of the two has
// turns the meaning, and so does a word of content that the phrase lacks.
func (p phrase) like(words []string) float64 {
	if len(p.words) <= wholePhrase {
		if slices.EqualFunc(words, p.words, knowledge.Mistyped) {
			return 1
		}
		return 0
	}
	l := likeness(words, p.words)
	if l < likePhrase || l < 1 && (denies(words) != denies(p.words) || p.foreign(words) > len(p.words)/longPhrase) {
		return 0
	}
	return l
}

// longPhrase is how many words a phrase has for each word of content that a message may have beside it.
const longPhrase = 6

// foreign counts the words of content in a message that the phrase does not have.
func (p phrase) foreign(words []string) int {
	n := 0
	for _, w := range knowledge.ContentWords(words) {
		if !slices.ContainsFunc(p.words, func(v string) bool { return knowledge.Slip(w, v) }) {
			n++
		}
	}
	return n
}

// denials are the words that turn what is said into its opposite.
var denials = strings.Fields(`not dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt cant cannot couldnt wont wouldnt never without aint nahi nahin nhi mat
	नहीं नही मत pas nicht kein keine नाही`)

// denies reports whether a message denies something. A "no" at its beginning answers and does not deny.
func denies(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(denials, w) }) || slices.Contains(words[min(1, len(words)):], "no")
}

// likeness is the share of the words of two texts that they have in common in this order, from 0 to 1 (the F-measure of their longest common
// subsequence: Lin 2004, aclanthology.org/W04-1013, ROUGE-L). Slips in longer words are forgiven.
func likeness(a, b []string) float64 {
	if 2*float64(min(len(a), len(b))) < likePhrase*float64(len(a)+len(b)) || len(a) == 0 {
		return 0 // too unlike in length
	}
	row := make([]int, len(b)+1)
	for _, w := range a {
		diagonal := 0
		for j, v := range b {
			above := row[j+1]
			if knowledge.Slip(w, v) {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return 2 * float64(row[len(b)]) / float64(len(a)+len(b))
}

// prefix returns how many of the first words are one of the phrases of a label, the longest one, of equal ones that of the last label; 0 when none is.
func (b *phrasebook) prefix(words []string) (label string, n int) {
	for _, p := range b.standing(words) {
		if len(p.words) >= n {
			label, n = p.label, len(p.words)
		}
	}
	return label, n
}

// standing returns the phrases that the first words are, word for word but for slips.
func (b *phrasebook) standing(words []string) []phrase {
	if len(words) == 0 {
		return nil
	}
	var found []phrase
	for _, i := range b.begin.at(words[0]) {
		if p := b.phrases[i]; len(p.words) <= len(words) && same(words[:len(p.words)], p.words) {
			found = append(found, p)
		}
	}
	return found
}

// suffix is prefix from the other end.
func (b *phrasebook) suffix(words []string) (label string, n int) {
	if len(words) == 0 {
		return "", 0
	}
	for _, i := range b.end.at(words[len(words)-1]) {
		if p := b.phrases[i]; len(p.words) >= n && len(p.words) <= len(words) && same(words[len(words)-len(p.words):], p.words) {
			label, n = p.label, len(p.words)
		}
	}
	return label, n
}

func same(a, b []string) bool { return slices.EqualFunc(a, b, knowledge.Mistyped) }

// finds returns the labels whose phrases stand anywhere in words, word for word but for slips.
func (b *phrasebook) finds(words []string) []string {
	var labels []string
	for i := range words {
		for _, p := range b.standing(words[i:]) {
			if !slices.Contains(labels, p.label) {
				labels = append(labels, p.label)
			}
		}
	}
	return labels
}

func joined(words []string) string { return strings.Join(words, " ") }
