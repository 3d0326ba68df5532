// Package packed writes whole numbers and texts in little space and reads them back: what was learnt once is kept this way in
// the program. Numbers are varints as in encoding/binary.
package packed

import (
	"encoding/binary"
	"errors"
	"math"
)

// ErrCut is the error of reading more than there is.
var ErrCut = errors.New("packed: cut short, or of another format")

// Append appends numbers from 0 to 1<<31-1.
func Append[N int | int32 | uint16](b []byte, numbers ...N) []byte {
	for _, n := range numbers {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

// Reader takes numbers and bytes from the front of a text. After the first failure everything it returns is zero or empty, so
// that Err need only be asked at the end. The zero Reader is at its end.
type Reader struct {
	b      []byte
	failed bool
}

// NewReader returns a Reader of b, which it does not change.
func NewReader(b []byte) *Reader { return &Reader{b: b} }

// Err returns ErrCut if anything was missing.
func (r *Reader) Err() error {
	if r.failed {
		return ErrCut
	}
	return nil
}

// Int returns the next number, from 0 to 1<<31-1.
func (r *Reader) Int() int {
	x, n := binary.Uvarint(r.b)
	if n <= 0 || x > math.MaxInt32 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return int(x)
}

// Count returns the next number, which is how many things follow. As each takes a byte or more, it is at most as large as
// what is left.
func (r *Reader) Count() int {
	n := r.Int()
	if n > len(r.b) {
		r.fail()
		return 0
	}
	return n
}

// Bytes returns the next n bytes. They share their memory with what is read.
func (r *Reader) Bytes(n int) []byte {
	if n > len(r.b) {
		r.fail()
		return make([]byte, n)
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

// Rest returns all that is left.
func (r *Reader) Rest() []byte { return r.Bytes(len(r.b)) }

func (r *Reader) fail() { r.b, r.failed = nil, true }
