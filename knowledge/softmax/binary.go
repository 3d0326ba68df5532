package softmax

import (
	"encoding/binary"
	"math"
	"slices"

	"frontdesk/knowledge/packed"
)

// AppendBinary appends the model to b: the size of a step, the number of features and of links, and for every feature the
// number of its links and each link's distance from the class before it and its weight in steps, a byte or two apiece.
func (m *Model) AppendBinary(b []byte) ([]byte, error) {
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.step))
	b = packed.Append(b, len(m.start)-1, len(m.classes))
	for f := range len(m.start) - 1 {
		from, to := m.start[f], m.start[f+1]
		b = packed.Append(b, to-from)
		before := uint16(0)
		for i := from; i < to; i++ {
			b = append(packed.Append(b, m.classes[i]-before), byte(m.weights[i]))
			before = m.classes[i]
		}
	}
	return b, nil
}

// Read returns the model that AppendBinary wrote. The error is packed.ErrCut.
func Read(b []byte) (*Model, error) {
	r := packed.NewReader(b)
	m := &Model{step: math.Float32frombits(binary.LittleEndian.Uint32(r.Bytes(4)))}
	features, links := r.Count(), r.Count()
	m.start, m.classes, m.weights = make([]int32, 1, features+1), make([]uint16, 0, links), make([]int8, 0, links)
	for range features {
		class := 0
		for range r.Count() {
			class += r.Int()
			m.classes, m.weights = append(m.classes, uint16(class)), append(m.weights, int8(r.Bytes(1)[0]))
		}
		m.start = append(m.start, int32(len(m.classes)))
	}
	if r.Err() != nil || len(m.classes) != links {
		return nil, packed.ErrCut
	}
	return m, nil
}

// Equal reports whether two models give every text the same scores.
func (m *Model) Equal(o *Model) bool {
	return m.step == o.step && slices.Equal(m.start, o.start) && slices.Equal(m.classes, o.classes) && slices.Equal(m.weights, o.weights)
}
