package triage

import (
	"slices"

	"frontdesk/knowledge/text"
)

// A symbol is a word as the signs write it: "bleed", or "bleed*" with its endings.
type symbol int32

// A concept is one term of the signs, or one cue: any of a set of phrases.
type concept int32

// A lexicon finds the phrases of all concepts in one pass over a text. It does not change.
type lexicon struct {
	concepts int // how many there are
	words    map[string]word
	means    []symbol      // what the known words can stand for
	first    rows[int32]   // by symbol: the nodes that follow the root
	leads    rows[lead]    // by node: where symbols lead, by symbol
	ends     rows[concept] // by node: the concepts that a phrase ending there means
	typos    typos
}

// A word is a known one. What it can stand for are the lexicon's means from from up to, but without, to.
type word struct {
	from, to int32
	filler   bool // it may stand inside a phrase unnoticed
}

// A lead is a step from one node to the next.
type lead struct {
	by symbol
	to int32
}

// A span is the place of a phrase: tokens from up to, but without, to.
type span struct{ from, to int32 }

// rows are many short lists in one piece.
type rows[T any] struct {
	start []int32 // of each list; one more at the end
	all   []T
}

func pack[T any](lists [][]T) rows[T] {
	r := rows[T]{start: make([]int32, 1, len(lists)+1), all: slices.Concat(lists...)}
	for _, l := range lists {
		r.start = append(r.start, r.start[len(r.start)-1]+int32(len(l)))
	}
	return r
}

// of returns the i-th list.
func (r *rows[T]) of(i int32) []T { return r.all[r.start[i]:r.start[i+1]] }

// found is what one pass over a text leaves: the tokens, what each can stand for, and where each concept is.
type found struct {
	tokens  []text.Token
	symbols [][]symbol
	filler  []bool
	at      [][]span  // by concept
	seen    []concept // the concepts that are in the text, in no order
	spare   []symbol  // room for words that may be several misspelt ones
}

// reset makes f ready for another text.
func (f *found) reset(concepts int) {
	if len(f.at) < concepts {
		f.at = make([][]span, concepts)
	}
	for _, c := range f.seen {
		f.at[c] = f.at[c][:0]
	}
	f.seen, f.symbols, f.filler, f.spare = f.seen[:0], f.symbols[:0], f.filler[:0], f.spare[:0]
}

// has reports whether a concept is anywhere in the text.
func (f *found) has(c concept) bool { return len(f.at[c]) > 0 }

// read finds every concept in a text.
func (x *lexicon) read(s string, f *found) {
	f.reset(x.concepts)
	f.tokens = text.Tokens(s)
	for _, t := range f.tokens {
		symbols, filler := x.resolve(t.Text, f)
		f.symbols, f.filler = append(f.symbols, symbols), append(f.filler, filler)
	}
	for i, symbols := range f.symbols {
		for _, s := range symbols {
			for _, node := range x.first.of(int32(s)) {
				x.follow(f, walk{node, int32(i), int32(i) + 1})
			}
		}
	}
}

// A walk is a path into the phrases: the node it reached after the tokens from up to to.
type walk struct{ node, from, to int32 }

const (
	maxFillers = 2  // fillers that may stand between two words of a phrase
	maxPhrase  = 24 // words that a phrase may take with its fillers
)

func (x *lexicon) follow(f *found, w walk) {
	for _, c := range x.ends.of(w.node) {
		f.mark(c, span{w.from, w.to})
	}
	leads := x.leads.of(w.node)
	if len(leads) == 0 || w.to-w.from >= maxPhrase {
		return
	}
	for i := w.to; i < int32(len(f.tokens)) && i <= w.to+maxFillers && !f.tokens[i].Break; i++ {
		for _, s := range f.symbols[i] {
			for at := firstBy(leads, s); at < len(leads) && leads[at].by == s; at++ {
				x.follow(f, walk{leads[at].to, w.from, i + 1})
			}
		}
		if !f.filler[i] {
			return
		}
	}
}

// firstBy returns the place of the first lead by s, or where it would stand.
func firstBy(leads []lead, s symbol) int {
	from, to := 0, len(leads)
	for from < to {
		if middle := int(uint(from+to) / 2); leads[middle].by < s {
			from = middle + 1
		} else {
			to = middle
		}
	}
	return from
}

func (f *found) mark(c concept, s span) {
	if len(f.at[c]) == 0 {
		f.seen = append(f.seen, c)
	}
	for i := len(f.at[c]) - 1; i >= 0 && f.at[c][i].from == s.from; i-- {
		if f.at[c][i] == s {
			return
		}
	}
	f.at[c] = append(f.at[c], s)
}
