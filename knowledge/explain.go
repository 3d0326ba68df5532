package knowledge

import (
	"fmt"
	"slices"
	"strings"
)

// Explanation says what decided a search: for people who tune the knowledge, not for programs.
type Explanation struct {
	Result  Result
	Words   []ExplainedWord
	Settled string           // how the words alone settled it; empty when they did not
	Meant   bool             // the meaning was counted
	Entries []ExplainedEntry // by words and meaning together, at most five, the most probable first
}

// ExplainedWord is one word of the question as it was read.
type ExplainedWord struct {
	Word    string
	IDF     float64 // natural logarithm; what no question has weighs most
	Known   bool    // a question has it
	Content bool    // it says something by itself
}

// ExplainedEntry is an entry with the opinions that made its probability, and the question of it that is nearest.
type ExplainedEntry struct {
	Opinion
	Nearest string
}

// explained is how many entries an explanation names.
const explained = 5

// Explain searches for q and tells what decided.
func (b *Base) Explain(q Query) Explanation { return b.index.explain(q) }

func (ix *index) explain(q Query) Explanation {
	r := q.Reading
	if r == nil {
		r = ix.reader.Read(q.Text)
	}
	x := Explanation{Result: ix.search(Query{Reading: r, Topic: q.Topic})}
	words := strings.Fields(x.Result.Read)
	for _, w := range words {
		_, _, n := ix.words.lexicon.stemOf(w)
		x.Words = append(x.Words, ExplainedWord{w, bm25IDF(ix.words.lexicon.texts, n), n > 0, isContent(w)})
	}
	s := &said{words, r.said.vector}
	if h, ok := ix.certain(s); ok {
		x.Settled = "a keyword of " + h.ID
		if _, exact := ix.exact[x.Result.Read]; exact {
			x.Settled = "word for word a question of " + h.ID
		}
	}
	v := ix.judge(words, s.vector)
	x.Meant = v.meant
	near := ix.nearestByWords(words)
	for _, o := range v.top[:min(explained, len(v.top))] {
		e := ExplainedEntry{o, near[o.class]}
		if o.example >= 0 {
			e.Nearest = ix.variants[o.example].text
		}
		x.Entries = append(x.Entries, e)
	}
	return x
}

// nearestByWords asks bleve for the question of every entry that has most in common with words.
func (ix *index) nearestByWords(words []string) map[int32]string {
	m, err := ix.bleve()
	if err != nil {
		return nil // an explanation without it is still one
	}
	texts, err := m.plainMatch(strings.Join(words, " "), 10*maxHits)
	if err != nil {
		return nil
	}
	near := map[int32]string{}
	for _, t := range slices.Backward(texts) {
		near[ix.variants[t].entry] = ix.variants[t].text
	}
	return near
}

// String renders the explanation for a terminal.
func (x Explanation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "read as: %s\n", x.Result.Read)
	if x.Result.Topic != "" {
		fmt.Fprintf(&b, "read together with what was talked about: %s\n", x.Result.Topic)
	}
	for i, p := range x.Result.Parts {
		fmt.Fprintf(&b, "may ask %d things; number %d: %s → %s %.2f\n", len(x.Result.Parts), i+1, p.Read, p.Hits[0].ID, p.Confidence())
	}
	for _, w := range x.Words {
		fmt.Fprintf(&b, "  %-16s idf %4.1f %s\n", w.Word, w.IDF, w.role())
	}
	switch {
	case x.Settled != "":
		fmt.Fprintf(&b, "settled by words: it is %s; otherwise it would have been\n", x.Settled)
	case x.Meant:
		b.WriteString("by words and meaning\n")
	default:
		b.WriteString("by words alone\n")
	}
	for i, e := range x.Entries {
		fmt.Fprintf(&b, "%d. %s %.3f: words %.3f, covers %.0f %%", i+1, e.Class, e.Probability, e.Words, 100*e.Cover)
		if x.Meant {
			fmt.Fprintf(&b, "; meaning %.3f, near %.2f", e.Meaning, e.Near)
		}
		if e.Nearest != "" {
			fmt.Fprintf(&b, "; nearest %q", e.Nearest)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "nothing here: %.3f\n", x.Result.Nothing)
	if len(x.Result.Hits) > 0 {
		fmt.Fprintf(&b, "decided: %s %.3f\n", x.Result.Hits[0].ID, x.Result.Confidence())
	}
	return b.String()
}

func (w ExplainedWord) role() string {
	switch {
	case !w.Content:
		return "(says nothing by itself)"
	case !w.Known:
		return "(unknown)"
	}
	return ""
}
