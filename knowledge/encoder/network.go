package encoder

import (
	"encoding/binary"
	"fmt"
	"math"
)

// The shape of multilingual-e5-small, which is the only one that a packed file can hold.
const (
	// Dimensions is how many numbers a text's meaning has.
	Dimensions = 384
	// MaxTokens is the longest input, with the tokens that open and close it: the positions that the model has learnt.
	MaxTokens = 512

	layers  = 12
	heads   = 12
	head    = Dimensions / heads // dimensions of one attention head
	inner   = 1536               // width of the feed-forward part
	epsilon = 1e-12              // layer norm's guard against dividing by nothing

	block    = 32                            // weights that share one scale
	wordRow  = Dimensions / block * (2 + 16) // bytes of one word's embedding: per block an f16 scale and 32 nibbles
	specials = 3                             // word rows behind the pieces' own: opening, closing, unknown
	queries  = 3 * Dimensions                // width of query, key and value side by side
	slice    = Dimensions / block            // blocks of a row that are unpacked at a time, so that a panel stays in the first cache
	magic    = "E5PACK1\n"
)

// A matrix is a linear layer's weights in 4 bits, in panels of 16 outputs. The nibbles of a panel lie by block of 32 inputs;
// within a block byte 16i+r holds output r's weights for inputs 2i (low) and 2i+1 (high). A weight is (nibble-8)·scale.
type matrix struct {
	in, out int
	bias    []float32
	scales  []float32 // by panel, block and output
	nibbles []byte
}

type layer struct {
	queries, attention, widen, narrow matrix
	afterAttention, afterFeed         layerNorm
}

// A layerNorm is what a layer norm multiplies by and adds.
type layerNorm struct{ gain, bias []float32 }

// A network is a packed model's tensors.
type network struct {
	words     []byte    // wordRow bytes a token
	positions []float32 // Dimensions a position, the type's embedding added
	embedded  layerNorm
	layers    [layers]layer
}

// A packed is a packed file being read; after an error it reads zeros.
type packed struct {
	rest []byte
	err  error
}

func (p *packed) bytes(n int) []byte {
	if n < 0 || n > len(p.rest) {
		if p.err == nil {
			p.err = fmt.Errorf("encoder: the model ends early: %d bytes wanted, %d left", n, len(p.rest))
		}
		p.rest = nil
		return nil
	}
	b := p.rest[:n:n]
	p.rest = p.rest[n:]
	return b
}

func (p *packed) uint32() uint32 {
	if b := p.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (p *packed) floats(n int) []float32 {
	b := p.bytes(4 * n)
	x := make([]float32, len(b)/4)
	for i := range x {
		x[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return x
}

func (p *packed) uint32s(n int) []uint32 {
	b := p.bytes(4 * n)
	x := make([]uint32, len(b)/4)
	for i := range x {
		x[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return x
}

func (p *packed) halves(n int) []float32 {
	b := p.bytes(2 * n)
	x := make([]float32, len(b)/2)
	for i := range x {
		x[i] = half(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return x
}

func (p *packed) matrix(out, in int) matrix {
	return matrix{
		in: in, out: out,
		bias:    p.floats(out),
		scales:  p.halves(out * in / block),
		nibbles: p.bytes(out * in / 2),
	}
}

func (p *packed) norm() layerNorm { return layerNorm{p.floats(Dimensions), p.floats(Dimensions)} }

// network reads the tensors of a model of so many tokens.
func (p *packed) network(tokens int) *network {
	n := &network{
		words:     p.bytes(tokens * wordRow),
		positions: p.floats(MaxTokens * Dimensions),
		embedded:  p.norm(),
	}
	for i := range n.layers {
		n.layers[i] = layer{
			queries:        p.matrix(queries, Dimensions),
			attention:      p.matrix(Dimensions, Dimensions),
			afterAttention: p.norm(),
			widen:          p.matrix(inner, Dimensions),
			narrow:         p.matrix(Dimensions, inner),
			afterFeed:      p.norm(),
		}
	}
	return n
}

// embed writes the sum of a token's and its position's embedding into dst, which has Dimensions numbers.
func (n *network) embed(dst []float32, token uint32, position int) {
	row := n.words[int(token)*wordRow:][:wordRow]
	copy(dst, n.positions[position*Dimensions:])
	for len(dst) >= block {
		scale := half(binary.LittleEndian.Uint16(row))
		for j, b := range row[2:18] {
			dst[j] += float32(int(b&15)-8) * scale
			dst[j+16] += float32(int(b>>4)-8) * scale
		}
		row, dst = row[18:], dst[block:]
	}
}

// half is the value of an IEEE 754 half precision number; there are no infinities among weights.
func half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10&31), uint32(h&1023)
	if exponent == 0 {
		return math.Float32frombits(sign | math.Float32bits(float32(fraction)*(1.0/(1<<24))))
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}
