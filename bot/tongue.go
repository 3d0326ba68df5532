package bot

import (
	"frontdesk/bot/language"
	"frontdesk/knowledge"
)

// foreign returns the lines of the language that the message is written in; nil for English, and where it cannot be told.
func (t turn) foreign() *knowledge.Language {
	if t.u.language == language.English || t.u.language == language.Unknown {
		return nil
	}
	return t.base.Files().Language(t.u.language)
}

// inTheirLanguage puts before a reply what tells a person in their own language that the answer follows in English, or replaces a reply that would
// only say that there is none. Hindi in English letters is what people write who read English too: they are told once.
func (t turn) inTheirLanguage(r Reply) Reply {
	l := t.foreign()
	if l == nil {
		return r
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
