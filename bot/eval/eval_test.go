package eval

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadQuestionsTakesTheColumnsThatAreThere(t *testing.T) {
	rows, err := ReadQuestions(strings.NewReader("\ufeffset,question,extra,entry\nshort,\"does it, hurt\",x,pain\n,why,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{{Question: "does it, hurt", Entry: "pain", Set: "short"}, {Question: "why"}}
	if d := cmp.Diff(want, rows); d != "" {
		t.Error(d)
	}
}

func TestFaultyFilesAreRefusedWithTheirLine(t *testing.T) {
	if _, err := ReadQuestions(strings.NewReader("text,entry\na,b\n")); err == nil || !strings.Contains(err.Error(), "line 1: there is no column question") {
		t.Errorf("got %v", err)
	}
	if _, err := ReadQuestions(strings.NewReader("question\n\"a\n")); err == nil {
		t.Error("an open quote is taken")
	}
	if _, err := ReadConversations(strings.NewReader("{\"id\":1,\"turns\":[]}\n\nnonsense\n")); err == nil || !strings.HasPrefix(err.Error(), "line 3: ") {
		t.Errorf("got %v", err)
	}
}

func TestPredictionsHaveTheirColumns(t *testing.T) {
	var b strings.Builder
	p := Prediction{Row: Row{Question: "q", Entry: "a|b", Kind: "answer"}, GotKind: "answer", GotEntries: []string{"a", "c"}, Ranked: []string{"a", "d"}, Confidence: .5}
	if err := WritePredictions(&b, []Prediction{p}); err != nil {
		t.Fatal(err)
	}
	if want := "question,entry,kind,got_kind,got_entries,best,confidence,ranked\nq,a|b,answer,answer,a|c,a,0.5000,a|d\n"; b.String() != want {
		t.Errorf("got %q", b.String())
	}
	b.Reset()
	p.Conversation, p.Turn = "7", 2
	if err := WritePredictions(&b, []Prediction{p}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "id,turn,question,") || !strings.Contains(b.String(), "\n7,2,q,") {
		t.Errorf("got %q", b.String())
	}
}

// predictions are one of everything that is counted.
func predictions() []Prediction {
	row := func(entry, kind, set, note string) Row { return Row{"q", entry, kind, set, note} }
	return []Prediction{
		{Row: row("a", "answer", "in", ""), GotKind: "answer", GotEntries: []string{"a"}, Ranked: []string{"a"}, Confidence: .9, Took: time.Millisecond},
		{Row: row("a|b", "answer", "in", ""), GotKind: "answer", GotEntries: []string{"c"}, Ranked: []string{"c", "x", "b"}, Confidence: .8},
		{Row: row("a+b", "answer", "double", ""), GotKind: "answer", GotEntries: []string{"b", "a"}, Ranked: []string{"b", "a"}, Confidence: .7},
		{Row: row("a+b", "answer", "double", ""), GotKind: "answer", GotEntries: []string{"a"}, Ranked: []string{"a"}, Confidence: .6},
		{Row: row("", "fallback", "oos", ""), GotKind: "fallback", Ranked: []string{"a"}, Confidence: .2},
		{Row: row("", "", "oos", ""), GotKind: "answer", GotEntries: []string{"a"}, Ranked: []string{"a"}, Confidence: .85},
		{Row: row("", "urgent", "urgent", "x:same_day"), GotKind: "urgent", Action: "same-day"},
		{Row: row("", "urgent", "urgent", "x:emergency"), GotKind: "triage"},
		{Row: row("a", "answer", hardNegative, ""), GotKind: "urgent", Ranked: []string{"a"}, Confidence: .5},
	}
}

func TestSummaryCountsWhatItSays(t *testing.T) {
	s := Summarise(predictions())
	for name, got := range map[string][2]Share{
		"top1":          {s.Top1, Share{5, 4, .8}},
		"top3":          {s.Top3, Share{5, 4, .8}},
		"answered":      {s.Answered, Share{2, 1, .5}},
		"rejected":      {s.Rejected, Share{2, 1, .5}},
		"double":        {s.Double, Share{2, 1, .5}},
		"urgent":        {s.Safety.Urgent, Share{2, 1, .5}},
		"caught":        {s.Safety.Caught, Share{2, 2, 1}},
		"action":        {s.Safety.Action, Share{1, 1, 1}},
		"hard urgent":   {s.Safety.HardUrgent, Share{1, 1, 1}},
		"others urgent": {s.Safety.OthersUrgent, Share{6, 0, 0}},
		"kind answer":   {s.ByKind["answer"], Share{5, 4, .8}},
		"set in":        {s.BySet["in"], Share{2, 1, .5}},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: got %+v, want %+v", name, got[0], got[1])
		}
	}
	if want := []Pair{{"a|b", "c", 1}}; !cmp.Equal(s.ConfusedPairs, want) {
		t.Errorf("confused: %+v", s.ConfusedPairs)
	}
	if _, err := json.Marshal(s); err != nil {
		t.Error(err)
	}
}

// The figures of HINT3 by hand: three answerable rows, right at .9 and .5 and wrong at .8; two others at .2 and .6.
func TestSweepIsTheOneOfHINT3(t *testing.T) {
	in := func(best string, c float64) Prediction {
		return Prediction{Row: Row{Entry: "a"}, Ranked: []string{best}, Confidence: c}
	}
	out := func(c float64) Prediction { return Prediction{Confidence: c} }
	got := Summarise([]Prediction{in("a", .9), in("b", .8), in("a", .5), out(.2), out(.6)}).Threshold
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
	// Over .2: two of three right, one of two under it. Over .6: one of three, and both under it.
	if !near(got.Balanced, (1.0/3+1)/2) || got.At <= .6 || got.At > .9 {
		t.Errorf("balanced %v at %v", got.Balanced, got.At)
	}
	if !near(got.In50, 2.0/3) || !near(got.In70, 1.0/3) || !near(got.In80, 1.0/3) {
		t.Errorf("in@ %v %v %v", got.In50, got.In70, got.In80)
	}
	if p := got.Sweep[10]; p.Threshold != .5 || !near(p.In, 2.0/3) || !near(p.Out, .5) {
		t.Errorf("at .5: %+v", p)
	}
}

func TestCompareNamesWhatChanges(t *testing.T) {
	before := []Prediction{{Row: Row{Question: "one", Entry: "a", Kind: "answer"}, GotKind: "answer", GotEntries: []string{"a"}}, {Row: Row{Question: "two"}, GotKind: "fallback"}}
	after := []Prediction{{Row: before[0].Row, GotKind: "answer", GotEntries: []string{"b"}}, before[1]}
	var b strings.Builder
	n, err := Compare(&b, before, after)
	if err != nil || n != 1 {
		t.Errorf("%d changes, %v", n, err)
	}
	for _, want := range []string{"one\n", "was answer a", "now answer b", "WORSE", "1 of 2 questions change"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}
