//go:build !amd64

package encoder

// tile is multiply for six rows or four.
func tile(p *product) { tilePlain(p) }

// unpack writes the weights of len(scales)/16 blocks of a panel into dst, input by input.
func unpack(dst []float32, nibbles []byte, scales []float32) { unpackPlain(dst, nibbles, scales) }

// gelu is the exact Gaussian error linear unit, x·Φ(x), in place.
func gelu(x []float32) { geluPlain(x) }
