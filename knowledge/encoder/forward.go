package encoder

import (
	"math"
	"sync"
	"sync/atomic"

	"github.com/viterin/vek/vek32"
)

// tall is how many of a text's tokens look at the others at a time: what their scores take stays in the second cache.
const tall = 48

// A pass is one run of texts through the network, and its memory, which the next run uses again.
type pass struct {
	net     *network
	workers []*worker
	rows    int // tokens of all texts, made up to what multiply takes

	x, queries, context, added, inner []float32 // rows × Dimensions, 3·Dimensions, Dimensions, Dimensions, inner
}

// A worker is the memory of one goroutine of a pass.
type worker struct {
	weights [slice * block * panel]float32 // of one panel, unpacked
	keys    []float32                      // of one head, head × tokens
	scores  []float32                      // tall × tokens
	context []float32                      // tall × head
}

// newPass makes a pass of so many goroutines.
func newPass(net *network, workers int) *pass {
	p := &pass{net: net}
	for range workers {
		p.workers = append(p.workers, new(worker))
	}
	return p
}

// run gives the meaning of each of the token lists, which may share their way through the network: each weight is then unpacked
// once for all of them.
func (p *pass) run(texts [][]uint32) []Vector {
	p.embed(texts)
	for i := range p.net.layers {
		p.layer(&p.net.layers[i], texts)
	}
	vectors := make([]Vector, len(texts))
	row := 0
	for i, tokens := range texts {
		for range tokens {
			vek32.Add_Inplace(vectors[i][:], p.row(row))
			row++
		}
		vectors[i].normalize()
	}
	return vectors
}

func (p *pass) row(t int) []float32 { return p.x[t*Dimensions:][:Dimensions] }

// embed fills x with the first layer's input.
func (p *pass) embed(texts [][]uint32) {
	tokens := 0
	for _, t := range texts {
		tokens += len(t)
	}
	p.rows = rowsOf(tokens)
	rows := p.rows + 4 // a text's attention is computed for as many rows as multiply takes
	p.x = cleared(p.x, rows*Dimensions)
	p.queries = cleared(p.queries, rows*queries)
	p.context = cleared(p.context, rows*Dimensions)
	p.added = cleared(p.added, rows*Dimensions)
	p.inner = cleared(p.inner, rows*inner)
	row := 0
	for _, t := range texts {
		for position, token := range t {
			p.net.embed(p.row(row), token, position)
			p.net.embedded.apply(p.row(row))
			row++
		}
	}
}

// cleared is n zeros, in x's memory if it is large enough.
func cleared(x []float32, n int) []float32 {
	if cap(x) < n {
		return make([]float32, n)
	}
	x = x[:n]
	clear(x)
	return x
}

func (p *pass) layer(l *layer, texts [][]uint32) {
	x := span{p.x, Dimensions}
	p.linear(&l.queries, x, span{p.queries, queries})
	p.attend(texts)
	p.linear(&l.attention, span{p.context, Dimensions}, span{p.added, Dimensions})
	p.settle(l.afterAttention)
	p.linear(&l.widen, x, span{p.inner, inner})
	p.share(p.rows, func(_ *worker, t int) { gelu(p.inner[t*inner:][:inner]) })
	p.linear(&l.narrow, span{p.inner, inner}, span{p.added, Dimensions})
	p.settle(l.afterFeed)
}

// share has the workers do n things among them, each taking the next when it is done with one.
func (p *pass) share(n int, do func(w *worker, i int)) {
	if len(p.workers) == 1 {
		for i := range n {
			do(p.workers[0], i)
		}
		return
	}
	var next atomic.Int64
	work := func(w *worker) {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			do(w, i)
		}
	}
	var others sync.WaitGroup
	for _, w := range p.workers[1:] {
		others.Go(func() { work(w) })
	}
	work(p.workers[0])
	others.Wait()
}

