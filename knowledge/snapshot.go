package knowledge

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"slices"

	"frontdesk/knowledge/packed"
	"frontdesk/knowledge/softmax"
)

// snapshot is what the shipped knowledge taught when it was last learnt from: its fingerprint, then what appendBinary writes.
// Learning takes longer than all the rest of loading, and the shipped knowledge is the same every time. Any other folder is
// learnt from when it is loaded. `go test ./knowledge -run Snapshot -update` writes it anew.
//
//go:embed snapshot.bin
var snapshot []byte

// snapshotFormat changes with what appendBinary writes, so that nothing reads a snapshot of another format.
const snapshotFormat = "words, pairs by key, stems, hashes, classifier"

// recall gives the index what files teach: the snapshot if that learnt from the same, else what it learns now.
func (ix *index) recall(files *Files) {
	if isShipped(files) {
		l, err := readLearnt(snapshot[sha256.Size:])
		if err == nil && len(l.vocabulary) == len(ix.entries) {
			ix.learnt = l
			return
		}
	}
	ix.learnt = ix.learn(files.Examples())
}

// isShipped reports whether files teach what the snapshot has learnt, and so have passed the checks of the shipped knowledge.
func isShipped(files *Files) bool {
	return len(snapshot) > sha256.Size && string(snapshot[:sha256.Size]) == files.fingerprint()
}

// fingerprint is a hash of all that the index learns from.
func (f *Files) fingerprint() string {
	h := sha256.New()
	h.Write([]byte(snapshotFormat))
	var b []byte
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	texts := func(list []string) {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			text(s)
		}
	}
	for _, e := range f.Entries {
		b = b[:0]
		text(e.ID)
		text(string(e.Kind))
		text(e.Title)
		texts(e.Questions)
		texts(e.Keywords)
		h.Write(b)
	}
	for _, group := range f.Synonyms {
		b = b[:0]
		texts(group)
		h.Write(b)
	}
	f.folder.hash(h, examplesFile)
	f.folder.hash(h, sentencesFile) // not learnt from here, but checked
	return string(h.Sum(nil))
}

// appendBinary appends what was learnt to b: how many texts were read; the letters of all words, stems and character runs; their
// lengths, with each word's stem and how often it is used; the pairs of words; how many texts have each feature; the stems of
// every entry; the hashes with their entries; and the classifier. What is sorted stands there as distances.
func (l *learnt) appendBinary(b []byte) ([]byte, error) {
	b = l.exact.appendBinary(l.lexicon.appendBinary(b))
	b = packed.Append(b, len(l.vocabulary))
	for _, stems := range l.vocabulary {
		b = packed.Append(b, len(stems))
		before := int32(0)
		for _, s := range stems {
			b = packed.Append(b, s-before)
			before = s
		}
	}
	return l.model.AppendBinary(b)
}

// readLearnt returns what appendBinary wrote.
func readLearnt(b []byte) (*learnt, error) {
	r := packed.NewReader(b)
	l := &learnt{lexicon: readLexicon(r), exact: readExact(r), vocabulary: make([][]int32, r.Count())}
	for e := range l.vocabulary {
		stems := make([]int32, r.Count())
		before := 0
		for i := range stems {
			before += r.Int()
			stems[i] = int32(before)
		}
		l.vocabulary[e] = stems
	}
	if r.Err() != nil {
		return nil, r.Err()
	}
	var err error
	l.model, err = softmax.Read(r.Rest())
	return l, err
}

func (l *lexicon) appendBinary(b []byte) []byte {
	stems, grams := byFeature(l.stems), byFeature(l.grams)
	var letters []byte
	for _, w := range l.list {
		letters = append(letters, w.text...)
	}
	for _, f := range append(stems, grams...) {
		letters = append(letters, f.key...)
	}
	b = append(packed.Append(b, l.texts, len(letters)), letters...)
	b = packed.Append(b, len(l.list))
	for _, w := range l.list {
		b = packed.Append(b, int32(len(w.text)), w.stem, w.count)
	}
	for _, group := range [][]feature{stems, grams} {
		b = packed.Append(b, len(group))
		before := int32(0)
		for _, f := range group {
			b = packed.Append(b, int32(len(f.key)), f.id-before)
			before = f.id
		}
	}
	b = packed.Append(b, len(l.pairs.keys))
	before := int32(0)
	for i, k := range l.pairs.keys {
		first, second := int32(k>>32), int32(uint32(k))
		b = packed.Append(b, first-before, second, l.pairs.features[i])
		before = first
	}
	b = packed.Append(b, len(l.count))
	return packed.Append(b, l.count...)
}

func readLexicon(r *packed.Reader) *lexicon {
	l := newLexicon()
	l.texts = r.Int()
	letters := string(r.Bytes(r.Count())) // all words share its memory
	take := func(n int) string {
		n = min(n, len(letters))
		s := letters[:n]
		letters = letters[n:]
		return s
	}
	l.list = make([]word, r.Count())
	l.words = make(map[string]int32, len(l.list))
	for i := range l.list {
		w := word{text: take(r.Int()), stem: int32(r.Int()), count: int32(r.Int())}
		l.list[i], l.words[w.text] = w, int32(i)
	}
	table := func() map[string]int32 {
		n := r.Count()
		m := make(map[string]int32, n)
		id := 0
		for range n {
			key := take(r.Int())
			id += r.Int()
			m[key] = int32(id)
		}
		return m
	}
	l.stems, l.grams = table(), table()
	n := r.Count()
	l.pairs = pairs{keys: make([]uint64, n), features: make([]int32, n)}
	first := 0
	for i := range n {
		first += r.Int()
		l.pairs.keys[i], l.pairs.features[i] = uint64(first)<<32|uint64(r.Int()), int32(r.Int())
	}
	l.count = make([]int32, r.Count())
	for i := range l.count {
		l.count[i] = int32(r.Int())
	}
	l.finish()
	return l
}

// feature is one of the keys of the lexicon's maps with its number.
type feature struct {
	key string
	id  int32
}

func byFeature(m map[string]int32) []feature {
	out := make([]feature, 0, len(m))
	for k, id := range m {
		out = append(out, feature{k, id})
	}
	slices.SortFunc(out, func(a, b feature) int { return cmp.Compare(a.id, b.id) })
	return out
}

func (x *exact) appendBinary(b []byte) []byte {
	b = packed.Append(b, len(x.hashes))
	for i, h := range x.hashes {
		b = packed.Append(binary.LittleEndian.AppendUint64(b, h), x.entries[i])
	}
	return b
}

func readExact(r *packed.Reader) exact {
	n := r.Count()
	x := exact{make([]uint64, n), make([]uint16, n)}
	for i := range n {
		x.hashes[i] = binary.LittleEndian.Uint64(r.Bytes(8))
		x.entries[i] = uint16(r.Int())
	}
	return x
}
