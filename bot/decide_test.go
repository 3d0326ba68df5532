package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdesk/knowledge"
)

func TestDecide(t *testing.T) {
	hit := func(id string, kind knowledge.Kind, confidence float64) knowledge.Hit {
		return knowledge.Hit{ID: id, Kind: kind, Confidence: confidence}
	}
	faq := func(id string, confidence float64) knowledge.Hit { return hit(id, knowledge.FAQ, confidence) }
	result := func(hits ...knowledge.Hit) knowledge.Result { return knowledge.Result{Hits: hits} }
	double := func(a, b knowledge.Hit) knowledge.Result {
		r := result(faq("a", 0.6), faq("b", 0.59))
		r.Parts = []knowledge.Result{result(a), result(b)}
		return r
	}
	triple := func(a, b, c knowledge.Hit) knowledge.Result {
		r := result(a, b, c)
		r.Parts = []knowledge.Result{result(a), result(b), result(c)}
		return r
	}
	for _, c := range []struct {
		name string
		r    knowledge.Result
		want decision
	}{
		{"nothing found", result(), decision{kind: Fallback}},
		{"sure", result(faq("a", 0.9), faq("b", 0.1)), decision{Answer, []string{"a"}, 0.9, ""}},
		{"just sure enough", result(faq("a", 0.6)), decision{Answer, []string{"a"}, 0.6, ""}},
		{"an answer and a hand-off", result(faq("a", 0.4), hit("call-us", knowledge.Handoff, 0.3)), decision{Answer, []string{"a"}, 0.4, ""}},
		{"a hand-off is no rival", result(faq("a", 0.7), hit("call-us", knowledge.Handoff, 0.69)), decision{Answer, []string{"a"}, 0.7, ""}},
		{"two as good", result(faq("a", 0.6), faq("b", 0.58)), decision{Clarify, []string{"a", "b"}, 0.6, ""}},
		{"unsure", result(faq("a", 0.45), faq("b", 0.4), faq("c", 0.38), faq("d", 0.37)), decision{Clarify, []string{"a", "b", "c"}, 0.45, ""}},
		{"unsure of one", result(faq("a", 0.45), faq("b", 0.1)), decision{Clarify, []string{"a"}, 0.45, ""}},
		{"what is half as likely is asked about too", result(faq("a", 0.45), faq("b", 0.2)), decision{Clarify, []string{"a", "b"}, 0.45, ""}},
		{"one of three", result(faq("a", 0.3), faq("b", 0.2), faq("c", 0.18)), decision{Clarify, []string{"a", "b", "c"}, 0.3, ""}},
		{"refusals count together", result(faq("a", 0.4), hit("weather", knowledge.Decline, 0.25), hit("news", knowledge.Decline, 0.2)), decision{Fallback, nil, 0.4, "weather"}},
		{"too unsure", result(faq("a", 0.3), faq("b", 0.1)), decision{Fallback, []string{"a"}, 0.3, ""}},
		{"far from everything", result(faq("a", 0.1)), decision{kind: Fallback, confidence: 0.1}},
		{"small talk is never asked about", result(hit("hi", knowledge.SmallTalk, 0.4)), decision{Fallback, nil, 0.4, ""}},
		{"small talk is answered", result(hit("hi", knowledge.SmallTalk, 0.7), faq("a", 0.68)), decision{Answer, []string{"hi"}, 0.7, ""}},
		{"a refusal is no answer", result(hit("weather", knowledge.Decline, 0.8)), decision{Fallback, nil, 0.8, "weather"}},
		{"two questions", double(faq("a", 0.9), faq("b", 0.7)), decision{Answer, []string{"a", "b"}, 0.7, ""}},
		{"half a question", double(faq("a", 0.9), faq("b", 0.3)), decision{Clarify, []string{"a", "b"}, 0.6, ""}},
		{"half a question that the whole bears out", double(faq("a", 0.9), faq("b", 0.4)), decision{Answer, []string{"a", "b"}, 0.4, ""}},
		{"half a question that the whole does not ask", double(faq("a", 0.9), faq("c", 0.5)), decision{Clarify, []string{"a", "b"}, 0.6, ""}},
		{"three questions", triple(faq("a", 0.9), faq("b", 0.7), faq("c", 0.8)), decision{Answer, []string{"a", "b", "c"}, 0.7, ""}},
		{"half a greeting", double(faq("a", 0.9), hit("hi", knowledge.SmallTalk, 1)), decision{Clarify, []string{"a", "b"}, 0.6, ""}},
	} {
		if d := cmp.Diff(c.want, decide(c.r, Thresholds{Answer: 0.6, Clarify: 0.35, Margin: 0.15}), cmp.AllowUnexported(decision{})); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}
