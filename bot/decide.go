package bot

import "frontdesk/knowledge"

// Thresholds are the confidences, from 0 to 1, at which the bot answers, asks back, or says that it does not know. They mean
// the same for every knowledge folder, so the defaults seldom need changing.
type Thresholds struct {
	Answer  float64 `yaml:"answer"`  // from here on the best entry is sent
	Clarify float64 `yaml:"clarify"` // from here on up to Answer the bot asks which entry is meant; below it falls back
	Margin  float64 `yaml:"margin"`  // an answer less than this ahead of another is not sent but asked about
}

// DefaultThresholds returns those that ship. A confidence is a probability. At 0.45 and 0.25 more questions get their answer, and more get a wrong
// one: of 269 given ones 156 right and 13 wrong, against 150 and 9 here. A question back costs a patient less than a wrong answer.
func DefaultThresholds() Thresholds { return Thresholds{Answer: 0.65, Clarify: 0.35, Margin: 0.15} }

// maxClarify is the most entries that the bot asks about at once.
const maxClarify = 3

// decision is what to do about a question.
type decision struct {
	kind       Kind     // Answer, Clarify or Fallback
	ids        []string // the entries to send, to ask about, or to name as near
	confidence float64  // of the best entry
	decline    string   // with Fallback: the entry that says why there is no answer
}

// decide is the one place that turns what a search found into an answer, a question back, or a fallback, always on the
// confidence of the entry that would be sent.
func decide(r knowledge.Result, th Thresholds) decision {
	if d, ok := decideBoth(r, th); ok {
		return d
	}
	d := decision{kind: Fallback, confidence: r.Confidence()}
	likely := near(r.Hits, th.Clarify/2)
	if d.confidence < th.Clarify && oneOf(r.Hits) < th.Answer {
		d.ids = likely
		return d
	}
	best := r.Hits[0]
	if id := declined(r.Hits); id != "" {
		d.decline = id
		return d
	}
	d.ids = near(r.Hits, th.Clarify)
	if !alone(best, d.ids) && (eitherWay(r.Hits) < th.Answer || tied(r.Hits, th.Margin)) {
		d.ids = likely
		return asked(d)
	}
	d.kind, d.ids = Answer, []string{best.ID}
	return d
}

// alone reports whether best is a hand-off that nothing near competes with. It leads to a person, which is what asking back
// would end in.
func alone(best knowledge.Hit, near []string) bool {
	return best.Kind == knowledge.Handoff && len(near) == 1
}

// declined returns the first entry that declines, if those that do are together more likely than the best of the others.
func declined(hits []knowledge.Hit) string {
	id, decline, other := "", 0.0, 0.0
	for _, h := range hits {
		switch {
		case h.Kind != knowledge.Decline:
			other = max(other, h.Confidence)
			continue
		case id == "":
			id = h.ID
		}
		decline += h.Confidence
	}
	if decline <= other {
		return ""
	}
	return id
}

// oneOf is the confidence that one of the entries that would be asked about serves.
func oneOf(hits []knowledge.Hit) float64 {
	c := 0.0
	for _, h := range hits[:min(maxClarify, len(hits))] {
		if h.Kind != knowledge.SmallTalk && h.Kind != knowledge.Decline {
			c += h.Confidence
		}
	}
	return c
}

// eitherWay is the confidence that the best entry serves. Where an answer and a hand-off share a question, such as the price and
// a quote, either does: every answer leads to a person, so they are not worth a question back.
func eitherWay(hits []knowledge.Hit) float64 {
	c := hits[0].Confidence
	if len(hits) > 1 && (hits[0].Kind == knowledge.Handoff) != (hits[1].Kind == knowledge.Handoff) && hits[1].Kind != knowledge.Decline {
		c += hits[1].Confidence
	}
	return c
}

// tied reports whether the first two entries are answers, and too close to tell which is meant.
func tied(hits []knowledge.Hit, margin float64) bool {
	if len(hits) < 2 || hits[0].Confidence-hits[1].Confidence >= margin {
		return false
	}
	return answers(hits[0]) && answers(hits[1])
}

func answers(h knowledge.Hit) bool {
	return h.Kind != knowledge.SmallTalk && h.Kind != knowledge.Handoff && h.Kind != knowledge.Decline
}

// asked makes d a question back, if there is anything to ask about.
func asked(d decision) decision {
	if len(d.ids) > 0 {
		d.kind = Clarify
	}
	return d
}

// wellOn is the share of Answer from which a part is well on its way to an answer.
const wellOn = 0.58

// decideBoth answers a message that asks two or three things: each part is well on its way to an answer alone, and all the way where the
// whole message does not speak for its entry too. "Would it help", behind a story, is a question that only the part asks. A greeting is
// none.
func decideBoth(r knowledge.Result, th Thresholds) (decision, bool) {
	if len(r.Parts) < 2 {
		return decision{}, false
	}
	d := decision{kind: Answer, confidence: 1}
	for _, part := range r.Parts {
		h := part.Hits[0]
		least := wellOn * th.Answer
		if h.Kind == knowledge.Decline || h.Kind == knowledge.SmallTalk || h.Confidence < least || h.Confidence+r.Of(h.ID) < 2*least {
			return decision{}, false
		}
		d.ids, d.confidence = append(d.ids, h.ID), min(d.confidence, h.Confidence)
	}
	return d, true
}

// near returns the entries worth asking about: not small talk, which nobody means by a question, and not a refusal.
func near(hits []knowledge.Hit, least float64) []string {
	var ids []string
	for _, h := range hits {
		if h.Confidence >= least && h.Kind != knowledge.SmallTalk && h.Kind != knowledge.Decline && len(ids) < maxClarify {
			ids = append(ids, h.ID)
		}
	}
	return ids
}
