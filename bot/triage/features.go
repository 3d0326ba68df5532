package triage

import (
	"math"
	"strings"

	"frontdesk/knowledge/softmax"
)

// The features of a text come in four groups: what the lexicon saw in it (the lists of red-flags.yaml, the terms of its signs,
// the cues, and pairs of lists and cues), its words without their usual endings, pairs of neighbouring words, and the runs of
// four characters inside its words, which survive a slip of the finger (runs of three and five added nothing). A feature's
// number is a hash of it, so that no names are kept (Weinberger et al. 2009, arxiv.org/abs/0902.2206); two features that share
// a number do little harm.
const (
	groupSeen = iota
	groupWords
	groupPairs
	groupGrams
	groups
)

// Where the numbers of each group begin, and where the last one ends. Number 0 is true of every text.
var groupAt = [groups + 1]int32{1, 1 << 13, 2 << 13, 6 << 13, 8 << 13}

const gram = 4

// groupOf returns the group of a feature, which is not number 0.
func groupOf(id int32) int {
	g := 0
	for id >= groupAt[g+1] {
		g++
	}
	return g
}

// feature returns the feature of a group that hash stands for, not yet weighed.
func feature(group int, hash uint64) softmax.Feature {
	hash ^= hash >> 29
	return softmax.Feature{ID: groupAt[group] + int32(hash%uint64(groupAt[group+1]-groupAt[group]))}
}

// wordFeatures appends what a word says after the word before it: one feature of groupWords, one of groupPairs and those of
// groupGrams.
func wordFeatures(fs []softmax.Feature, before, word string) []softmax.Feature {
	stem := hashWithout(stem(word), -1)
	fs = append(fs, feature(groupWords, stem), feature(groupPairs, hashPair(hashWithout(before, -1), stem)))
	padded := "<" + word + ">"
	for i := gram; i <= len(padded); i++ {
		fs = append(fs, feature(groupGrams, hashWithout(padded[i-gram:i], -1)))
	}
	return fs
}

// seenFeatures appends what the lexicon saw in a window.
func (n *net) seenFeatures(fs []softmax.Feature, r *reading, w *window) []softmax.Feature {
	r.here = r.here[:0]
	for _, c := range w.seen {
		fs = append(fs, softmax.Feature{ID: n.alone[c]})
		if n.named[c] {
			r.here = append(r.here, c)
		}
	}
	for i, a := range r.here {
		for _, b := range r.here[:i] {
			fs = append(fs, feature(groupSeen, hashPair(uint64(min(a, b)), uint64(max(a, b))+1)))
		}
	}
	return fs
}

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

// groupWeight is how long the features of each group are made, all together.
var groupWeight = [groups]float32{groupSeen: 1, groupWords: 1, groupPairs: 0.7, groupGrams: 1}

// scale returns what the features of a group are multiplied by when their squares sum up to square.
func scale(group int, square float64) float32 {
	if square == 0 {
		return 0
	}
	return groupWeight[group] / float32(math.Sqrt(square))
}
