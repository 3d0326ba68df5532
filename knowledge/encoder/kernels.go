package encoder

import "math"

// panel is how many outputs are computed side by side: two registers of eight.
const panel = 16

// rowsOf is how many rows multiply works on for n tokens: it takes them by six and by four.
func rowsOf(n int) int { return max(4, n+n&1) }

// A span is a matrix of float32 that lies in a larger one, its rows stride numbers apart.
type span struct {
	at     []float32
	stride int
}

// from is the span that starts at a row and column of s.
func (s span) from(row, column int) span { return span{s.at[row*s.stride+column:], s.stride} }

// A product adds x·w to a panel y: y[t][0..16] += Σ x[t][k]·w[k][0..16] for rows t and k below depth. The kernels in
// kernels_amd64.s know the places of its fields.
type product struct {
	y, x, w     span
	rows, depth int
}

// multiply computes a product whose rows rowsOf gave: by six, and by four where six would leave two.
func multiply(p product) {
	step := p
	for t := 0; t < p.rows; t += step.rows {
		step.rows = 6
		if (p.rows-t)%6 != 0 {
			step.rows = 4
		}
		step.y, step.x = p.y.from(t, 0), p.x.from(t, 0)
		tile(&step)
	}
}

// tilePlain is tile where there are no vector registers that we know of.
func tilePlain(p *product) {
	for t := range p.rows {
		sum := p.y.at[t*p.y.stride:][:panel]
		for k, a := range p.x.at[t*p.x.stride:][:p.depth] {
			w := p.w.at[k*p.w.stride:][:panel]
			for j := range sum {
				sum[j] += a * w[j]
			}
		}
	}
}

// unpackPlain writes the weights of len(scales)/16 blocks of a panel into dst, input by input.
func unpackPlain(dst []float32, nibbles []byte, scales []float32) {
	for len(scales) > 0 {
		for i := range block / 2 {
			low, high := dst[2*i*panel:][:panel], dst[(2*i+1)*panel:][:panel]
			for r, b := range nibbles[i*panel:][:panel] {
				low[r] = float32(int(b&15)-8) * scales[r]
				high[r] = float32(int(b>>4)-8) * scales[r]
			}
		}
		dst, nibbles, scales = dst[block*panel:], nibbles[block*panel/2:], scales[panel:]
	}
}

// geluPlain is the exact Gaussian error linear unit, x·Φ(x), in place.
func geluPlain(x []float32) {
	for i, v := range x {
		x[i] = float32(float64(v) / 2 * (1 + math.Erf(float64(v)/math.Sqrt2)))
	}
}
