package knowledge

import (
	"cmp"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"frontdesk/knowledge/softmax"
	"frontdesk/knowledge/text"
)

// learnt is what the questions and examples of all entries teach: their words, which stems each entry has, which entry a
// question means word for word, and a classifier for all others. It does not change.
type learnt struct {
	lexicon    *lexicon
	vocabulary [][]int32 // by entry, the features of its stems, sorted
	exact      exact
	model      *softmax.Model
}

// epochs is how often the model sees every question. More change nothing on public question sets.
const epochs = 3

// phrasing is one way to ask for an entry, in canonical words.
type phrasing struct {
	words   []string
	numbers []int32 // the lexicon's numbers of the words
	entry   int32
}

// learn reads every title, question and example of the entries, and their keywords.
func (ix *index) learn(examples []Example) *learnt {
	asked := ix.phrasings(examples)
	l := &learnt{lexicon: newLexicon(), vocabulary: make([][]int32, len(ix.entries))}
	for i, p := range asked {
		asked[i].numbers = l.lexicon.learn(p.words)
		for _, n := range asked[i].numbers {
			l.vocabulary[p.entry] = append(l.vocabulary[p.entry], l.lexicon.list[n].stem)
		}
		l.exact.add(strings.Join(p.words, " "), p.entry)
	}
	l.lexicon.finish()
	l.exact.finish()
	for e, stems := range l.vocabulary {
		slices.Sort(stems)
		l.vocabulary[e] = slices.Clip(slices.Compact(stems))
	}
	l.model = l.train(asked, ix.keywords)
	return l
}

// phrasings returns the ways to ask for every entry, each once, entry by entry.
func (ix *index) phrasings(examples []Example) []phrasing {
	at := map[string]int32{}
	asked := make([][]string, len(ix.entries))
	for i, e := range ix.entries {
		at[e.ID] = int32(i)
		asked[i] = append(append(asked[i], e.Title), e.Questions...)
	}
	for _, x := range examples {
		if e, ok := at[x.Entry]; ok {
			asked[e] = append(asked[e], x.Text)
		}
	}
	var out []phrasing
	for e, texts := range asked {
		seen := map[string]bool{}
		for _, t := range texts {
			words := ix.thesaurus.canonical(text.Words(t))
			key := strings.Join(words, " ")
			if len(words) > 0 && !seen[key] {
				seen[key] = true
				out = append(out, phrasing{words: words, entry: int32(e)})
			}
		}
	}
	return out
}

// train returns a classifier that has learnt which entry each phrasing asks for. An entry's own keywords are examples too.
func (l *learnt) train(asked []phrasing, keywords map[string][]int32) *softmax.Model {
	examples := make([]softmax.Example, len(asked))
	var v vector
	for i, p := range asked {
		l.lexicon.fill(&v, p.words)
		examples[i] = softmax.Example{Features: slices.Clone(v.features), Class: p.entry}
	}
	for _, key := range slices.Sorted(maps.Keys(keywords)) {
		if owners := keywords[key]; len(owners) == 1 {
			l.lexicon.fill(&v, strings.Fields(key))
			examples = append(examples, softmax.Example{Features: slices.Clone(v.features), Class: owners[0]})
		}
	}
	classes := len(l.vocabulary)
	return softmax.Train(examples, softmax.Shape{
		Features: len(l.lexicon.idf), Classes: classes, Dense: l.lexicon.dense(classes), Epochs: epochs,
	})
}

// exact knows which entry asks a question in the same canonical words. It keeps no words but their hashes, sorted: among as
// many as a folder can have, two of 64 bits are equal by chance once in a million folders.
type exact struct {
	hashes  []uint64
	entries []uint16 // by hash
}

func hashOf(key string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(key)) // a hash takes everything
	return h.Sum64()
}

func (x *exact) add(key string, entry int32) {
	x.hashes, x.entries = append(x.hashes, hashOf(key)), append(x.entries, uint16(entry))
}

// finish sorts what was added. Of several entries with one question, the first added has it.
func (x *exact) finish() {
	order := make([]int, len(x.hashes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(x.hashes[a], x.hashes[b]) })
	var done exact
	for _, i := range order {
		if n := len(done.hashes); n == 0 || done.hashes[n-1] != x.hashes[i] {
			done.hashes, done.entries = append(done.hashes, x.hashes[i]), append(done.entries, x.entries[i])
		}
	}
	*x = done
}

// find returns the entry that asks key.
func (x *exact) find(key string) (entry int32, ok bool) {
	i, ok := slices.BinarySearch(x.hashes, hashOf(key))
	if !ok {
		return 0, false
	}
	return int32(x.entries[i]), true
}
