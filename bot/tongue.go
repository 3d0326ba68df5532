package bot

import (
	"cmp"
	"slices"
	"strings"

	"frontdesk/bot/language"
	"frontdesk/knowledge"
)

// foreign returns the lines of the language that the person writes in; nil for English, and where it cannot be told.
func (t turn) foreign() *knowledge.Language {
	code := t.language()
	if code == language.English || code == language.Unknown {
		return nil
	}
	return t.base.Files().Language(code)
}

// language returns the code of the language of a message, or, where it cannot be told, as of a button or a bare word, that of those before.
func (t turn) language() string { return cmp.Or(t.u.language, t.s.Language) }

// speaks notes the language of the person. Who changes to or from one with translations has been told nothing in it yet.
func (t turn) speaks() {
	now, before := t.language(), t.s.Language
	if now != before && len(t.translated[now])+len(t.translated[before]) > 0 {
		t.s.Told = nil
	}
	t.s.Language = now
}

// page returns an entry as it is sent to this person: in their language where there is a translation, else in English.
func (t turn) page(id string) page {
	if p, ok := t.translated[t.language()][id]; ok {
		return p
	}
	return t.pages[id]
}

// safetyTexts returns what a red flag says to this person, filled in, and whether that is in their language.
func (t turn) safetyTexts(flag *knowledge.RedFlag) (said knowledge.SafetyTexts, translated bool) {
	said, translated = t.base.Files().Translations[t.language()].Flags[flag.ID]
	if !translated {
		said = knowledge.SafetyTexts{Advice: flag.Advice, Ask: flag.Ask}
	}
	return knowledge.SafetyTexts{Advice: t.clinic.Fill(said.Advice), Ask: t.clinic.Fill(said.Ask)}, translated
}

// wantsYesOrNo adds to a safety question, in the person's language like the question, how it is to be answered: behind it, and the second time before it.
func (t turn) wantsYesOrNo(r Reply, l *knowledge.Language) Reply {
	if q := t.s.Safety; r.Kind == Triage && q != nil {
		said := []string{r.Text, t.clinic.Fill(l.Ask)}
		if q.Again {
			slices.Reverse(said)
		}
		r.Text = strings.TrimSpace(strings.Join(said, " "))
	}
	return r
}

// inTheirWords names the choices in the person's language: yes, no, and the entries whose titles are translated.
func (t turn) inTheirWords(choices []Choice, l *knowledge.Language) []Choice {
	choices = slices.Clone(choices)
	for i, c := range choices {
		switch prefix, id := cutChoice(c.ID); prefix {
		case yesPrefix:
			choices[i].Label = l.Yes[0]
		case noPrefix:
			choices[i].Label = l.No[0]
		case showPrefix, pickPrefix:
			if p, ok := t.translated[l.Code][id]; ok {
				choices[i].Label = p.title
			}
		}
	}
	return choices
}

// inTheirLanguage puts before a reply in English what tells a person in their own language that the answer follows in English, or replaces a reply
// that would only say that there is none. Hindi in English letters is what people write who read English too: they are told once.
func (t turn) inTheirLanguage(r Reply) Reply {
	l := t.foreign()
	if l == nil {
		return r
	}
	r.Choices = t.inTheirWords(r.Choices, l)
	if r.translated {
		return t.wantsYesOrNo(r, l)
	}
	line := l.Follows
	switch r.Kind {
	case Urgent:
		line = l.Urgent + " " + l.Follows
	case Triage:
		line += " " + l.Ask
	case Fallback:
		line = l.English
		if told := t.clinic.Fill(line + "\n\n" + l.Unknown); told != t.s.Last {
			r.Text = l.Unknown
		}
	case SmallTalk:
		line = l.English
	}
	if l.Code == language.Romanised {
		if t.s.Tongue == l.Code && r.Kind != Urgent && r.Kind != Fallback {
			return r
		}
		t.s.Tongue = l.Code
	}
	line = t.clinic.Fill(line)
	r.Text = line + "\n\n" + t.clinic.Fill(r.Text)
	r.Body = line + "\n\n" + r.Body
	return r
}
