package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"frontdesk/bot/journal"
	"frontdesk/knowledge"
)

// Entries that the bot looks for by their IDs.
const (
	bookEntry   = "book"           // the hand-off to booking
	adviceEntry = "medical-advice" // says that diagnoses, doses and medicines are for a clinician
)

// commandEntries are the entries that commands show.
var commandEntries = map[string]string{
	"/start": "greeting", "/help": "what-can-you-do", "/book": bookEntry, "/call": "call-us",
}

// command answers a message that begins with a slash. One that means nothing here gets the help.
func (t turn) command() Reply {
	switch t.u.command {
	case "/topics":
		return t.topics()
	case "/privacy":
		return t.said(t.phrases.Privacy)
	}
	id, known := commandEntries[t.u.command]
	if !known {
		id = commandEntries["/help"]
	}
	if t.base.Entry(id) == nil {
		return t.topics()
	}
	r := t.show(id)
	if r.Kind == SmallTalk && len(t.groups) > 0 {
		r.Choices = append(slices.Clone(r.Choices), Choice{groupPrefix, t.phrases.AllTopics})
	}
	return r
}

// said is one of the bot's own sentences.
func (t turn) said(text string) Reply {
	return Reply{Kind: SmallTalk, Entries: []string{}, Confidence: 1, Text: text}
}

// topics shows the groups of entries.
func (t turn) topics() Reply {
	r := t.said(t.phrases.Topics)
	for _, g := range t.groups {
		r.Choices = append(r.Choices, Choice{groupPrefix + g.name, g.label})
	}
	return r
}

// forget deletes what is kept about the person.
func (t turn) forget(ctx context.Context) Reply {
	n, err := t.journal.Forget(ctx, t.m.Adapter, t.m.User)
	if err != nil {
		t.log.ErrorContext(ctx, "forget_failed", "error", err)
		return t.failure()
	}
	*t.s = State{}
	t.sessions.forget(t.m)
	return t.said(strings.ReplaceAll(t.phrases.Forgotten, "{{count}}", strconv.Itoa(n)))
}

// choice answers a button. Its ID may come from anywhere, so nothing in it is trusted.
func (t turn) choice() Reply {
	prefix, rest := cutChoice(t.u.choice)
	e := t.base.Entry(rest)
	switch {
	case prefix == showPrefix && e != nil:
		return t.show(e.ID)
	case prefix == morePrefix && e != nil && isTopic(e):
		return t.next(e)
	case (prefix == yesPrefix || prefix == noPrefix) && t.flag(rest) != nil:
		return t.lateButton(t.flag(rest), prefix)
	case prefix == pickPrefix && e != nil:
		return t.picked(e)
	case (prefix == upPrefix || prefix == downPrefix) && e != nil:
		return t.vote(e, prefix == upPrefix)
	case prefix == choiceNone:
		return t.plain(Fallback, t.phrases.NoneChosen)
	case prefix == groupPrefix:
		return t.group(rest)
	case prefix == placePrefix:
		if i, err := strconv.Atoi(rest); err == nil && 0 <= i && i < len(t.clinic.Places()) {
			return t.place(i)
		}
	}
	return t.plain(Fallback, t.phrases.StaleChoice)
}

func (t turn) group(name string) Reply {
	i := slices.IndexFunc(t.groups, func(g group) bool { return g.name == name })
	if i < 0 {
		return t.topics()
	}
	r := t.said(t.phrases.Topic)
	r.Choices = entryChoices(t.base, t.groups[i].ids, len(t.groups[i].ids))
	return r
}

// picked shows the entry that was meant, and notes it: the question is a variant that the entry lacks.
func (t turn) picked(e *knowledge.Entry) Reply {
	t.note(journal.Event{Kind: journal.Picked, Text: t.s.Clarified, Entries: []string{e.ID}, Confidence: 1})
	return t.show(e.ID)
}

func (t turn) vote(e *knowledge.Entry, helped bool) Reply {
	t.note(journal.Event{Kind: journal.Voted, Entries: []string{e.ID}, Helped: helped})
	if helped {
		return t.said(t.phrases.VotedUp)
	}
	return t.said(t.phrases.VotedDown)
}
