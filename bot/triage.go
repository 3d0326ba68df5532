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
		Choices: []Choice{{choiceYes, t.phrases.Yes}, {choiceNo, t.phrases.No}},
		Private: t.m.Group, Short: t.phrases.PrivateShort,
	}
}

// safetyAnswer reads the answer to the safety question: anything but a clear no counts as yes.
func (t turn) safetyAnswer() Reply {
	no := t.u.choice == choiceNo || t.u.choice == "" && t.u.command == "" && triage.ClearNo(t.u.text)
	if !no {
		flags := t.base.Files().RedFlags.Flags
		i := slices.IndexFunc(flags, func(f knowledge.RedFlag) bool { return f.ID == t.s.flag })
		return t.urgent(&flags[i])
	}
	asked := t.s.question
	t.s.flag, t.s.question = "", ""
	r := t.question(asked)
	if r.Kind == Fallback {
		r.Text, r.Kind = t.phrases.SafeNo, SmallTalk
		return r
	}
	r.Text = t.phrases.SafeNo + "\n\n" + r.Text
	return r
}
