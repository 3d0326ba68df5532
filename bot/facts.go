package bot

import (
	"slices"

	"frontdesk/bot/clinic"
)

// factsOf are the facts of the clinic's configuration that an entry is about: what the configuration says goes before what the entry says.
var factsOf = map[string][]clinic.Kind{
	"location-hours": {clinic.OpeningHours, clinic.Address}, "directions": {clinic.Address, clinic.Parking}, "cost": {clinic.Prices, clinic.Payment},
	"price-quote": {clinic.Prices}, "language": {clinic.Languages}, "call-us": {clinic.Phone}, "booking": {clinic.WalkIn},
}

// entryOf are the entries that stand for a fact that was asked for in plain words.
var entryOf = map[clinic.Kind]string{
	clinic.OpeningHours: "location-hours", clinic.Address: "location-hours", clinic.Parking: "location-hours", clinic.Prices: "cost", clinic.Payment: "cost",
	clinic.Languages: "language", clinic.Phone: "call-us", clinic.WalkIn: "booking",
}

// clinicFact answers a message that asks for nothing but facts about the clinic, whatever a search would find.
func (t turn) clinicFact(asked string) (Reply, bool) {
	a := t.clinic.Asks(asked)
	if !a.Whole || len(a.Kinds) == 0 || t.base.Entry(entryOf[a.Kinds[0]]) == nil {
		return Reply{}, false
	}
	f, ok := t.clinic.Answer(asked, t.now())
	if !ok {
		return Reply{}, false
	}
	return t.fact(entryOf[a.Kinds[0]], f), true
}

// withFact replaces the text of an entry's reply by what the configuration says, where the entry is about such a fact and the message asks for it.
func (t turn) withFact(r Reply, asked string) Reply {
	if len(r.Entries) != 1 {
		return r
	}
	kinds := factsOf[r.Entries[0]]
	if len(kinds) == 0 {
		return r
	}
	f, ok := t.clinic.AnswerAbout(kinds, asked, t.now())
	if !ok || !f.Known && !slices.Contains(kinds, clinic.OpeningHours) {
		return r
	}
	return t.fact(r.Entries[0], f)
}

// fact is a reply about an entry with the text of a fact.
func (t turn) fact(entry string, f clinic.Fact) Reply {
	r := t.show(entry)
	if r.Kind == SmallTalk {
		r.Kind = Answer
	}
	r.Text, r.Confidence, r.translated = f.Text, 1, false
	if r.Kind == Handoff {
		t.handOff(&r)
	}
	if !f.Known {
		r.Contact = t.contact(f.Place)
	}
	r.Body = r.Text
	return r
}
