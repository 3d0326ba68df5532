package bot

import "frontdesk/knowledge"

// safetyQuestion asks the one question that tells a red flag from a false alarm. pending is what is answered once the answer is no.
func (t turn) safetyQuestion(flag *knowledge.RedFlag, pending string) Reply {
	t.s.Safety = &SafetyQuestion{Flag: flag.ID, Pending: pending}
	return t.asking(flag)
}

// asking is the reply that asks the question that is open, the second time in other words.
func (t turn) asking(flag *knowledge.RedFlag) Reply {
	said, translated := t.safetyTexts(flag)
	if t.s.Safety.Again && !translated {
		said.Ask = t.phrases.SafetyAgain + " " + said.Ask
	}
	return Reply{
		Kind: Triage, Entries: []string{}, Confidence: 1, Text: said.Ask, translated: translated,
		Choices: []Choice{{yesPrefix + flag.ID, t.phrases.Yes}, {noPrefix + flag.ID, t.phrases.No}},
		Private: t.m.Group, Short: t.phrases.PrivateShort,
	}
}

// confirmed opens the emergency that was asked about.
func (t turn) confirmed() Reply {
	if flag := t.flag(t.s.Safety.Flag); flag != nil {
		return t.urgent(flag)
	}
	t.s.Safety = nil
	return t.ask()
}

// unclear asks once more in other words what was not answered by yes or no, and then takes it for a yes.
func (t turn) unclear() Reply {
	flag := t.flag(t.s.Safety.Flag)
	if flag == nil || t.s.Safety.Again {
		return t.confirmed()
	}
	t.s.Safety.Again = true
	return t.asking(flag)
}

// safetyButton reads a button pressed while a safety question is open. One that is about something else does not answer it.
func (t turn) safetyButton() Reply {
	switch prefix, id := cutChoice(t.u.choice); {
	case prefix == yesPrefix && t.flag(id) != nil:
		return t.urgent(t.flag(id))
	case prefix == noPrefix && id == t.s.Safety.Flag:
		return t.safe()
	}
	return t.unclear()
}

// lateButton answers a button of a safety question that is no longer open: it says itself which red flag it is about, so it counts after a restart too.
func (t turn) lateButton(flag *knowledge.RedFlag, pressed string) Reply {
	if pressed == yesPrefix {
		return t.urgent(flag)
	}
	return t.said(t.phrases.SafeNo)
}

// safe goes on with what waited for the answer to the safety question.
func (t turn) safe() Reply {
	pending := t.s.Safety.Pending
	t.s.Safety, t.s.Heard = nil, nil
	if pending == "" {
		return t.said(t.phrases.SafeNo)
	}
	r := t.question(pending)
	if r.Kind == Fallback || r.Kind == Clarify || r.Kind == SmallTalk {
		return t.said(t.phrases.SafeNo)
	}
	r.Text, r.Body, r.translated = t.phrases.SafeNo+"\n\n"+r.Text, t.phrases.SafeNo+"\n\n"+r.Body, false
	return r
}
