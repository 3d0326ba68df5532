package softmax

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// AppendBinary appends the model to b: the size of a step, the number of features and of links, and for every feature the
// number of its links and each link's distance from the class before it and its weight in steps, a byte or two apiece.
func (m *Model) AppendBinary(b []byte) ([]byte, error) {
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.step))
	b = binary.AppendUvarint(b, uint64(len(m.start)-1))
	b = binary.AppendUvarint(b, uint64(len(m.classes)))
	for f := range len(m.start) - 1 {
		from, to := m.start[f], m.start[f+1]
		b = binary.AppendUvarint(b, uint64(to-from))
		before := uint16(0)
		for i := from; i < to; i++ {
			b = binary.AppendUvarint(b, uint64(m.classes[i]-before))
			b = append(b, byte(m.weights[i]))
			before = m.classes[i]
		}
	}
	return b, nil
}

var errCut = errors.New("softmax: not a model, or cut short")

// Read returns the model that AppendBinary wrote.
func Read(b []byte) (*Model, error) {
	if len(b) < 4 {
		return nil, errCut
	}
	r := reader{b: b[4:]}
	features, links := r.uvarint(), r.uvarint()
	if r.failed || features > uint64(len(b)) || links > uint64(len(b)) {
		return nil, errCut
	}
	m := &Model{
		step: math.Float32frombits(binary.LittleEndian.Uint32(b)), start: make([]int32, 1, features+1),
		classes: make([]uint16, 0, links), weights: make([]int8, 0, links),
	}
	for range features {
		class := uint16(0)
		for range r.uvarint() {
			class += uint16(r.uvarint())
			m.classes, m.weights = append(m.classes, class), append(m.weights, int8(r.byte()))
			if r.failed {
				return nil, errCut
			}
		}
		m.start = append(m.start, int32(len(m.classes)))
	}
	if r.failed || uint64(len(m.classes)) != links {
		return nil, errCut
	}
	return m, nil
}

// reader takes numbers from the front of b.
type reader struct {
	b      []byte
	failed bool
}

func (r *reader) uvarint() uint64 {
	x, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.failed = true
		return 0
	}
	r.b = r.b[n:]
	return x
}

func (r *reader) byte() byte {
	if len(r.b) == 0 {
		r.failed = true
		return 0
	}
	x := r.b[0]
	r.b = r.b[1:]
	return x
}

// Equal reports whether two models give every text the same scores.
func (m *Model) Equal(o *Model) bool {
	return m.step == o.step && slices.Equal(m.start, o.start) && slices.Equal(m.classes, o.classes) && slices.Equal(m.weights, o.weights)
}
