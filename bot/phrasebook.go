package bot

import (
	"maps"
	"math"
	"slices"
	"strings"

	"frontdesk/knowledge"
	"frontdesk/knowledge/text"
)

// phrasebook tells which of some labels a short message stands for, by examples of how people put it.
type phrasebook struct {
	phrases []phrase
	weight  map[string]float64 // of a word: the rarer among the phrases, the more it tells (idf: Spärck Jones 1972)
}

type phrase struct {
	label string
	words []string
}

func newPhrasebook(examples map[string][]string) *phrasebook {
	b := &phrasebook{}
	for _, label := range slices.Sorted(maps.Keys(examples)) {
		for _, e := range examples[label] {
			b.phrases = append(b.phrases, phrase{label, text.Words(e)})
		}
	}
	b.weigh()
	return b
}

func (b *phrasebook) weigh() {
	seen := map[string]int{}
	for _, p := range b.phrases {
		for _, w := range slices.Compact(slices.Sorted(slices.Values(p.words))) {
			seen[w]++
		}
	}
	b.weight = make(map[string]float64, len(seen))
	for w, n := range seen {
		b.weight[w] = importance(w) * math.Log(1+float64(len(b.phrases))/float64(n))
	}
}

// functionWord is what a word counts that only holds others together, against one that says something.
const functionWord = 0.4

func importance(w string) float64 {
	if len(knowledge.ContentWords([]string{w})) == 0 {
		return functionWord
	}
	return 1
}

// nearest returns the label whose phrases share most of what a message says, and how much, from 0 to 1: the weight of the shared words as a share
// of all in both (Dice's coefficient), of the best phrase and half of the second best.
func (b *phrasebook) nearest(words []string) (label string, like float64) {
	best, second := map[string]float64{}, map[string]float64{}
	own := b.mass(words)
	for _, p := range b.phrases {
		shared := 0.0
		for _, w := range p.words {
			if slices.ContainsFunc(words, func(v string) bool { return kin(v, w) }) {
				shared += b.weight[w]
			}
		}
		s := 2 * shared / (own + b.mass(p.words))
		if s > best[p.label] {
			best[p.label], second[p.label] = s, best[p.label]
		} else {
			second[p.label] = max(s, second[p.label])
		}
	}
	for _, l := range slices.Sorted(maps.Keys(best)) {
		if s := (best[l] + second[l]/2) / 1.5; s > like {
			label, like = l, s
		}
	}
	return label, like
}

// mass is the weight of all words; one that no phrase has weighs as much as one that a single phrase has.
func (b *phrasebook) mass(words []string) float64 {
	sum := 0.0
	for _, w := range words {
		if weight, ok := b.weight[w]; ok {
			sum += weight
		} else {
			sum += importance(w) * math.Log(1+float64(len(b.phrases)))
		}
	}
	return sum
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
		l := likeness(words, p.words)
		if len(p.words) <= wholePhrase && l < 1 || l < likePhrase {
			continue
		}
		if l > like {
			label, like = p.label, l
		}
	}
	return label, like
}

// likeness is the share of the words of two texts that they have in common in this order, from 0 to 1 (the F-measure of their longest common
// subsequence: Lin 2004, aclanthology.org/W04-1013, ROUGE-L). Slips in longer words are forgiven.
func likeness(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 || len(a) > 3*len(b) || len(b) > 3*len(a) {
		return 0
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
	for _, p := range b.phrases {
		if len(p.words) >= n && len(p.words) <= len(words) && same(words[:len(p.words)], p.words) {
			label, n = p.label, len(p.words)
		}
	}
	return label, n
}

// suffix is prefix from the other end.
func (b *phrasebook) suffix(words []string) (label string, n int) {
	for _, p := range b.phrases {
		if len(p.words) >= n && len(p.words) <= len(words) && same(words[len(words)-len(p.words):], p.words) {
			label, n = p.label, len(p.words)
		}
	}
	return label, n
}

func same(a, b []string) bool { return slices.EqualFunc(a, b, knowledge.Slip) }

// finds returns the labels whose phrases stand anywhere in words, word for word but for slips.
func (b *phrasebook) finds(words []string) []string {
	var labels []string
	for i := range words {
		for _, p := range b.phrases {
			if len(p.words) <= len(words)-i && !slices.Contains(labels, p.label) && same(words[i:i+len(p.words)], p.words) {
				labels = append(labels, p.label)
			}
		}
	}
	return labels
}

func joined(words []string) string { return strings.Join(words, " ") }
