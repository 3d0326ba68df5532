package knowledge

import (
	"math"
	"slices"

	"frontdesk/knowledge/text"
)

// followUpWords is the most words a follow-up has; what is longer says itself what it is about.
const followUpWords = 9

// What a reading with the topic is worth against the same confidence without it.
const (
	fragmentWeight = 0.97 // "for three sessions" asks nothing by itself
	pointingWeight = 0.8  // "and how long does that last" does, but points back
	emptyWeight    = 0.75 // "so is it a no?" can only be about the topic
)

// followUp reads a short question in canonical words together with the title of the entry just talked about. A message that
// stands on its own has more confidence alone, and so starts fresh.
func (ix *index) followUp(words []string, topic string) (Result, bool) {
	n := slices.IndexFunc(ix.entries, func(e *Entry) bool { return e.ID == topic })
	if n < 0 || len(words) < 2 || len(words) > followUpWords {
		return Result{}, false
	}
	weight := leans(words) * math.Sqrt(ix.sense(words))
	if weight == 0 {
		return Result{}, false
	}
	title := ix.reader.thesaurus.canonical(text.Words(ix.entries[n].Title))
	res := ix.ask(ix.reader.say(append(slices.Clone(words), title...)))
	res.Topic = topic
	for i := range res.Hits {
		res.Hits[i].Confidence *= weight
	}
	if !slices.ContainsFunc(words, isContent) {
		h := ix.sure(int32(n))
		h.Confidence = emptyWeight
		res.Hits = append([]Hit{h}, slices.DeleteFunc(res.Hits, func(o Hit) bool { return o.ID == topic || o.Confidence > emptyWeight })...)
	}
	return res, true
}

// sense is the share of the content words that are words at all, known to the knowledge or common English: noise is no
// follow-up.
func (ix *index) sense(words []string) float64 {
	content, sensible := 0, 0
	for _, w := range words {
		if !isContent(w) {
			continue
		}
		content++
		if ix.words.lexicon.knows(w) || isOrdinary(w) {
			sensible++
		}
	}
	if content == 0 {
		return 1
	}
	return float64(sensible) / float64(content)
}

// leans returns how much a short message leans on what was said before: 0 when it does not.
func leans(words []string) float64 {
	_, leans := continuing[words[0]]
	asks := false
	for _, w := range words {
		_, points := pointing[w]
		_, ask := askingWords[w]
		leans, asks = leans || points, asks || ask
	}
	switch {
	case !asks:
		return fragmentWeight
	case leans:
		return pointingWeight
	}
	return 0
}

var (
	continuing = wordSet("and but so then also or ok okay what if even for with without after before because aur to phir lekin")
	pointing   = wordSet("it that this those these them they mine its thats one ones else same wo woh ye yeh isme usme")
)