// linear makes y = m·x + bias for all rows, a panel at a time.
func (p *pass) linear(m *matrix, x, y span) {
	blocks := m.in / block
	p.share(m.out/panel, func(w *worker, i int) {
		for t := range p.rows {
			copy(y.at[t*y.stride+i*panel:][:panel], m.bias[i*panel:])
		}
		for b := 0; b < blocks; b += slice {
			at := (i*blocks + b) * panel
			unpack(w.weights[:], m.nibbles[at*block/2:], m.scales[at:][:slice*panel])
			multiply(product{y: y.from(0, i*panel), x: x.from(0, b*block), w: span{w.weights[:], panel}, rows: p.rows, depth: slice * block})
		}
	})
}

// settle adds what a part of the layer computed to x and norms it.
func (p *pass) settle(n layerNorm) {
	for t := range p.rows {
		vek32.Add_Inplace(p.row(t), p.added[t*Dimensions:][:Dimensions])
		n.apply(p.row(t))
	}
}

// apply is layer norm, in place.
func (n layerNorm) apply(x []float32) {
	vek32.SubNumber_Inplace(x, vek32.Mean(x))
	variance := vek32.Dot(x, x) / Dimensions
	vek32.MulNumber_Inplace(x, float32(1/math.Sqrt(float64(variance)+epsilon)))
	vek32.Mul_Inplace(x, n.gain)
	vek32.Add_Inplace(x, n.bias)
}

// attend fills context: every token looks at all tokens of its text, with every head.
func (p *pass) attend(texts [][]uint32) {
	start := 0
	for _, t := range texts {
		p.share(heads, func(w *worker, i int) { w.attend(p, start, len(t), i) })
		start += len(t)
	}
}

// attend does one head for the n tokens of a text that begins at row start.
func (w *worker) attend(p *pass, start, n, i int) {
	all := span{p.queries, queries}
	query := all.from(start, i*head)
	value := all.from(start, 2*Dimensions+i*head)
	keys := w.transpose(all.from(start, Dimensions+i*head), n)
	for t := 0; t < n; t += tall {
		rows := min(tall, n-t)
		shares := w.shares(query.from(t, 0), keys, rows, n)
		w.context = cleared(w.context, rowsOf(rows)*head)
		context := span{w.context, head}
		for c := 0; c < head; c += panel {
			multiply(product{y: context.from(0, c), x: shares, w: value.from(0, c), rows: rowsOf(rows), depth: n})
		}
		for r := range rows {
			copy(p.context[(start+t+r)*Dimensions+i*head:], w.context[r*head:][:head])
		}
	}
}

// transpose lays a head's n keys side by side, in panels.
func (w *worker) transpose(key span, n int) span {
	keys := span{nil, (n + panel - 1) / panel * panel}
	w.keys = cleared(w.keys, head*keys.stride)
	keys.at = w.keys
	for t := range n {
		for d, x := range key.at[t*key.stride:][:head] {
			keys.at[d*keys.stride+t] = x
		}
	}
	return keys
}

// shares is what share of its attention every query gives to each of the n keys.
func (w *worker) shares(query, keys span, rows, n int) span {
	w.scores = cleared(w.scores, rowsOf(rows)*keys.stride)
	scores := span{w.scores, keys.stride}
	for c := 0; c < keys.stride; c += panel {
		multiply(product{y: scores.from(0, c), x: query, w: keys.from(0, c), rows: rowsOf(rows), depth: head})
	}
	for r := range rows {
		softmax(scores.at[r*scores.stride:][:n])
	}
	return scores
}

// softmax makes shares of attention scores, which it first divides by the square root of a head's dimensions.
func softmax(x []float32) {
	vek32.SubNumber_Inplace(x, vek32.Max(x))
	vek32.MulNumber_Inplace(x, float32(1/math.Sqrt(head)))
	vek32.Exp_Inplace(x)
	vek32.MulNumber_Inplace(x, 1/vek32.Sum(x))
}
