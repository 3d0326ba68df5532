package bot

import (
	"slices"
	"strings"

	"frontdesk/bot/journal"
	"frontdesk/knowledge"
)

// maxCourteous is the most words around a courtesy that may be part of it when nothing answers them: "have a blessed day, beta".
const maxCourteous = 5

// ask answers a question or a statement.
func (t turn) ask() Reply {
	if len(t.u.words) == 0 {
		return t.miss(decision{kind: Fallback})
	}
	return t.question(t.u.core)
}

// question answers a text that shows no red flag: by an entry, or, when it leans on what was said before, by the part of the topic that it asks about.
func (t turn) question(asked string) Reply {
	words := t.u.words
	t.s.mention(t.cautions.Find(asked))
	t.noteArea(words)
	if r, ok := t.clinicFact(asked); ok {
		return r
	}
	alone := t.base.Search(t.query(asked, ""))
	d := decide(alone, t.thresholds)
	if r, ok := t.followUp(asked, d, alone); ok {
		return r
	}
	switch d.kind {
	case Answer:
		return t.withFact(t.answer(d), asked)
	case Clarify:
		if t.s.Clarified != "" {
			break
		}
		t.note(journal.Event{Kind: journal.Clarified, Text: asked, Entries: d.ids, Confidence: d.confidence})
		return t.clarify(d, asked)
	}
	if len(t.u.courtesies) > 0 && len(words) <= maxCourteous && !strings.Contains(asked, "?") {
		return t.courtesy()
	}
	if d.decline == "" && t.base.Entry(adviceEntry) != nil && t.advice.Wanted(asked) {
		d.decline = adviceEntry
	}
	t.note(journal.Event{Kind: journal.Unanswered, Text: asked, Entries: nearest(alone), Confidence: d.confidence})
	return t.miss(d)
}

// query is a question for a search, as it was read already if it is that of this message.
func (t turn) query(asked, topic string) knowledge.Query {
	q := knowledge.Query{Text: asked, Topic: topic}
	if asked == t.u.core {
		q.Reading = t.u.reading
	}
	return q
}

// plainlyNew is the confidence from which even a message that leans on the topic is about another entry.
const plainlyNew = 0.9

// followUp answers a message by the topic that was just talked about, when it asks about that: it leans on it and a part fits, or the entry that
// answers it was told already. d is what would be done about the message alone.
func (t turn) followUp(asked string, d decision, alone knowledge.Result) (Reply, bool) {
	e := t.base.Entry(t.s.Topic)
	if e == nil || len(d.ids) > 1 && d.kind == Answer {
		return Reply{}, false
	}
	words := t.u.words
	answered := d.kind == Answer
	another := answered && d.ids[0] != e.ID
	p, fit := t.bestPart(e, words)
	if d.kind == Clarify && slices.Contains(d.ids, e.ID) && isTopic(e) {
		return t.deeper(e, words), true // of those that may be meant, it is the one that we talk about
	}
	switch {
	case another && d.confidence >= plainlyNew && fit < 1, another && !leaning(words):
		if told := t.base.Entry(d.ids[0]); t.s.told(part{told, leadPart}.key()) && isTopic(told) {
			return t.deeper(told, words), true
		}
		return Reply{}, false
	case fit >= surePart:
		return t.tell(p), true
	case answered && d.ids[0] == e.ID && isTopic(e):
		return t.deeper(e, words), true
	}
	if !leaning(words) && fit < goodPart {
		return Reply{}, false
	}
	if fit >= goodPart {
		return t.tell(p), true
	}
	in := t.base.Search(t.query(asked, e.ID))
	within := decide(in, t.thresholds)
	switch {
	case in.Topic == "" || within.kind != Answer || len(within.ids) != 1 || in.Confidence() <= alone.Confidence():
		return Reply{}, false
	case within.ids[0] == e.ID && isTopic(e):
		return t.deeper(e, words), true
	}
	return t.withFact(t.answer(within), asked), true
}

// isTopic reports whether an entry has more than one side to tell.
func isTopic(e *knowledge.Entry) bool {
	return e.Kind != knowledge.SmallTalk && e.Kind != knowledge.Handoff && e.Kind != knowledge.Decline
}

// areas are the aspects of turns.yaml that name a part of the body.
var areas = []string{"neck", "leg"}

// noteArea remembers the part of the body that a message names.
func (t turn) noteArea(words []string) {
	for _, a := range t.aspects.finds(words) {
		for _, area := range areas {
			if a == area {
				t.s.Area = a
			}
		}
	}
}

// note hands an event to the journal, with who it was.
func (t turn) note(e journal.Event) {
	e.Adapter, e.User = t.m.Adapter, t.m.User
	t.journal.Record(e)
}

// nearest returns the ID of the best hit, or nothing.
func nearest(r knowledge.Result) []string {
	if len(r.Hits) == 0 {
		return nil
	}
	return []string{r.Hits[0].ID}
}
