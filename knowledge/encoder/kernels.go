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

// tilePlain is tile where there are no vector registers that we know of: two rows by four outputs at a time, whose sums the compiler
// keeps in registers.
func tilePlain(p *product) {
	for t := 0; t < p.rows; t += 2 {
		x0, x1 := p.x.at[t*p.x.stride:][:p.depth], p.x.at[(t+1)*p.x.stride:][:p.depth]
		y0, y1 := p.y.at[t*p.y.stride:][:panel], p.y.at[(t+1)*p.y.stride:][:panel]
		for j := 0; j < panel; j += 4 {
			var a0, a1, a2, a3, b0, b1, b2, b3 float32
			w := p.w.at[j:]
			for k, a := range x0 {
				b, v := x1[k], w[k*p.w.stride:][:4:4]
				a0 += a * v[0]
				a1 += a * v[1]
				a2 += a * v[2]
				a3 += a * v[3]
				b0 += b * v[0]
				b1 += b * v[1]
				b2 += b * v[2]
				b3 += b * v[3]
			}
			add4(y0[j:], a0, a1, a2, a3)
			add4(y1[j:], b0, b1, b2, b3)
		}
	}
}

// add4 adds four sums to y.
func add4(y []float32, sums ...float32) {
	for i, s := range sums {
		y[i] += s
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
