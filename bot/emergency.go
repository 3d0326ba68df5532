package bot

import (
	"slices"
	"strings"

	"frontdesk/bot/triage"
	"frontdesk/knowledge"
)

// The topics of an open emergency that the bot itself names; the others are read from the message.
const (
	okTopic        = "ok"
	thanksTopic    = "thanks"
	unsureTopic    = "unsure"
	otherTopic     = "other"
	remindTopic    = "remind"
	withdrawnTopic = "withdrawn"
	goneTopic      = "gone"
	detailTopic    = "detail"
	groupTopic     = "group"
)

// alarm answers a message that shows a red flag. One that is open stays, unless the new one needs help sooner; what is only suspected is asked
// about, but not while a question waits or an emergency is open.
func (t turn) alarm(f triage.Finding) (Reply, bool) {
	if f.Level == triage.None {
		return Reply{}, false
	}
	if f.Gone && t.s.Emergency == nil {
		t.s.alarm(f.Flag)
		return t.pressing(f.Flag, t.inside(f.Flag, goneTopic)), true
	}
	if e := t.s.Emergency; e != nil && t.s.Safety == nil {
		open := t.flag(e.Flag)
		if f.Level == triage.Urgent && (open == nil || f.Flag.Outranks(open)) {
			return t.urgent(f.Flag), true
		}
		return Reply{}, false
	}
	switch q := t.s.Safety; {
	case f.Level == triage.Urgent:
		return t.urgent(f.Flag), true
	case q == nil:
		return t.safetyQuestion(f.Flag, t.u.core), true
	case t.u.act == no && q.Flag != f.Flag.ID:
		return t.safetyQuestion(f.Flag, q.Pending), true
	}
	return Reply{}, false
}

// flag returns the red flag with an ID, or nil.
func (t turn) flag(id string) *knowledge.RedFlag {
	flags := t.base.Files().RedFlags.Flags
	for i := range flags {
		if flags[i].ID == id {
			return &flags[i]
		}
	}
	return nil
}

// urgent tells a person what to do about a red flag, and opens the emergency. Nothing stands before it, and nothing in English before what is in the
// person's language.
func (t turn) urgent(flag *knowledge.RedFlag) Reply {
	t.s.alarm(flag)
	said, translated := t.safetyTexts(flag)
	parts := []string{said.Advice}
	open := t.clinic.OpenAt(-1, t.now())
	if (flag.Action == knowledge.SameDay || flag.Action == knowledge.Soon) && open.Known && !open.Open {
		parts = []string{t.phrases.UrgentClosed, said.Advice}
		if translated {
			slices.Reverse(parts)
		}
	}
	if !strings.Contains(said.Advice, t.clinic.Contact(-1).Phone) {
		parts = append(parts, t.phrases.UrgentContact)
	}
	r := t.pressing(flag, strings.Join(parts, "\n\n"))
	r.translated = translated
	return r
}

// pressing is an urgent reply.
func (t turn) pressing(flag *knowledge.RedFlag, text string) Reply {
	return Reply{
		Kind: Urgent, Entries: []string{}, Confidence: 1, Text: text, Action: flag.Action, Private: t.m.Group,
		Short: t.clinic.Fill(t.base.Files().RedFlags.FollowUp(flag.ID, groupTopic, 0)),
	}
}

// within answers a turn inside the open emergency: by the topic that it asks about, or, when it is plainly about something else, by the ordinary
// answer behind one line that reminds.
func (t turn) within() Reply {
	flag := t.flag(t.s.Emergency.Flag)
	if flag == nil { // the staff took the flag out while the emergency was open
		t.s.Emergency = nil
		return t.ask()
	}
	topic, sure := t.topicOf()
	if topic == withdrawnTopic {
		return t.withdrawn()
	}
	if !sure {
		if r, ok := t.aside(); ok {
			t.s.Emergency.Aside = true
			return r
		}
	}
	t.s.Emergency.Aside = false
	return t.pressing(flag, t.inside(flag, topic))
}

// inside returns the next text for a topic, and never the one said last.
func (t turn) inside(flag *knowledge.RedFlag, topic string) string {
	asked := t.s.Emergency.Asked
	for _, topic := range []string{topic, otherTopic, otherTopic, otherTopic} {
		n := asked[topic]
		asked[topic]++
		text := t.clinic.Fill(t.base.Files().RedFlags.FollowUp(flag.ID, topic, n))
		if text != "" && text != t.s.Last {
			return text
		}
	}
	return t.clinic.Fill(flag.Advice)
}

// plainly is the confidence from which a message inside an emergency is about something else.
const plainly = 0.85

// calming are the folders of entries that must not be heard inside an emergency: they tell what is all right after a session.
var calming = []string{"after", "effects", "decline"}

// goesOn reports whether a turn goes on with what was told aside: it asks for more of it, or leans on it.
func (t turn) goesOn() bool {
	switch t.u.act {
	case more, shorter, again:
		return true
	}
	e := t.base.Entry(t.s.Topic)
	if e == nil || t.u.act != statement || !leaning(t.u.words) {
		return false
	}
	_, fit := t.bestPart(e, t.u.words)
	return fit >= surePart
}

// aside answers a plainly new topic inside an emergency. The line that reminds is put before every such answer: see turn.guard.
func (t turn) aside() (Reply, bool) {
	if t.s.Emergency.Aside && t.goesOn() {
		return t.onward(), true
	}
	if len(knowledge.ContentWords(t.u.words)) < 2 {
		return Reply{}, false
	}
	r := t.base.Search(knowledge.Query{Reading: t.u.reading})
	d := decide(r, t.thresholds)
	if d.kind != Answer || d.confidence < plainly {
		return Reply{}, false
	}
	for _, id := range d.ids {
		e := t.base.Entry(id)
		for _, group := range calming {
			if e.Group == group || e.Kind == knowledge.SmallTalk {
				return Reply{}, false
			}
		}
	}
	return t.answer(d), true
}

// onward goes on with the topic that was told aside.
func (t turn) onward() Reply {
	switch t.u.act {
	case shorter:
		return t.shorter()
	case again:
		return t.again()
	}
	return t.deeper(t.base.Entry(t.s.Topic), t.u.words)
}

// withdrawn closes the emergency.
func (t turn) withdrawn() Reply {
	flag := t.s.Emergency.Flag
	t.s.Emergency, t.s.Heard = nil, nil
	return t.said(t.clinic.Fill(t.base.Files().RedFlags.FollowUp(flag, withdrawnTopic, 0)))
}

// guarded holds a text to the rule that every reply inside an emergency carries the emergency number: one that lacks it gets the line that reminds
// put before it.
func (t turn) guarded(text string) string {
	e := t.s.Emergency
	if e == nil || strings.Contains(text, t.number) {
		return text
	}
	n := e.Asked[remindTopic]
	e.Asked[remindTopic]++
	reminds := t.base.Files().RedFlags.FollowUp(e.Flag, remindTopic, n)
	if l := t.foreign(); l != nil {
		reminds = l.Urgent
	}
	return t.clinic.Fill(reminds) + "\n\n" + text
}
