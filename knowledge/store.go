package knowledge

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"

	"frontdesk/knowledge/encoder"
	"frontdesk/knowledge/softmax"
)

// shippedVectors is what the shipped knowledge taught when `go test ./bot -run Vectors -update` last wrote it: the file that Snapshot returns.
//
//go:embed vectors.bin
var shippedVectors []byte

// store keeps what is slow to find out: the vectors of texts, each by a hash of the text, and the weights that classifiers learnt,
// by a hash of what they learnt from. It looks into the shipped file and into the one below Config.Data, and writes the latter. It
// is safe for concurrent use.
type store struct {
	encoder *encoder.Encoder
	file    string // empty: nothing is written
	shelves []shelf
	kept    shelf // the one that was read from file

	mu      sync.Mutex
	vectors map[uint64]encoder.Quantized // found out since the start
	weights map[uint64][]byte
	used    map[uint64]bool // the keys of what was asked for
}

// storeFile is the name of the file below Config.Data.
const storeFile = "vectors.bin"

func openStore(e *encoder.Encoder, folder string) (*store, error) {
	s := &store{encoder: e, vectors: map[uint64]encoder.Quantized{}, weights: map[uint64][]byte{}, used: map[uint64]bool{}}
	s.put(shippedVectors)
	if folder == "" {
		return s, nil
	}
	s.file = filepath.Join(folder, storeFile)
	b, err := os.ReadFile(s.file)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	if s.put(b) {
		s.kept = s.shelves[len(s.shelves)-1]
	}
	return s, nil
}

// put takes in a file that append wrote for the same encoder; any other is passed over, and what it held is found out anew.
func (s *store) put(b []byte) bool {
	sh, ok := newShelf(b, s.encoder.ID())
	if ok {
		s.shelves = append(s.shelves, sh)
	}
	return ok
}

// lesson is what a classifier learns from, with the names under which a store keeps it.
type lesson struct {
	examples []example
	classes  int
	texts    []string // by example
	keys     []uint64 // by example
	key      uint64   // of all of it
}

func newLesson(classes []string, examples []example) *lesson {
	l := &lesson{examples: examples, classes: len(classes)}
	all := []byte(strings.Join(classes, "\n"))
	for _, x := range examples {
		t := meant(x.words)
		l.texts, l.keys = append(l.texts, t), append(l.keys, hashOf(t))
		all = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint32(all, uint32(x.class)), hashOf(t))
	}
	l.key = hashOf(string(all))
	return l
}

// wordsKey is the name under which the model of the words is kept.
func (l *lesson) wordsKey() uint64 { return l.key + 1 }

// keep takes in a model of words, to be written with the next vectors.
func (s *store) keep(key uint64, m *softmax.Model) error {
	b, err := m.AppendBinary(nil)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.weights[key] = b
	return nil
}

// recall returns what was learnt from the same lesson before.
func (s *store) recall(l *lesson) (*meaning, bool) {
	w := s.weightsOf(l.key)
	if len(w) != l.classes*packedClass {
		return nil, false
	}
	vectors := make([]encoder.Vector, len(l.keys))
	for i, k := range l.keys {
		v, ok := s.vector(k)
		if !ok {
			return nil, false
		}
		vectors[i] = v
	}
	m := newMeaning(vectors, l.examples, l.classes)
	m.unpack(w)
	return m, true
}

// learn encodes those texts of a lesson that are new, learns, and writes down both. Its meaning is nil when ctx ends before that; the
// error is that of writing.
func (s *store) learn(ctx context.Context, l *lesson, progress func(done, total int)) (*meaning, error) {
	if !s.encode(ctx, l, progress) {
		return nil, nil
	}
	vectors := make([]encoder.Vector, len(l.keys))
	for i, k := range l.keys {
		vectors[i], _ = s.vector(k)
	}
	m := newMeaning(vectors, l.examples, l.classes)
	if !m.train(func() bool { return ctx.Err() != nil }) {
		return nil, nil
	}
	w := m.pack()
	m.unpack(w)
	s.mu.Lock()
	s.weights[l.key] = w
	s.mu.Unlock()
	return m, s.save()
}

// portion is how many texts are encoded between two reports of progress.
const portion = 32

// encode finds out the vectors of those texts of a lesson that are new. It reports whether it came to the end before ctx did.
func (s *store) encode(ctx context.Context, l *lesson, progress func(done, total int)) bool {
	var texts []string
	var keys []uint64
	for i, k := range l.keys {
		if _, ok := s.quantized(k); !ok {
			texts, keys = append(texts, l.texts[i]), append(keys, k)
		}
	}
	for from := 0; from < len(texts); from += portion {
		if ctx.Err() != nil {
			return false
		}
		to := min(from+portion, len(texts))
		vectors := s.encoder.EncodeAll(texts[from:to], nil)
		s.mu.Lock()
		for i := range vectors {
			s.vectors[keys[from+i]] = vectors[i].Quantize()
		}
		s.mu.Unlock()
		progress(to, len(texts))
	}
	return ctx.Err() == nil
}

func (s *store) vector(key uint64) (encoder.Vector, bool) {
	q, ok := s.quantized(key)
	if !ok {
		return encoder.Vector{}, false
	}
	return q.Dequantize(), true
}

