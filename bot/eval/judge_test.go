package eval

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFaultsOfATurn(t *testing.T) {
	turn := func(kind, entry string, c Check) Prediction {
		return Prediction{
			Row: Row{Kind: kind, Entry: entry}, Check: c, Turn: 2,
			GotKind: "answer", GotEntries: []string{"your-session#after", "cost"}, Text: "Call  112\n", Before: "Call 112",
		}
	}
	for name, test := range map[string]struct {
		got  Prediction
		want []Fault
	}{
		"nothing asked for":     {turn("", "", Check{}), nil},
		"one of the kinds":      {turn("urgent|answer", "", Check{}), nil},
		"none of the kinds":     {turn("urgent|handoff", "", Check{}), []Fault{WrongKind}},
		"a section's article":   {turn("", "sleep|your-session", Check{}), nil},
		"the section itself":    {turn("", "your-session#after", Check{}), nil},
		"another section":       {turn("", "your-session#before", Check{}), []Fault{WrongEntry}},
		"half of a double":      {turn("", "cost+sleep", Check{}), []Fault{WrongEntry}},
		"said":                  {turn("", "", Check{Must: regexp.MustCompile("112")}), nil},
		"not said":              {turn("", "", Check{Must: regexp.MustCompile("108")}), []Fault{NotSaid}},
		"forbidden":             {turn("", "", Check{MustNot: regexp.MustCompile("112")}), []Fault{Forbidden}},
		"the same but in space": {turn("", "", Check{NoRepeat: true}), []Fault{SaidBefore}},
		"everything": {
			turn("urgent", "sleep", Check{Must: regexp.MustCompile("x"), MustNot: regexp.MustCompile("C"), NoRepeat: true}),
			[]Fault{WrongKind, WrongEntry, NotSaid, Forbidden, SaidBefore},
		},
	} {
		if d := cmp.Diff(test.want, test.got.Faults()); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestAFirstReplyRepeatsNothing(t *testing.T) {
	if f := (Prediction{Turn: 1, Check: Check{NoRepeat: true}}).Faults(); len(f) > 0 {
		t.Error(f)
	}
}

func turns() []Prediction {
	turn := func(n int, group, kind, got, text, before string) Prediction {
		return Prediction{
			Row: Row{Question: "said", Kind: kind, Entry: ""}, Conversation: "d1", Group: group, Turn: n,
			GotKind: got, Text: text, Before: before, Ranked: []string{"a"}, Confidence: .5,
		}
	}
	return []Prediction{
		turn(1, "emergency", "urgent", "urgent", "112", ""),
		turn(2, "emergency", "urgent|answer", "urgent", "112", "112"),
		turn(3, "emergency", "urgent|answer", "fallback", "no", "112"),
		turn(1, "courtesy", "smalltalk", "smalltalk", "hello", ""),
	}
}

func TestSummaryOfTurns(t *testing.T) {
	s := Summarise(turns())
	for name, got := range map[string][2]Share{
		"turns":         {s.Turns, Share{4, 3, .75}},
		"emergency":     {s.Emergency, Share{3, 2, 2.0 / 3}},
		"repeated":      {s.Repeated, Share{2, 1, .5}},
		"of the group":  {s.ByGroup["emergency"], Share{3, 2, 2.0 / 3}},
		"other group":   {s.ByGroup["courtesy"], Share{1, 1, 1}},
		"one kind":      {s.ByKind["urgent"], Share{1, 1, 1}},
		"others urgent": {s.Safety.OthersUrgent, Share{1, 0, 0}},
		"no questions":  {s.Rejected, Share{}},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: got %+v, want %+v", name, got[0], got[1])
		}
	}
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "balanced accuracy") || !strings.Contains(b.String(), "turns of emergencies right") {
		t.Error(b.String())
	}
}

func TestFailuresNameWhatIsWrong(t *testing.T) {
	ps := turns()
	ps[0].Must, ps[1].MustNot = regexp.MustCompile("help"), regexp.MustCompile("1+2")
	var b bytes.Buffer
	if err := WriteFailures(&b, ps); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"d1 turn 1 emergency\n  > said\n", "wrong: [must]", "must: help", `mustnot: 1+2, found "112"`, "wrong: [kind]", "wanted: urgent|answer", "got: fallback (0.50)\n  | no\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "courtesy") {
		t.Error("a right turn is shown")
	}
}
