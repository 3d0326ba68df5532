package knowledge

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/viterin/vek/vek32"

	"frontdesk/knowledge/encoder"
)

// meaning judges texts by what they mean: by a linear classifier over the encoder's numbers, and by the nearest example. Vectors of
// one language are all alike, so they are taken from the mean of the examples and made of unit length again.
type meaning struct {
	mean     encoder.Vector
	examples []encoder.Vector // from the mean
	class    []int32          // by example
	weights  []float32        // by class, one for each number and one for none of them
	classes  int
}

// perClass is how many weights a class has.
const perClass = encoder.Dimensions + 1

// How the classifier learns. On four public question sets twice or half the rate or the rounds changes accuracy by less than 0.01.
const (
	meaningRate   = 3.0  // the first step's size; it falls to nothing in a straight line
	meaningRounds = 15   // how often it goes through the examples
	leastSteps    = 3000 // few examples are gone through more often
	meaningSmooth = 0.1  // the share of the truth that is spread over all classes: see package softmax
	meaningSlack  = 0.01 // a class whose probability is off by less learns nothing from an example
	constantInput = 0.3  // what the weight that belongs to no number is multiplied by
)

// newMeaning centres the examples' vectors, which it takes over.
func newMeaning(vectors []encoder.Vector, examples []example, classes int) *meaning {
	m := &meaning{examples: vectors, class: make([]int32, len(examples)), classes: classes}
	for i := range vectors {
		vek32.Add_Inplace(m.mean[:], vectors[i][:])
		m.class[i] = examples[i].class
	}
	vek32.DivNumber_Inplace(m.mean[:], float32(len(vectors)))
	for i := range vectors {
		m.centre(&vectors[i])
	}
	return m
}

// centre takes a vector from the mean, to unit length.
func (m *meaning) centre(v *encoder.Vector) {
	vek32.Sub_Inplace(v[:], m.mean[:])
	if length := vek32.Norm(v[:]); length > 0 {
		vek32.DivNumber_Inplace(v[:], length)
	}
}

// train learns the weights: multinomial logistic regression by stochastic gradient descent (Bishop, Pattern Recognition and Machine
// Learning, 2006, section 4.3.4). The same examples give the same weights. It gives up when done says so.
func (m *meaning) train(done func() bool) bool {
	m.weights = make([]float32, m.classes*perClass)
	n := len(m.examples)
	rounds := max(meaningRounds, leastSteps/n)
	off, step := make([]float32, m.classes), make([]float32, encoder.Dimensions)
	order := rand.New(rand.NewPCG(1, uint64(n)))
	for round := range rounds {
		if done() {
			return false
		}
		for k, i := range order.Perm(n) {
			m.learn(i, meaningRate*(1-float32(round*n+k)/float32(rounds*n)), off, step)
		}
	}
	return true
}

func (m *meaning) learn(i int, rate float32, off, step []float32) {
	x := m.examples[i][:]
	m.score(x, off)
	softmaxOf(off)
	for c, p := range off {
		g := p - meaningSmooth/float32(m.classes)
		if int32(c) == m.class[i] {
			g -= 1 - meaningSmooth
		}
		if -meaningSlack < g && g < meaningSlack {
			continue
		}
		w := m.weights[c*perClass:][:perClass]
		vek32.MulNumber_Into(step, x, -rate*g)
		vek32.Add_Inplace(w[:encoder.Dimensions], step)
		w[encoder.Dimensions] -= rate * g * constantInput
	}
}

// packedClass is how many bytes the weights of a class take in a file: the size of a step, and each weight in steps.
const packedClass = 4 + perClass

// pack rounds the weights of each class to steps of a 127th of the largest.
func (m *meaning) pack() []byte {
	b := make([]byte, 0, m.classes*packedClass)
	for w := range slices.Chunk(m.weights, perClass) {
		var largest float32
		for _, x := range w {
			largest = max(largest, x, -x)
		}
		step := max(largest/math.MaxInt8, math.SmallestNonzeroFloat32)
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(step))
		for _, x := range w {
			b = append(b, byte(int8(math.RoundToEven(float64(x/step)))))
		}
	}
	return b
}

// unpack takes in what pack returned.
func (m *meaning) unpack(b []byte) {
	m.weights = make([]float32, 0, m.classes*perClass)
	for class := range slices.Chunk(b, packedClass) {
		step := math.Float32frombits(binary.LittleEndian.Uint32(class))
		for _, x := range class[4:] {
			m.weights = append(m.weights, float32(int8(x))*step)
		}
	}
}

func (m *meaning) score(x, scores []float32) {
	for c := range scores {
		w := m.weights[c*perClass:][:perClass]
		scores[c] = vek32.Dot(x, w[:encoder.Dimensions]) + constantInput*w[encoder.Dimensions]
	}
}

// softmaxOf turns scores into probabilities.
func softmaxOf(scores []float32) {
	top := vek32.Max(scores)
	var sum float32
	for c, s := range scores {
		scores[c] = float32(math.Exp(float64(s - top)))
		sum += scores[c]
	}
	vek32.DivNumber_Inplace(scores, sum)
}

// sense is what a text's meaning says, by class.
type sense struct {
	prob    []float32 // the classifier's probability
	near    []float32 // the mean cosine to the nearest examples
	nearest []int32   // which example is the nearest
	many    float64   // the logarithm of how many examples a class has, at least 1
}

// fewNearest is how many of a class's examples count as the nearest: one alone is near by chance more often.
const fewNearest = 3

func (m *meaning) judge(v *encoder.Vector) *sense {
	x := *v
	m.centre(&x)
	s := &sense{
		prob: make([]float32, m.classes), near: make([]float32, m.classes), nearest: make([]int32, m.classes),
		many: max(1, math.Log(float64(len(m.examples))/float64(m.classes))),
	}
	m.score(x[:], s.prob)
	softmaxOf(s.prob)
	for from := 0; from < len(m.examples); {
		c := m.class[from]
		to := from
		var few [fewNearest]float32 // largest first
		for ; to < len(m.examples) && m.class[to] == c; to++ {
			cos := vek32.Dot(x[:], m.examples[to][:])
			if to == from || cos > few[0] {
				s.nearest[c] = int32(to)
			}
			insert(few[:min(to-from+1, fewNearest)], cos, to-from)
		}
		nearest := few[:min(to-from, fewNearest)]
		s.near[c] = vek32.Sum(nearest) / float32(len(nearest))
		from = to
	}
	return s
}

// insert puts x among the largest so far, of which there are n before it.
func insert(largest []float32, x float32, n int) {
	last := len(largest) - 1
	if n > last && x <= largest[last] {
		return
	}
	i := last
	for ; i > 0 && largest[i-1] < x; i-- {
		largest[i] = largest[i-1]
	}
	largest[i] = x
}
