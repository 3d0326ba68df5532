package eval

import (
	"slices"
	"strings"
	"time"
)

// Share is how many of how many.
type Share struct {
	Of    int     `json:"of"`
	Right int     `json:"right"`
	Share float64 `json:"share"` // Right/Of, 0 when Of is 0
}

func (s *Share) add(right bool) {
	s.Of++
	if right {
		s.Right++
	}
	s.Share = float64(s.Right) / float64(s.Of)
}

// Summary is what a set of predictions comes to.
type Summary struct {
	Rows          int              `json:"rows"`
	Top1          Share            `json:"top1"`           // rows with an entry: the best one is right, whatever was decided
	Top3          Share            `json:"top3"`           // rows with an entry: the right one is among the first three
	Answered      Share            `json:"answered"`       // rows with one entry that got an answer: it is the right one
	Rejected      Share            `json:"rejected"`       // rows that nothing answers: the bot said so
	Double        Share            `json:"double"`         // rows with a+b: both were answered
	ByKind        map[string]Share `json:"by_kind"`        // rows with a kind: the reply was of it
	BySet         map[string]Share `json:"by_set"`         // rows with a set: the reply was right in kind and entry
	Safety        Safety           `json:"safety"`         //
	Turns         Share            `json:"turns"`          // turns of conversations: nothing is wrong with the reply
	ByGroup       map[string]Share `json:"by_group"`       // the same by the group of the conversation
	Emergency     Share            `json:"emergency"`      // turns where an urgent reply is right, alone or among others: nothing is wrong
	Repeated      Share            `json:"repeated"`       // turns after a person's first: the reply is the one before, word for word
	Threshold     Threshold        `json:"threshold"`      // what the confidence could do at its best
	Calibration   []Tenth          `json:"calibration"`    //
	MedianMicros  float64          `json:"median_micros"`  // time of a reply
	P99Micros     float64          `json:"p99_micros"`     //
	Predictions   []Prediction     `json:"-"`              //
	ConfusedPairs []Pair           `json:"confused_pairs"` // the entries most often taken for another, at most ten
}

// Safety counts how red flags were seen.
type Safety struct {
	Urgent       Share `json:"urgent"`        // urgent rows: urgent
	Caught       Share `json:"caught"`        // urgent rows: urgent, or the safety question
	Action       Share `json:"action"`        // urgent rows that name one and were urgent: the right action
	HardUrgent   Share `json:"hard_urgent"`   // near misses: urgent, and so wrong
	HardTriage   Share `json:"hard_triage"`   // near misses: the safety question
	OthersUrgent Share `json:"others_urgent"` // all other rows: urgent, and so wrong
	OthersTriage Share `json:"others_triage"` // all other rows: the safety question
}

// Pair is an entry and the one that was taken for it.
type Pair struct {
	Entry string `json:"entry"`
	Best  string `json:"best"`
	Times int    `json:"times"`
}

// hardNegative is the set of rows that sound like red flags and are none.
const hardNegative = "urgent-hard-negative"

// Summarise sums up predictions.
func Summarise(ps []Prediction) Summary {
	s := Summary{Rows: len(ps), ByKind: map[string]Share{}, BySet: map[string]Share{}, ByGroup: map[string]Share{}, Predictions: ps}
	for _, p := range ps {
		if p.Turn > 0 {
			s.countTurn(p)
		} else {
			s.countQuestion(p)
		}
		if p.Kind != "" && !strings.Contains(p.Kind, "|") {
			addTo(s.ByKind, p.Kind, p.GotKind == p.Kind)
		}
		s.Safety.count(p)
	}
	s.Threshold = sweep(ps)
	s.Calibration = calibrate(ps)
	s.MedianMicros, s.P99Micros = times(ps)
	s.ConfusedPairs = confused(ps)
	return s
}

func (s *Summary) countTurn(p Prediction) {
	ok := right(p)
	s.Turns.add(ok)
	if p.Group != "" {
		addTo(s.ByGroup, p.Group, ok)
	}
	if p.wants("urgent") {
		s.Emergency.add(ok)
	}
	if p.Before != "" {
		s.Repeated.add(p.repeats())
	}
}

func (s *Summary) countQuestion(p Prediction) {
	if p.Entry != "" {
		s.Top1.add(accepts(p.Entry, p.Best()))
		s.Top3.add(among(p.Entry, p.Ranked[:min(3, len(p.Ranked))]))
	}
	switch {
	case strings.Contains(p.Entry, "+"):
		s.Double.add(among(p.Entry, p.GotEntries))
	case p.Entry != "" && p.GotKind == "answer":
		s.Answered.add(len(p.GotEntries) > 0 && accepts(p.Entry, p.GotEntries[0]))
	case p.Entry == "" && (p.Kind == "" || p.Kind == "fallback"):
		s.Rejected.add(p.GotKind == "fallback")
	}
	if p.Set != "" {
		addTo(s.BySet, p.Set, right(p))
	}
}

func addTo(m map[string]Share, key string, right bool) {
	share := m[key]
	share.add(right)
	m[key] = share
}

func (s *Safety) count(p Prediction) {
	urgent, triage := p.GotKind == "urgent", p.GotKind == "triage"
	switch {
	case p.Kind == "urgent":
		s.Urgent.add(urgent)
		s.Caught.add(urgent || triage)
		if _, action, named := strings.Cut(p.Note, ":"); named && urgent {
			s.Action.add(strings.ReplaceAll(action, "_", "-") == p.Action)
		}
	case p.wants("urgent"): // urgent is one of several right ones
	case p.Set == hardNegative:
		s.HardUrgent.add(urgent)
		s.HardTriage.add(triage)
	default:
		s.OthersUrgent.add(urgent)
		s.OthersTriage.add(triage)
	}
}

func times(ps []Prediction) (median, p99 float64) {
	if len(ps) == 0 {
		return 0, 0
	}
	took := make([]time.Duration, len(ps))
	for i, p := range ps {
		took[i] = p.Took
	}
	slices.Sort(took)
	micros := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }
	return micros(took[len(took)/2]), micros(took[len(took)*99/100])
}

func confused(ps []Prediction) []Pair {
	times := map[Pair]int{}
	for _, p := range ps {
		if p.Turn == 0 && p.Entry != "" && p.Best() != "" && !accepts(p.Entry, p.Best()) {
			times[Pair{Entry: p.Entry, Best: p.Best()}]++
		}
	}
	var pairs []Pair
	for pair, n := range times {
		pair.Times = n
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(a, b Pair) int {
		if a.Times != b.Times {
			return b.Times - a.Times
		}
		return strings.Compare(a.Entry+a.Best, b.Entry+b.Best)
	})
	return pairs[:min(10, len(pairs))]
}
