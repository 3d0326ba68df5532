package encoder

import (
	"math"
	"math/rand/v2"
	"testing"
)

// random is n numbers between -1 and 1, the same every time.
func random(n int) []float32 {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	x := make([]float32, n)
	for i := range x {
		x[i] = 2*r.Float32() - 1
	}
	return x
}

// far is the largest difference between a and b.
func far(a, b []float32) float64 {
	d := 0.0
	for i := range a {
		d = max(d, math.Abs(float64(a[i]-b[i])))
	}
	return d
}

// Where there are vector registers the kernels do what the plain ones do.
func TestKernelsAgree(t *testing.T) {
	t.Run("tile", func(t *testing.T) {
		for _, rows := range []int{4, 6} {
			for _, depth := range []int{1, 7, 32, 384} {
				p := product{y: span{random(rows * 40), 40}, x: span{random(rows * 400), 400}, w: span{random(depth * 24), 24}, rows: rows, depth: depth}
				q := p
				q.y.at = append([]float32(nil), p.y.at...)
				tile(&p)
				tilePlain(&q)
				if d := far(p.y.at, q.y.at); d > 1e-4 {
					t.Errorf("%d rows of %d: %g apart", rows, depth, d)
				}
			}
		}
	})
	t.Run("unpack", func(t *testing.T) {
		nibbles := make([]byte, 3*block*panel/2)
		for i := range nibbles {
			nibbles[i] = byte(i * 37)
		}
		scales := random(3 * panel)
		a, b := make([]float32, 3*block*panel), make([]float32, 3*block*panel)
		unpack(a, nibbles, scales)
		unpackPlain(b, nibbles, scales)
		if d := far(a, b); d > 1e-6 {
			t.Errorf("%g apart", d)
		}
	})
	t.Run("gelu", func(t *testing.T) {
		var a []float32
		for x := float32(-20); x <= 20; x += .003 {
			a = append(a, x)
		}
		b := append([]float32(nil), a...)
		gelu(a)
		geluPlain(b)
		if d := far(a, b); d > 1e-6 {
			t.Errorf("%g apart", d)
		}
	})
}

func TestMultiplyTakesEveryRow(t *testing.T) {
	for n := 1; n <= 30; n++ {
		rows := rowsOf(n)
		if rows < n || rows > n+3 || rows%2 != 0 {
			t.Fatalf("%d rows for %d", rows, n)
		}
		p := product{y: span{make([]float32, rows*panel), panel}, x: span{random(rows * 8), 8}, w: span{random(8 * panel), panel}, rows: rows, depth: 8}
		q := p
		q.y.at = make([]float32, rows*panel)
		multiply(p)
		tilePlain(&q)
		if d := far(p.y.at, q.y.at); d > 1e-5 {
			t.Errorf("%d rows: %g apart", rows, d)
		}
	}
}

func TestHalf(t *testing.T) {
	for bits, want := range map[uint16]float32{0: 0, 0x3c00: 1, 0xc000: -2, 0x3555: 0.33325195, 1: 5.9604645e-08, 0x03ff: 6.097555e-05, 0x0400: 6.1035156e-05, 0x7bff: 65504} {
		if got := half(bits); got != want {
			t.Errorf("%#04x is %g and not %g", bits, got, want)
		}
	}
}

func TestSoftmax(t *testing.T) {
	x := []float32{3, 3, 3 - float32(math.Sqrt(head)*math.Ln2), -1e6}
	softmax(x)
	if d := far(x, []float32{.4, .4, .2, 0}); d > 1e-6 {
		t.Errorf("%v", x)
	}
}