func (s *store) quantized(key uint64) (encoder.Quantized, bool) {
	s.mu.Lock()
	s.used[key] = true
	q, ok := s.vectors[key]
	s.mu.Unlock()
	for i := len(s.shelves) - 1; i >= 0 && !ok; i-- {
		q, ok = s.shelves[i].vector(key)
	}
	return q, ok
}

// snapshot returns a file of all that was asked for since the start.
func (s *store) snapshot() []byte {
	s.mu.Lock()
	used := slices.Collect(maps.Keys(s.used))
	s.mu.Unlock()
	vectors, weights := map[uint64]encoder.Quantized{}, map[uint64][]byte{}
	for _, k := range used {
		if q, ok := s.quantized(k); ok {
			vectors[k] = q
		}
		if w := s.weightsOf(k); w != nil {
			weights[k] = w
		}
	}
	return appendShelf(nil, s.encoder.ID(), vectors, weights)
}

func (s *store) weightsOf(key uint64) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.used[key] = true
	w := s.weights[key]
	for i := len(s.shelves) - 1; i >= 0 && w == nil; i-- {
		w = s.shelves[i].weights[key]
	}
	return w
}

// save writes what was found out since the start, with what the file had, unless that makes it larger than is kept.
func (s *store) save() error {
	if s.file == "" {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	vectors, weights := maps.Clone(s.vectors), maps.Clone(s.weights)
	s.kept.each(func(key uint64, q encoder.Quantized) {
		if _, ok := vectors[key]; !ok && (s.used[key] || len(vectors) < maxKept) {
			vectors[key] = q
		}
	})
	for key, w := range s.kept.weights {
		if s.used[key] {
			weights[key] = w
		}
	}
	if err := os.MkdirAll(filepath.Dir(s.file), 0o755); err != nil {
		return err
	}
	next := s.file + ".new"
	if err := os.WriteFile(next, appendShelf(nil, s.encoder.ID(), vectors, weights), 0o600); err != nil {
		return err
	}
	return os.Rename(next, s.file)
}

// maxKept is the most vectors from which on a file keeps nothing that was not used since the start: 40 MB.
const maxKept = 100_000

// shelf is a file of vectors and weights: the encoder's ID, the number of vectors and of weights, the vectors by key, the weights.
type shelf struct {
	vectors []byte
	weights map[uint64][]byte
}

// shelfMagic begins the file. Its number changes with the format, and with what is learnt from the same texts.
const (
	shelfMagic = "frontdesk vectors 2\n"
	rowBytes   = 8 + 4 + encoder.Dimensions // key, scale, values
)

func newShelf(b []byte, id string) (shelf, bool) {
	b, ok := bytes.CutPrefix(b, []byte(shelfMagic+id))
	if !ok || len(b) < 8 {
		return shelf{}, false
	}
	n, heads := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
	b = b[8:]
	if n > len(b)/rowBytes {
		return shelf{}, false
	}
	sh := shelf{b[:n*rowBytes], map[uint64][]byte{}}
	b = b[n*rowBytes:]
	for range heads {
		if len(b) < 12 {
			return shelf{}, false
		}
		key, size := binary.LittleEndian.Uint64(b), int(binary.LittleEndian.Uint32(b[8:]))
		if b = b[12:]; size > len(b) {
			return shelf{}, false
		}
		sh.weights[key], b = b[:size], b[size:]
	}
	return sh, len(b) == 0
}

func appendShelf(b []byte, id string, vectors map[uint64]encoder.Quantized, weights map[uint64][]byte) []byte {
	b = append(append(b, shelfMagic...), id...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(vectors)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(weights)))
	for _, k := range slices.Sorted(maps.Keys(vectors)) {
		q := vectors[k]
		b = binary.LittleEndian.AppendUint64(b, k)
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(q.Scale))
		for _, x := range q.Values {
			b = append(b, byte(x))
		}
	}
	for _, k := range slices.Sorted(maps.Keys(weights)) {
		b = binary.LittleEndian.AppendUint64(b, k)
		b = append(binary.LittleEndian.AppendUint32(b, uint32(len(weights[k]))), weights[k]...)
	}
	return b
}

func (sh shelf) vector(key uint64) (encoder.Quantized, bool) {
	n := len(sh.vectors) / rowBytes
	i := sort.Search(n, func(i int) bool { return binary.LittleEndian.Uint64(sh.vectors[i*rowBytes:]) >= key })
	if i == n || binary.LittleEndian.Uint64(sh.vectors[i*rowBytes:]) != key {
		return encoder.Quantized{}, false
	}
	return readRow(sh.vectors[i*rowBytes:]), true
}

func (sh shelf) each(visit func(key uint64, q encoder.Quantized)) {
	for row := range slices.Chunk(sh.vectors, rowBytes) {
		visit(binary.LittleEndian.Uint64(row), readRow(row))
	}
}

func readRow(row []byte) encoder.Quantized {
	q := encoder.Quantized{Scale: math.Float32frombits(binary.LittleEndian.Uint32(row[8:]))}
	for i := range q.Values {
		q.Values[i] = int8(row[12+i])
	}
	return q
}

// hashOf is the key of a text. Among as many texts as a folder can have, two keys are equal by chance once in a million folders.
func hashOf(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text)) // a hash takes everything
	return h.Sum64()
}
