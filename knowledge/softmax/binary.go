package softmax

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// steps is how many steps a weight has on either side of zero. Rounding to them changes accuracy on public question sets by
// less than 0.002.
const steps = math.MaxInt8

// round puts every weight on a step, so that a model that is written and read again is the same model.
func (m *Model) round() {
	var largest float32
	for _, l := range m.links {
		largest = max(largest, l.weight, -l.weight)
	}
	m.step = largest / steps
	for i := range m.links {
		m.links[i].weight = float32(m.stepsOf(m.links[i])) * m.step
	}
}

func (m *Model) stepsOf(l link) int8 {
	if m.step == 0 {
		return 0
	}
	return int8(math.Round(float64(l.weight / m.step)))
}

// AppendBinary appends the model to b: the size of a step, the number of features and of links, and for every feature the
// number of its links and each link's distance from the class before it and its weight in steps, a byte or two apiece.
func (m *Model) AppendBinary(b []byte) ([]byte, error) {
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.step))
	b = binary.AppendUvarint(b, uint64(len(m.start)-1))
	b = binary.AppendUvarint(b, uint64(len(m.links)))
	for f := range len(m.start) - 1 {
		links := m.links[m.start[f]:m.start[f+1]]
		b = binary.AppendUvarint(b, uint64(len(links)))
		before := int32(0)
		for _, l := range links {
			b = binary.AppendUvarint(b, uint64(l.class-before))
			b = append(b, byte(m.stepsOf(l)))
			before = l.class
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
	m := &Model{step: math.Float32frombits(binary.LittleEndian.Uint32(b))}
	features, links := r.uvarint(), r.uvarint()
	if r.failed || features > uint64(len(b)) || links > uint64(len(b)) {
		return nil, errCut
	}
	m.start = make([]int32, 1, features+1)
	m.links = make([]link, 0, links)
	for range features {
		class := int32(0)
		for range r.uvarint() {
			class += int32(r.uvarint())
			m.links = append(m.links, link{class, float32(int8(r.byte())) * m.step})
			if r.failed {
				return nil, errCut
			}
		}
		m.start = append(m.start, int32(len(m.links)))
	}
	if r.failed || uint64(len(m.links)) != links {
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
	return m.step == o.step && slices.Equal(m.start, o.start) && slices.Equal(m.links, o.links)
}
