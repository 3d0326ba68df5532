package knowledge

import (
	"slices"

	"frontdesk/knowledge/text"
)

const (
	// followUpWords is the most words a follow-up has; what is longer says itself what it is about.
	followUpWords = 9
	// followUpWeight is what a reading with the topic is worth against the same confidence without it.
	followUpWeight = 0.85
)

// followUp reads a short question in canonical words together with the title of the entry just talked about. A message that stands on its own
// has more confidence alone, and so starts fresh.
func (ix *index) followUp(words []string, topic string, s *scratch) (Result, bool) {
	e := slices.IndexFunc(ix.entries, func(e *Entry) bool { return e.ID == topic })
	if e < 0 || len(words) < 2 || len(words) > followUpWords || !leans(words) {
		return Result{}, false
	}
	joint := slices.Clone(words)
	for _, w := range ix.thesaurus.canonical(text.Words(ix.entries[e].Title)) {
		if isContent(w) && !slices.Contains(words, w) {
			joint = append(joint, w)
		}
	}
	res := ix.ask(joint, s)
	res.Topic = topic
	for i := range res.Hits {
		res.Hits[i].Confidence *= followUpWeight
	}
	return res, true
}

// leans reports whether a short message leans on what was said before: it begins with a word that continues, points back, or
// is a fragment without a question.
func leans(words []string) bool {
	if _, ok := continuing[words[0]]; ok {
		return true
	}
	asks := false
	for _, w := range words {
		if _, ok := pointing[w]; ok {
			return true
		}
		if _, ok := askingWords[w]; ok {
			asks = true
		}
	}
	return !asks
}

var (
	continuing = wordSet("and but so then also or ok okay what if even for with without after before because aur to phir lekin")
	pointing   = wordSet("it that this those these them they mine its thats one ones else same wo woh ye yeh isme usme")
)
