package bot

import "frontdesk/knowledge"

type Thresholds struct{ Answer, Clarify, Margin float64 }

func DefaultThresholds() Thresholds { return Thresholds{.5, .3, .1} }

type decision struct {
	kind       Kind
	ids        []string
	confidence float64
	decline    string
}

func decide(r knowledge.Result, th Thresholds) decision {
	if len(r.Hits) == 0 {
		return decision{kind: Fallback}
	}
	h := r.Hits[0]
	d := decision{kind: Answer, ids: []string{h.ID}, confidence: h.Confidence}
	if h.Confidence < th.Clarify {
		return decision{kind: Fallback, confidence: h.Confidence}
	}
	if h.Confidence < th.Answer && len(r.Hits) > 1 {
		return decision{Clarify, []string{h.ID, r.Hits[1].ID}, h.Confidence, ""}
	}
	return d
}
