package bot

import (
	"slices"
	"strings"

	"frontdesk/bot/clinic"
	"frontdesk/knowledge"
)

// answer sends the entries that d decided on.
func (t turn) answer(d decision) Reply {
	r := t.show(d.ids...)
	r.Confidence = d.confidence
	return r
}

// show sends entries: small talk and hand-offs as what they are, everything else as an answer. Of several each says its first paragraph.
func (t turn) show(ids ...string) Reply {
	first := t.page(ids[0])
	r := Reply{Kind: Answer, Entries: ids, Confidence: 1, Choices: t.offers(ids)}
	switch first.entry.Kind {
	case knowledge.SmallTalk:
		r.Kind = SmallTalk
	case knowledge.Handoff:
		r.Kind = Handoff
	case knowledge.Decline:
		return t.declined(ids[0])
	}
	r.Body, r.Text = t.texts(ids)
	r.translated = all(ids, func(id string) bool { return t.page(id).translated })
	if warnings := t.warnings(ids); warnings != "" {
		r.Body, r.Text, r.translated = warnings+r.Body, warnings+r.Text, false
	}
	r.Cards = t.cards(ids)
	if r.Kind == Handoff {
		t.handOff(&r)
	}
	return t.private(r)
}

// private marks a reply that speaks of a person's health where others read along.
func (t turn) private(r Reply) Reply {
	if t.m.Group && len(t.s.Cautions) > 0 {
		r.Private, r.Short = true, t.phrases.PrivateShort
	}
	return r
}

// offers are what the first of entries leads to, without what is shown already.
func (t turn) offers(ids []string) []Choice {
	choices := t.pages[ids[0]].choices
	if len(ids) == 1 {
		return choices
	}
	return slices.DeleteFunc(slices.Clone(choices), func(c Choice) bool { return slices.Contains(ids, strings.TrimPrefix(c.ID, showPrefix)) })
}

// texts joins the answers of entries, without and with their sources; where there are several, each stands below its title.
func (t turn) texts(ids []string) (body, sourced string) {
	var without, with []string
	for _, id := range ids {
		p := t.page(id)
		var own []string
		if len(ids) > 1 {
			own = append(own, "**"+p.title+"**")
		}
		own = append(own, p.lead)
		t.s.tell(part{p.entry, leadPart}.key())
		if by := p.entry.ReviewBy; !by.IsZero() && t.now().After(by.AddDate(0, 0, 1)) {
			own = append(own, strings.ReplaceAll(t.phrases.Overdue, "{{date}}", by.Format("2 January 2006")))
		}
		without, with = append(without, own...), append(with, own...)
		if p.sources != "" {
			with = append(with, p.sources)
		}
	}
	return strings.Join(without, "\n\n"), strings.Join(with, "\n\n")
}

// warnings returns the cautions that concern the person and that these entries list, each once per entry.
func (t turn) warnings(ids []string) string {
	var b strings.Builder
	for _, c := range t.base.Files().Cautions {
		if !slices.Contains(t.s.Cautions, c.ID) {
			continue
		}
		text := c.Text
		if c.Short != "" && t.s.warnedBefore(c.ID) {
			text = c.Short
		}
		for _, id := range ids {
			if slices.Contains(t.pages[id].entry.Cautions, c.ID) && t.s.warn(c.ID, id) {
				b.WriteString("> " + strings.ReplaceAll(t.clinic.Fill(text), "\n", "\n> ") + "\n\n")
				break
			}
		}
	}
	return b.String()
}

func (t turn) cards(ids []string) []Card {
	cards := make([]Card, len(ids))
	for i, id := range ids {
		p := t.page(id)
		cards[i] = Card{Entry: id, Title: p.title, Sources: p.entry.Sources, Reviewed: p.reviewed}
	}
	return cards
}

// handOff adds the number to call, whether anybody is there now, the places, and where to book.
func (t turn) handOff(r *Reply) {
	defer func() { r.Body = r.Text }() // hand-offs name no sources
	if !strings.Contains(r.Text, t.clinic.Contact(-1).Phone) {
		r.Text += "\n\n" + t.phrases.HandoffCall
	}
	if open := t.clinic.OpenAt(-1, t.now()); open.Known {
		r.Text += "\n\n" + open.Line
	}
	if url := t.clinic.Contact(-1).BookingURL; url != "" {
		r.Text += "\n\n[" + t.phrases.BookingLink + "](<" + url + ">)"
	}
	r.Contact = t.contact(-1)
	if places := t.clinic.Places(); len(places) > 1 {
		r.Choices = nil
		for i, p := range places {
			r.Choices = append(r.Choices, Choice{placeChoice(i), p.Name})
		}
	}
}

// place tells how to reach one of the clinic's places.
func (t turn) place(i int) Reply {
	p := t.clinic.Places()[i]
	text := "**" + clinic.Escape(p.Name) + "**\n\n" + t.clinic.Where(i)
	if open := t.clinic.OpenAt(i, t.now()); open.Known {
		text += "\n\n" + open.Line
	}
	return Reply{Kind: Handoff, Entries: []string{}, Confidence: 1, Text: text, Contact: t.contact(i)}
}

func (t turn) contact(place int) *Contact {
	c := t.clinic.Contact(place)
	return &c
}

// clarify asks which entry is meant, by their own titles.
func (t turn) clarify(d decision, asked string) Reply {
	t.s.Clarified = asked
	r := Reply{Kind: Clarify, Entries: d.ids, Confidence: d.confidence, Text: t.phrases.Clarify}
	for _, id := range d.ids {
		r.Choices = append(r.Choices, Choice{pickPrefix + id, t.pages[id].entry.Title})
	}
	r.Choices = append(r.Choices, Choice{choiceNone, t.phrases.None})
	return r
}

// miss says that there is no answer, names the nearest titles where they are near, and gives the number. After two misses
// in a row it hands off.
func (t turn) miss(d decision) Reply {
	if t.s.Misses >= 2 {
		r := t.plain(Handoff, t.phrases.GiveUp)
		t.handOff(&r)
		r.Confidence = d.confidence
		return r
	}
	if d.decline != "" {
		r := t.declined(d.decline)
		r.Confidence = d.confidence
		return r
	}
	r := t.plain(Fallback, t.phrases.Fallback)
	r.Confidence = d.confidence
	if len(d.ids) > 0 {
		r.Text, r.Choices = t.phrases.FallbackNear, entryChoices(t.base, d.ids, maxOffers)
	}
	switch {
	case t.u.text == "":
		r.Text, r.Choices = t.phrases.Empty, nil
	case t.s.Clarified != "":
		r.Text, r.Choices = t.phrases.NoneChosen, nil
	}
	return r
}

// declined says what the bot does not do, in the words of the entry for it.
func (t turn) declined(id string) Reply {
	p := t.page(id)
	r := t.plain(Fallback, p.text)
	r.translated = p.translated
	return r
}

// plain is a reply that no entry answers. It carries the number to call, in the text too.
func (t turn) plain(kind Kind, text string) Reply {
	if !strings.Contains(text, t.clinic.Contact(-1).Phone) {
		text += "\n\n" + t.phrases.HandoffCall
	}
	return Reply{Kind: kind, Entries: []string{}, Text: text, Contact: t.contact(-1)}
}

func (b *Bot) failure() Reply {
	c := b.clinic.Contact(-1)
	return Reply{Kind: Failure, Entries: []string{}, Text: b.phrases.Failure, Contact: &c}
}
