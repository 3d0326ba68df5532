package knowledge

import (
	"math"

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
	meaningRate   = 5.0  // the first step's size; it falls to nothing in a straight line
	meaningRounds = 10   // how often it goes through the examples
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
	for round := range rounds {
		if done() {
			return false
		}
		for k := range n {
			i := k * stride(n) % n
			rate := meaningRate * (1 - float32(round*n+k)/float32(rounds*n))
			m.learn(i, rate, off, step)
		}
	}
	return true
}

// stride is a step through n examples that meets each of them once and leaps from class to class: it has no divisor with n.
func stride(n int) int {
	s := max(1, int(float64(n)*(math.Sqrt(5)-1)/2)) // the golden section: Knuth, The Art of Computer Programming 3, section 6.4
	for gcd(s, n) != 1 {
		s++
	}
	return s
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
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
	near    []float32 // the cosine to the nearest example
	nearest []int32   // which example that is
}

func (m *meaning) judge(v *encoder.Vector) *sense {
	x := *v
	m.centre(&x)
	s := &sense{make([]float32, m.classes), make([]float32, m.classes), make([]int32, m.classes)}
	m.score(x[:], s.prob)
	softmaxOf(s.prob)
	for c := range s.near {
		s.near[c] = -1
	}
	for i := range m.examples {
		if cos := vek32.Dot(x[:], m.examples[i][:]); cos > s.near[m.class[i]] {
			s.near[m.class[i]], s.nearest[m.class[i]] = cos, int32(i)
		}
	}
	return s
}
