package eval

import "slices"

// Threshold is what a threshold on the confidence could do, over all thresholds: the figures that HINT3 is compared by
// (Arora et al. 2020, aclanthology.org/2020.insights-1.16). It needs rows with an entry; without rows that nothing answers,
// only the first figure of each point has a meaning.
type Threshold struct {
	Balanced float64 `json:"balanced"` // the best mean of the two shares of a Point
	At       float64 `json:"at"`       // the threshold of Balanced
	In50     float64 `json:"in_50"`    // the best In with Out at least .5
	In70     float64 `json:"in_70"`    // the same, .7
	In80     float64 `json:"in_80"`    // the same, .8
	Sweep    []Point `json:"sweep"`    // at 0, .05, … 1
}

// Point is what one threshold does.
type Point struct {
	Threshold float64 `json:"threshold"`
	In        float64 `json:"in"`  // of the rows with an entry: best entry right, and confidence at or over the threshold
	Out       float64 `json:"out"` // of the rows that nothing answers: confidence under the threshold
}

// Tenth is how often the best entry is right where the confidence lies between From and From + .1. Where nothing answers the
// question, no entry is right.
type Tenth struct {
	From float64 `json:"from"`
	Share
}

// scored is a row as the sweep sees it.
type scored struct {
	confidence float64
	in, right  bool
}

// scores leaves out what is no matter of confidence: turns, which are read with those before them, and among the questions red
// flags, small talk and hand-offs.
func scores(ps []Prediction) []scored {
	var out []scored
	for _, p := range ps {
		if p.Turn == 0 && (p.Entry != "" || p.Kind == "" || p.Kind == "fallback") {
			out = append(out, scored{p.Confidence, p.Entry != "", accepts(p.Entry, p.Best())})
		}
	}
	return out
}

func sweep(ps []Prediction) Threshold {
	rows := scores(ps)
	var t Threshold
	steps := []float64{0, 1.000001}
	for _, r := range rows {
		steps = append(steps, r.confidence, r.confidence+1e-9)
	}
	slices.Sort(steps)
	for _, at := range slices.Compact(steps) {
		p := point(rows, at)
		if mean := (p.In + p.Out) / 2; mean > t.Balanced {
			t.Balanced, t.At = mean, at
		}
		for _, want := range []struct {
			out  float64
			best *float64
		}{{.5, &t.In50}, {.7, &t.In70}, {.8, &t.In80}} {
			if p.Out >= want.out {
				*want.best = max(*want.best, p.In)
			}
		}
	}
	for i := 0; i <= 20; i++ {
		t.Sweep = append(t.Sweep, point(rows, float64(i)/20))
	}
	return t
}

func point(rows []scored, at float64) Point {
	var in, out Share
	for _, r := range rows {
		if r.in {
			in.add(r.right && r.confidence >= at)
		} else {
			out.add(r.confidence < at)
		}
	}
	return Point{at, in.Share, out.Share}
}

func calibrate(ps []Prediction) []Tenth {
	tenths := make([]Tenth, 10)
	for i := range tenths {
		tenths[i].From = float64(i) / 10
	}
	for _, r := range scores(ps) {
		tenths[min(9, int(r.confidence*10))].add(r.right)
	}
	return tenths
}
