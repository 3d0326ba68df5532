package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
)

const (
	wordRow = 384 / 32 * 18 // bytes of a word's embedding: twelve blocks of an f16 scale and 32 nibbles
	block   = 18            // bytes of a block of 32 weights
	panel   = 16            // outputs whose weights lie together
)

// packed is the encoder's model file with these pieces: a magic, the first 8 bytes of the SHA-256 of all that follows, the
// tokenizer, the word rows, the network. The pieces are in the order of their bytes.
func (s *source) packed(keep []int) []byte {
	slices.SortFunc(keep, func(a, b int) int { return strings.Compare(s.pieces[a], s.pieces[b]) })
	body := s.tokenizer(nil, keep)
	words := s.tensors["emb.word"]
	for _, id := range append(slices.Clone(keep), s.opening, s.closing, s.unknown) {
		body = append(body, words[id*wordRow:][:wordRow]...)
	}
	body = append(body, s.laid...)
	sum := sha256.Sum256(body)
	return slices.Concat([]byte("E5PACK1\n"), sum[:8], body)
}

// tokenizer appends the number of pieces, the unknown character's score, the folds, and the pieces' offsets, scores and bytes.
func (s *source) tokenizer(b []byte, keep []int) []byte {
	u32 := binary.LittleEndian.AppendUint32
	b = u32(b, uint32(len(keep)))
	b = u32(b, math.Float32bits(slices.Min(s.scores)-10))
	b = u32(b, uint32(len(s.folds)))
	for _, f := range s.folds {
		b = append(u32(u32(b, uint32(f.from)), uint32(len(f.to))), f.to...)
	}
	var text []byte
	for _, id := range keep {
		b = u32(b, uint32(len(text)))
		text = append(text, s.pieces[id]...)
	}
	b = u32(b, uint32(len(text)))
	for _, id := range keep {
		b = u32(b, math.Float32bits(s.scores[id]))
	}
	return append(b, text...)
}

// network lays out everything but the words; the one type's embedding is added to every position's.
func (s *source) network() []byte {
	var b []byte
	positions, kind := s.tensors["emb.pos"], s.tensors["emb.type"]
	for i := range len(positions) / 4 {
		sum := float(positions, i) + float(kind, i%384)
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(sum))
	}
	tensor := func(name string) { b = append(b, s.tensors[name]...) }
	tensor("emb.ln.w")
	tensor("emb.ln.b")
	for i := range 12 {
		layer := fmt.Sprintf("l%d.", i)
		b = s.matrix(b, 384, layer+"q", layer+"k", layer+"v")
		b = s.matrix(b, 384, layer+"ao")
		tensor(layer + "aln.w")
		tensor(layer + "aln.b")
		b = s.matrix(b, 384, layer+"fi")
		b = s.matrix(b, 1536, layer+"fo")
		tensor(layer + "oln.w")
		tensor(layer + "oln.b")
	}
	return b
}

func float(b []byte, i int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
}

// matrix appends linear layers that share their input as one: biases, scales and nibbles, as the encoder's type matrix says.
func (s *source) matrix(b []byte, in int, names ...string) []byte {
	var rows []byte
	for _, name := range names {
		b = append(b, s.tensors[name+".b"]...)
		rows = append(rows, s.tensors[name+".w"]...)
	}
	blocks := in / 32
	var nibbles []byte
	for first := 0; first < len(rows)/block; first += panel * blocks {
		for k := range blocks {
			for r := range panel {
				at := rows[(first+r*blocks+k)*block:]
				b = append(b, at[:2]...)
			}
			for i := 0; i < 32; i += 2 {
				for r := range panel {
					at := rows[(first+r*blocks+k)*block+2:]
					nibbles = append(nibbles, nibble(at, i)|nibble(at, i+1)<<4)
				}
			}
		}
	}
	return append(b, nibbles...)
}

// nibble is weight i of a block's 16 bytes.
func nibble(b []byte, i int) byte { return b[i%16] >> (i / 16 * 4) & 15 }
