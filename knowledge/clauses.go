package knowledge

import (
	"cmp"
	"math"
	"slices"

	"frontdesk/knowledge/text"
)

const (
	// rambling is the number of words above which a message may say more than it asks.
	rambling = 12
	// clauseShare is how much the best clause counts against the whole message when it supports the same entry.
	clauseShare = 0.4
	// maxClauses is the most clauses of a message that are read alone, from its end, where questions stand.
	maxClauses = 12
	// maxDouble is the most words in which two questions are looked for.
	maxDouble = 50
	// leastClause is the fewest words that are read alone.
	leastClause = 3
)

// clauses cuts a message at its punctuation.
func clauses(tokens []text.Token) [][]string {
	var parts [][]string
	for _, t := range tokens {
		if t.Break || len(parts) == 0 {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], t.Text)
	}
	return parts
}

// support raises the confidence of entries that the words of one clause of a long message ask for more clearly than the whole does:
// the question is often one line in a story. An entry that the whole does not point to gets nothing.
func (ix *index) support(res *Result, tokens []text.Token) {
	parts := clauses(tokens)
	if len(parts) < 2 {
		return
	}
	clear := map[string]float64{}
	for _, words := range parts[max(0, len(parts)-maxClauses):] {
		if len(words) < leastClause {
			continue
		}
		for _, h := range ix.read(words, noMeaning).Hits {
			clear[h.ID] = max(clear[h.ID], h.Confidence)
		}
	}
	for i, h := range res.Hits {
		both := math.Pow(h.Confidence, 1-clauseShare) * math.Pow(clear[h.ID], clauseShare)
		res.Hits[i].Confidence = max(h.Confidence, both)
	}
	slices.SortStableFunc(res.Hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.ID, b.ID))
	})
}

// maxParts is the most questions of one message that are answered.
const maxParts = 3

// parts returns the two or three questions of a message that asks as many things of as many entries.
func (ix *index) parts(whole Result, tokens []text.Token) []Result {
	if len(tokens) > maxDouble {
		return nil
	}
	left, right, ok := ix.split(whole, tokens)
	if !ok {
		return nil
	}
	asked := [][]text.Token{left, right}
	for i, half := range asked {
		if l, r, ok := ix.split(ix.glance(plain(half)), half); ok && len(asked) < maxParts {
			asked = slices.Replace(asked, i, i+1, l, r)
		}
	}
	parts := make([]Result, 0, len(asked))
	for _, a := range asked {
		p := ix.ask(ix.reader.say(plain(a)))
		if len(p.Hits) == 0 {
			return nil
		}
		if !slices.ContainsFunc(parts, func(o Result) bool { return o.Hits[0].ID == p.Hits[0].ID }) {
			parts = append(parts, p)
		}
	}
	if len(parts) < 2 {
		return nil
	}
	return parts
}

// split cuts a message where the words of the weaker half are clearest. The first half begins as a question does, the second too
// unless punctuation parts them, and their words point to different entries: a story with a question behind it asks one thing, and
// so does "massage and needling on one day". Where they point to the two entries that the whole message does, it is enough that one
// of them looks like a question.
func (ix *index) split(whole Result, tokens []text.Token) (left, right []text.Token, ok bool) {
	if len(whole.Hits) < 2 {
		return nil, nil, false
	}
	weakest := 0.0
	for i := 1; i < len(tokens); i++ {
		rest := tokens[i:]
		joined := joins(rest[0].Text)
		if joined {
			rest = rest[1:]
		}
		if !joined && !tokens[i].Break || len(rest) == 0 || len(rest) == 1 && !tokens[i].Break {
			continue
		}
		l, r := plain(tokens[:i]), plain(rest)
		questions := len(l) >= leastClause && len(r) >= leastClause-1 && asks(l) && (asks(r) || tokens[i].Break)
		a, b := ix.glance(l), ix.glance(r)
		if min(a.Confidence(), b.Confidence()) == 0 || a.Hits[0].ID == b.Hits[0].ID {
			continue
		}
		same := a.Hits[0].among(whole.Hits[:2]) && b.Hits[0].among(whole.Hits[:2])
		if !questions && !(same && (asks(l) || asks(r))) {
			continue
		}
		if c := min(a.Confidence(), b.Confidence()); c > weakest {
			left, right, ok, weakest = tokens[:i], rest, true, c
		}
	}
	return left, right, ok
}

// glance finds the entries for words without their meaning.
func (ix *index) glance(words []string) Result {
	return ix.ask(&said{words, noMeaning})
}

// among reports whether hits have the entry of h.
func (h Hit) among(hits []Hit) bool {
	return slices.ContainsFunc(hits, func(o Hit) bool { return o.ID == h.ID })
}

// asks reports whether words begin as a question does, or go on to it as in "and how long".
func asks(words []string) bool {
	if _, ok := continuing[words[0]]; ok && len(words) > 1 && words[0] != "what" {
		words = words[1:]
	}
	_, ok := askingWords[words[0]]
	return ok
}

func plain(tokens []text.Token) []string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Text
	}
	return words
}

func joins(w string) bool {
	switch w {
	case "and", "also", "plus", "or", "but", "aur":
		return true
	}
	return false
}

// askingWords begin a question.
var askingWords = wordSet(`what how why when where who which whats hows wheres whos is are was were do does did can could
should will would shall may am any kya kaise kab kahan kitna kitne kitni`)
