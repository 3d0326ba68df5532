package bot

import (
	"strconv"
	"strings"

	"frontdesk/knowledge"
)

// classes are what turns are told apart by where their words are nobody's: what a turn does, the topic of an emergency turn, and the follow-up that a
// question is like.
type classes struct{ acts, topics, parts *knowledge.Classifier }

// ordinary is the class of what is a question or statement of its own.
const ordinary = "new"

func newClasses(r *knowledge.Reader, files *knowledge.Files, acts, topics map[string][]string) classes {
	var own []string
	parts := map[string][]string{}
	for _, e := range files.Entries {
		if e.Kind == knowledge.SmallTalk {
			continue
		}
		own = append(own, e.Title)
		for i, f := range e.FollowUps {
			if f.Ask != knowledge.Again {
				parts[part{e, i}.key()] = []string{f.Ask}
			}
		}
	}
	return classes{acts: r.Classifier(with(acts, own)), topics: r.Classifier(with(topics, own)), parts: r.Classifier(parts)}
}

// with returns labelled examples with one label more.
func with(examples map[string][]string, own []string) map[string][]string {
	out := map[string][]string{ordinary: own}
	for label, texts := range examples {
		out[label] = texts
	}
	return out
}

// The probabilities from which a class is believed: surely where a wrong one would keep a question from being searched.
const (
	likely = 0.5
	surely = 0.85
)

// classOf returns the class that a classifier is sure of, or "".
func classOf(c *knowledge.Classifier, r *knowledge.Reading, sure float64) string {
	o := c.Probabilities(r)
	if len(o) == 0 || o[0].Probability < sure || o[0].Class == ordinary {
		return ""
	}
	return o[0].Class
}

// likeness of the follow-ups of an entry to a reading, by their numbers: the cosine of the meanings, from -1 to 1.
func (c classes) alike(r *knowledge.Reading, e *knowledge.Entry) map[int]float64 {
	out := map[int]float64{}
	for _, o := range c.parts.Probabilities(r) {
		id, n, _ := strings.Cut(o.Class, " ")
		if i, err := strconv.Atoi(n); id == e.ID && err == nil {
			out[i] = o.Near
		}
	}
	return out
}
