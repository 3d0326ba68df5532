package encoder

import "golang.org/x/sys/cpu"

// accelerated says that the processor has what the kernels in kernels_amd64.s need (Intel since 2013, AMD since 2015).
var accelerated = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// tile is multiply for six rows or four.
func tile(p *product) {
	if !accelerated {
		tilePlain(p)
		return
	}
	p.y.holds(p.rows, panel)
	p.x.holds(p.rows, p.depth)
	p.w.holds(p.depth, panel)
	if p.rows == 6 {
		tile6(p)
		return
	}
	tile4(p)
}

// holds panics unless s has so many rows and columns: the kernels check nothing.
func (s span) holds(rows, columns int) { _ = s.at[(rows-1)*s.stride+columns-1] }

// unpack writes the weights of len(scales)/16 blocks of a panel into dst, input by input.
func unpack(dst []float32, nibbles []byte, scales []float32) {
	if !accelerated {
		unpackPlain(dst, nibbles, scales)
		return
	}
	_, _ = dst[len(scales)*block-1], nibbles[len(scales)*block/2-1]
	unpackAVX2(&dst[0], &nibbles[0], &scales[0], len(scales)/panel)
}

// gelu is the exact Gaussian error linear unit, x·Φ(x), in place, to within 2e-7·|x|.
func gelu(x []float32) {
	whole := 0
	if accelerated && len(x) >= 8 {
		whole = len(x) &^ 7
		geluAVX2(&x[0], whole)
	}
	geluPlain(x[whole:])
}

//go:noescape
func tile6(p *product)

//go:noescape
func tile4(p *product)

//go:noescape
func unpackAVX2(dst *float32, nibbles *byte, scales *float32, blocks int)

//go:noescape
func geluAVX2(x *float32, n int)
