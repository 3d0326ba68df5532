package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// The source's shape, which the encoder is made for: hidden, layers, heads, feed-forward, vocabulary, positions, types.
var shape = [7]uint32{384, 12, 12, 1536, 250037, 512, 2}

// A source is a model file of the format E5S1, parsed.
type source struct {
	pieces                    []string
	scores                    []float32
	opening, closing, unknown int
	folds                     []fold
	tensors                   map[string][]byte
	laid                      []byte // the tensors but the words', as the encoder reads them
}

// A fold is what a code point is replaced by before a text is split.
type fold struct {
	from rune
	to   string
}

// A cursor reads little-endian numbers off a file; it panics with a runtime error at the end, which parse returns.
type cursor struct{ rest []byte }

func (c *cursor) bytes(n int) []byte {
	b := c.rest[:n:n]
	c.rest = c.rest[n:]
	return b
}
func (c *cursor) u8() uint8   { return c.bytes(1)[0] }
func (c *cursor) u16() uint16 { return binary.LittleEndian.Uint16(c.bytes(2)) }
func (c *cursor) u32() uint32 { return binary.LittleEndian.Uint32(c.bytes(4)) }
func (c *cursor) u64() uint64 { return binary.LittleEndian.Uint64(c.bytes(8)) }

// parse reads a model file.
func parse(file []byte) (s *source, err error) {
	defer func() {
		if e, ok := recover().(error); ok {
			err = fmt.Errorf("not a whole model: %w", e)
		}
	}()
	c := &cursor{file}
	if string(c.bytes(4)) != "E5S1" || c.u32() != 1 {
		return nil, errors.New("not a model of the format E5S1")
	}
	for i, want := range shape {
		if got := c.u32(); got != want {
			return nil, fmt.Errorf("dimension %d of the model is %d and not %d", i, got, want)
		}
	}
	c.bytes(8) // layer norm's epsilon and the block size, the same in every file of this format
	s = &source{tensors: map[string][]byte{}}
	s.vocabulary(c)
	s.normalization(c)
	for range c.u32() {
		name := string(c.bytes(int(c.u16())))
		c.bytes(5) // type and count follow from the name
		at, size := c.u64(), c.u64()
		s.tensors[name] = file[at : at+size]
	}
	s.laid = s.network()
	return s, nil
}

func (s *source) vocabulary(c *cursor) {
	n := int(c.u32())
	s.opening, s.closing = int(c.u32()), int(c.u32())
	c.u32() // padding, which a single text has none of
	s.unknown = int(c.u32())
	size := int(c.u64())
	offsets := make([]uint32, n+1)
	for i := range offsets {
		offsets[i] = c.u32()
	}
	for range n {
		s.scores = append(s.scores, math.Float32frombits(c.u32()))
	}
	blob := c.bytes(size)
	for i := range n {
		s.pieces = append(s.pieces, string(blob[offsets[i]:offsets[i+1]]))
	}
}

func (s *source) normalization(c *cursor) {
	n := c.u32()
	c.u32() // bytes
	for range n {
		f := fold{from: rune(c.u32())}
		for range c.u8() {
			f.to += string(rune(c.u32()))
		}
		s.folds = append(s.folds, f)
	}
}
