package softmax

import (
	"math"
	"testing"
)

// three classes, each with a feature of its own and one that all share.
var examples = []Example{
	{[]Feature{{0, 1}, {3, 1}}, 0}, {[]Feature{{0, 1}}, 0}, {[]Feature{{1, 1}, {3, 1}}, 1}, {[]Feature{{1, 1}}, 1}, {[]Feature{{2, 1}, {3, 1}}, 2}, {[]Feature{{2, 1}}, 2},
}

func shape(dense bool) Shape {
	return Shape{Features: 5, Classes: 3, Dense: []bool{dense, dense, dense, false, false}, Epochs: 20}
}

func TestModelLearnsItsExamples(t *testing.T) {
	for _, dense := range []bool{false, true} {
		m := Train(examples, shape(dense))
		scores := make([]float32, 3)
		for _, e := range examples {
			m.Score(e.Features, scores)
			for c := range scores {
				if int32(c) != e.Class && scores[c] >= scores[e.Class] {
					t.Errorf("dense %v: %v scores %v", dense, e, scores)
				}
			}
		}
		if against := m.Weight(0, 1); dense != (against < 0) {
			t.Errorf("dense %v: the weight of another class's feature is %v", dense, against)
		}
	}
}

func TestTrainingIsRepeatable(t *testing.T) {
	a, b := Train(examples, shape(true)), Train(examples, shape(true))
	for f := range int32(5) {
		for c := range int32(3) {
			if a.Weight(f, c) != b.Weight(f, c) {
				t.Fatalf("feature %d, class %d: %v and %v", f, c, a.Weight(f, c), b.Weight(f, c))
			}
		}
	}
}

func TestFeaturesOfTooManyClassesAreLeftOut(t *testing.T) {
	var many []Example
	for c := range int32(maxLinks + 1) {
		many = append(many, Example{[]Feature{{0, 1}, {c + 1, 1}}, c})
	}
	m := Train(many, Shape{Features: maxLinks + 2, Classes: maxLinks + 1, Dense: make([]bool, maxLinks+2), Epochs: 2})
	if m.Weight(0, 7) != 0 || m.Weight(8, 7) <= 0 {
		t.Errorf("shared feature %v, own feature %v", m.Weight(0, 7), m.Weight(8, 7))
	}
}

func TestLogSumExpIsExact(t *testing.T) {
	for _, scores := range [][]float32{{0}, {1, 2, 3}, {0, 0, 5}, {-4, 0, 0}, {1000, 1000}, {-1000, -1001}} {
		want, top := 0.0, float64(scores[0])
		for _, s := range scores {
			top = math.Max(top, float64(s))
		}
		for _, s := range scores {
			want += math.Exp(float64(s) - top)
		}
		if got := LogSumExp(scores); math.Abs(got-(top+math.Log(want))) > 1e-6 {
			t.Errorf("%v: got %v, want %v", scores, got, top+math.Log(want))
		}
	}
}
