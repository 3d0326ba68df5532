package bot

import (
	"slices"
	"strings"
	"time"

	"frontdesk/bot/triage"
	"frontdesk/knowledge"
)

// urgent tells a person what to do about a red flag. Nothing stands before it.
func (t turn) urgent(flag *knowledge.RedFlag) Reply {
	parts := []string{t.clinic.Fill(flag.Advice)}
	open := t.clinic.OpenAt(-1, time.Now())
	if (flag.Action == knowledge.SameDay || flag.Action == knowledge.Soon) && open.Known && !open.Open {
		parts = []string{t.phrases.UrgentClosed, parts[0]}
	}
	if !strings.Contains(parts[len(parts)-1], t.clinic.Contact(-1).Phone) {
		parts = append(parts, t.phrases.UrgentContact)
	}
	return Reply{
		Kind: Urgent, Entries: []string{}, Confidence: 1, Text: strings.Join(parts, "\n\n"), Action: flag.Action,
		Private: t.m.Group, Short: t.phrases.UrgentShort,
	}
}

// safetyQuestion asks the one question that tells a red flag from a false alarm.
func (t turn) safetyQuestion(flag *knowledge.RedFlag) Reply {
	t.s.flag = flag.ID
	return Reply{
		Kind: Triage, Entries: []string{}, Confidence: 1, Text: t.clinic.Fill(flag.Ask),
		Choices: []Choice{{yesPrefix + flag.ID, t.phrases.Yes}, {noPrefix + flag.ID, t.phrases.No}},
		Private: t.m.Group, Short: t.phrases.PrivateShort,
	}
}

// safetyAnswer reads the answer to a safety question: anything but a clear no counts as yes. A pressed button says itself
// which red flag it is about, so it counts after a restart too. It reports false when no question is open or answered.
func (t turn) safetyAnswer() (Reply, bool) {
	prefix, id := cutChoice(t.u.choice)
	pressed := prefix == yesPrefix || prefix == noPrefix
	if !pressed {
		id = t.s.flag
	}
	flags := t.base.Files().RedFlags.Flags
	i := slices.IndexFunc(flags, func(f knowledge.RedFlag) bool { return f.ID == id })
	switch {
	case i < 0:
		return Reply{}, false
	case prefix == noPrefix, !pressed && t.u.choice == "" && t.u.command == "" && triage.ClearNo(t.u.text):
		return t.safe(), true
	}
	return t.urgent(&flags[i]), true
}

// safe goes on with what was asked before the safety question.
func (t turn) safe() Reply {
	asked := t.s.question
	t.s.flag, t.s.question = "", ""
	if asked == "" {
		return t.said(t.phrases.SafeNo)
	}
	r := t.question(asked)
	if r.Kind == Fallback || r.Kind == Clarify {
		return t.said(t.phrases.SafeNo)
	}
	r.Text, r.Body = t.phrases.SafeNo+"\n\n"+r.Text, t.phrases.SafeNo+"\n\n"+r.Body
	return r
}
