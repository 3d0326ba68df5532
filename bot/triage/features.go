package triage

import (
	"math"
	"strings"

	"frontdesk/knowledge/softmax"
)

// The features of a text come in four groups: what the lexicon saw in it (the lists of red-flags.yaml, the terms of its signs,
// the cues, and pairs of lists and cues), its words without their usual endings, pairs of neighbouring words, and the runs of
// three to five characters inside its words, which survive a slip of the finger. A feature's number is a hash of it, so that
// no names are kept (Weinberger et al. 2009, arxiv.org/abs/0902.2206); two features that share a number do little harm.
const (
	groupSeen = iota
	groupWords
	groupPairs
	groupGrams
	groups
)

// Where the numbers of each group begin, and where the last one ends. Number 0 is true of every text.
var groupAt = [groups + 1]int32{1, 1 << 13, 2 << 13, 6 << 13, 10 << 13}

const minGram, maxGram = 3, 5

// features are those of one text or of a part of it, by group. Each of a group weighs its idf.
type features struct {
	idf  []float32
	of   [groups][]softmax.Feature
	here []concept // room for the lists and cues that are in a text
}

func (f *features) reset() {
	for g := range f.of {
		f.of[g] = f.of[g][:0]
	}
}

func (f *features) add(group int, hash uint64) {
	hash ^= hash >> 29
	id := groupAt[group] + int32(hash%uint64(groupAt[group+1]-groupAt[group]))
	f.of[group] = append(f.of[group], softmax.Feature{ID: id, Value: f.idf[id]})
}

// word adds what a word says, after the word before it.
func (f *features) word(before, word string) {
	stem := hashOf(stem(word))
	f.add(groupWords, stem)
	f.add(groupPairs, hashPair(hashOf(before), stem))
	eachGram(word, func(hash uint64) { f.add(groupGrams, hash) })
}

// seen adds what the lexicon saw between two tokens; named says which concepts are lists and cues.
func (f *features) seen(r *reading, named []bool, from, to int32) {
	f.here = f.here[:0]
	for _, c := range r.seen {
		if !r.within(c, from, to) {
			continue
		}
		f.add(groupSeen, hashPair(uint64(c), 0))
		if named[c] {
			f.here = append(f.here, c)
		}
	}
	for i, a := range f.here {
		for _, b := range f.here[:i] {
			f.add(groupSeen, hashPair(uint64(min(a, b)), uint64(max(a, b))+1))
		}
	}
}

// within reports whether a concept is between two tokens.
func (r *reading) within(c concept, from, to int32) bool {
	for _, s := range r.at[c] {
		if from <= s.from && s.to <= to {
			return true
		}
	}
	return false
}

// scale returns what makes the features of one group as long as 1, times weight.
func scale(square float64, weight float32) float32 {
	if square == 0 {
		return 0
	}
	return weight / float32(math.Sqrt(square))
}

func square(fs []softmax.Feature) float64 {
	var sum float64
	for _, f := range fs {
		sum += float64(f.Value * f.Value)
	}
	return sum
}

func hashOf(s string) uint64 { return hashWithout(s, -1) }

func hashPair(a, b uint64) uint64 { return (a*0x9e3779b97f4a7c15 + b + 1) * 0xbf58476d1ce4e5b9 }

// stem returns a word without its usual ending.
func stem(w string) string {
	for _, ending := range []string{"ness", "ing", "ed", "es", "s", "e"} {
		if len(w) >= len(ending)+3 && strings.HasSuffix(w, ending) {
			return w[:len(w)-len(ending)]
		}
	}
	return w
}

// eachGram visits the hashes of the runs of characters in a word with its edges marked.
func eachGram(word string, visit func(uint64)) {
	at := func(i int) byte {
		switch i {
		case 0:
			return '<'
		case len(word) + 1:
			return '>'
		}
		return word[i-1]
	}
	for from := range len(word) {
		hash := uint64(14695981039346656037)
		for i := from; i < len(word)+2 && i < from+maxGram; i++ {
			hash = (hash ^ uint64(at(i))) * 1099511628211
			if i-from+1 >= minGram {
				visit(hash)
			}
		}
	}
}
