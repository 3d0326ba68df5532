package bot

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"frontdesk/bot/journal"
	"frontdesk/bot/triage"
	"frontdesk/knowledge"
)

// Respond answers one message: session in, session out. It is a Handler. Whatever goes wrong inside becomes a Failure reply
// that carries the clinic's number; the log gets the place, never the text.
func (b *Bot) Respond(ctx context.Context, m Message) (r Reply) {
	defer func() {
		if p := recover(); p != nil {
			b.log.ErrorContext(ctx, "respond_panicked", "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			r = b.failure()
		}
	}()
	s := b.sessions.open(m)
	defer s.mu.Unlock()
	t := turn{b, m, s, understand(m, s.offered)}
	r = t.reply(ctx)
	t.remember(r)
	t.note(journal.Event{Kind: journal.Replied, Entries: r.Entries, Reply: string(r.Kind)})
	return r
}

// turn is one message on its way through the steps.
type turn struct {
	*Bot
	m Message
	s *session
	u understood
}

// reply runs the steps in their order: red flags, the open safety question, commands and buttons, the question itself.
func (t turn) reply(ctx context.Context) Reply {
	finding := t.triage.Look(t.u.text, t.s.heard)
	t.s.heard = finding.Heard
	if finding.Level == triage.Urgent {
		return t.urgent(finding.Flag)
	}
	if r, ok := t.safetyAnswer(); ok {
		return r
	}
	if finding.Level == triage.Ask {
		t.s.question = t.u.text
		return t.safetyQuestion(finding.Flag)
	}
	switch {
	case t.u.long:
		return t.plain(Fallback, t.phrases.TooLong)
	case t.u.command != "":
		return t.command(ctx)
	case t.u.choice != "":
		return t.choice()
	}
	return t.question(t.u.text)
}

// question answers a question that shows no red flag.
func (t turn) question(text string) Reply {
	t.mention(text)
	r := t.base.Search(knowledge.Query{Text: text, Topic: t.s.topic})
	d := decide(r, t.thresholds)
	switch d.kind {
	case Answer:
		return t.answer(d)
	case Clarify:
		if t.s.asked {
			break
		}
		t.s.question = text
		t.note(journal.Event{Kind: journal.Clarified, Text: text, Entries: d.ids, Confidence: d.confidence})
		return t.clarify(d)
	}
	if d.decline == "" && t.base.Entry(adviceEntry) != nil && t.advice.Wanted(text) {
		d.decline = adviceEntry
	}
	t.note(journal.Event{Kind: journal.Unanswered, Text: text, Entries: nearest(r), Confidence: d.confidence})
	return t.miss(d)
}

// note hands an event to the journal, with who it was.
func (t turn) note(e journal.Event) {
	e.Adapter, e.User = t.m.Adapter, t.m.User
	t.journal.Record(e)
}

// mention notes the cautions that a text says concern the person.
func (t turn) mention(text string) {
	for _, id := range t.cautions.Find(text) {
		if !slices.Contains(t.s.mentions, id) {
			t.s.mentions = append(t.s.mentions, id)
		}
	}
}

// remember keeps what the next message may lean on.
func (t turn) remember(r Reply) {
	s := t.s
	s.asked = r.Kind == Clarify
	if len(r.Choices) > 0 || r.Kind != SmallTalk {
		s.offered = r.Choices
	}
	switch r.Kind {
	case Fallback:
		s.misses++
	case Answer, Handoff, SmallTalk, Urgent:
		s.misses = 0
	}
	if r.Kind != Triage {
		s.flag = ""
	}
	if (r.Kind == Answer || r.Kind == Handoff) && len(r.Entries) > 0 {
		s.topic = r.Entries[len(r.Entries)-1]
	}
}

// nearest returns the ID of the best hit, or nothing.
func nearest(r knowledge.Result) []string {
	if len(r.Hits) == 0 {
		return nil
	}
	return []string{r.Hits[0].ID}
}
