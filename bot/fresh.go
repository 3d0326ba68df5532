package bot

import (
	"slices"
	"strings"

	"frontdesk/knowledge"
)

// courtesyEntries are the small talk that answers a courtesy by itself.
var courtesyEntries = map[string]string{greeting: "greeting", thanks: "thanks", sorry: "apology", bye: "goodbye", okay: "ack"}

// courtesy answers a message of courtesies alone with the small talk for it: the entry that the words name, else the one for their kind.
func (t turn) courtesy() Reply {
	r := t.base.Search(knowledge.Query{Text: t.u.text})
	if len(r.Hits) > 0 && r.Hits[0].Kind == knowledge.SmallTalk && r.Confidence() >= t.thresholds.Answer {
		return t.show(r.Hits[0].ID)
	}
	for _, kind := range t.u.courtesies {
		if id := courtesyEntries[kind]; t.base.Entry(id) != nil {
			return t.show(id)
		}
	}
	return t.miss(decision{kind: Fallback})
}

// returned is the line that returns the courtesy around a question; "" where there was none, or the reply is courtesy itself. Nothing stands before
// an urgent reply.
func (t turn) returned(r Reply) string {
	if r.Kind == SmallTalk || r.Kind == Urgent || r.Kind == Triage || r.Kind == Failure {
		return ""
	}
	for _, kind := range t.u.courtesies {
		switch {
		case kind == thanks:
			return t.phrases.SaidThanks
		case kind == sorry:
			return t.phrases.SaidSorry
		case kind == greeting && !t.s.Greeted:
			t.s.Greeted = true
			return t.phrases.SaidHello
		}
	}
	return ""
}

// otherwise replaces a reply that says word for word what was said last: by another wording of the same, by the next part of the topic, or by saying
// that there is no more to say.
func (t turn) otherwise(r Reply) Reply {
	r.translated = false
	if text := t.reworded(r); text != "" {
		r.Text, r.Body = text, text
		return r
	}
	switch r.Kind {
	case Urgent:
		if e := t.s.Emergency; e != nil {
			r.Text = t.inside(t.flag(e.Flag), otherTopic)
		}
	case Answer:
		if e := t.base.Entry(r.Entries[0]); e != nil && isTopic(e) {
			if n := t.next(e); n.Text != t.s.Last {
				return n
			}
			r.Text = t.phrases.NothingElse
		}
	case Fallback:
		r.Text = t.phrases.FallbackAgain
	case Triage:
		r.Text = t.phrases.SafetyAgain + " " + r.Text
	default:
		r.Text = t.phrases.NothingElse
	}
	if r.Text == t.s.Last {
		r = t.plain(Handoff, t.phrases.GiveUp)
		t.handOff(&r)
	}
	r.Body = r.Text
	return r
}

// reworded returns the other wording that an entry keeps for the second time, or "".
func (t turn) reworded(r Reply) string {
	if len(r.Entries) != 1 {
		return ""
	}
	p := t.pages[r.Entries[0]]
	if p.entry == nil {
		return ""
	}
	wordings := []string{}
	for i, f := range p.entry.FollowUps {
		if strings.EqualFold(f.Ask, knowledge.Again) {
			wordings = append(wordings, p.followUps[i])
		}
	}
	i := slices.IndexFunc(wordings, func(w string) bool { return w != t.s.Last })
	if i < 0 {
		return ""
	}
	return wordings[i]
}

// theOne takes a yes to "do you mean …".
func (t turn) theOne() Reply {
	if len(t.s.Offered) == 0 {
		return t.ask()
	}
	t.u.choice = t.s.Offered[0].ID
	return t.choice()
}

// noneOfThem takes a no to a question back.
func (t turn) noneOfThem() Reply { return t.plain(Fallback, t.phrases.NoneChosen) }

// bothOfThem shows what was offered, at most three.
func (t turn) bothOfThem() Reply {
	var ids []string
	for _, c := range t.s.Offered {
		prefix, id := cutChoice(c.ID)
		if e := t.base.Entry(id); e != nil && (prefix == showPrefix || prefix == pickPrefix) && isTopic(e) && len(ids) < maxOffers {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return t.ask()
	}
	return t.show(ids...)
}

func (t turn) tooLong() Reply { return t.plain(Fallback, t.phrases.TooLong) }
