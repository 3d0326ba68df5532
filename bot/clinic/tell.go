package clinic

import (
	"strings"
	"time"
)

// tellHours says when the clinic, or the place that was named, is open: now, on the days that were named, or in a week.
func (c *Clinic) tellHours(m read, now time.Time) (line string, known bool) {
	lines := func(i int) string { return c.sites[i].hoursAt(m.when, now, c.local) }
	if m.place >= 0 {
		return c.named(m.place, lines(m.place)), c.sites[m.place].hours != nil
	}
	for _, s := range c.sites {
		known = known || s.hours != nil
	}
	return paragraphs(c.each(lines)), known
}

// named puts the name of a place before what holds there, where there are several.
func (c *Clinic) named(place int, line string) string {
	if len(c.places) < 2 {
		return line
	}
	return c.sites[place].name + ": " + line
}

// tellAddress says where the place that was named is, or all are.
func (c *Clinic) tellAddress(m read) (line string, known bool) {
	if m.place >= 0 {
		p := c.places[m.place]
		return c.named(m.place, c.where(p)), p.Address != "" || p.MapURL != ""
	}
	for _, p := range c.places {
		known = known || p.Address != "" || p.MapURL != ""
	}
	line = paragraphs(c.everywhere())
	if len(c.places) > 0 && (!known || m.city != "") {
		line = "We are in " + list(c.placeNames()) + ". " + line
	}
	if len(c.places) > 0 && m.city != "" {
		line = "We have no place in " + m.city + ". " + line
	}
	return line, known
}

// tellLanguages says which languages the staff speak, and that the one that was named is not among them.
func (c *Clinic) tellLanguages(m read) (line string, known bool) {
	if len(c.languages) == 0 {
		return noSpeech + c.contact.Phone + ".", false
	}
	line = "Our staff speak " + list(c.languages) + "."
	if m.language == "" {
		return line, true
	}
	for _, l := range c.languages {
		if strings.EqualFold(l, m.language) {
			return "Yes. " + line, true
		}
	}
	return line + " " + m.language + " is not noted here; please ask on " + c.contact.Phone + " whether somebody can help you in it.", true
}

// tellPhone gives the number of the place that was named, or of the clinic and of places that have one of their own.
func (c *Clinic) tellPhone(place int) string {
	contact := c.Contact(place)
	line := "You can call " + Escape(contact.Name) + " on " + contact.Phone + "."
	if place >= 0 {
		return line
	}
	for _, p := range c.places {
		if p.Phone != c.contact.Phone {
			line += " " + Escape(p.Name) + ": " + p.Phone + "."
		}
	}
	return line
}

// pricesLine lists the prices in one sentence.
func (c *Clinic) pricesLine() string {
	if len(c.prices) == 0 {
		return noPrices + c.contact.Phone + "."
	}
	return strings.Join(c.prices, "; ") + c.checked() + "."
}

// pricesText lists the prices one below the other.
func (c *Clinic) pricesText() string {
	if len(c.prices) < 2 {
		return c.pricesLine()
	}
	return "Our prices" + c.checked() + ":\n\n- " + strings.Join(c.prices, "\n- ") + "\n\nTo be sure, ask on " + c.contact.Phone + "."
}

// checked says when the prices were, if the configuration does.
func (c *Clinic) checked() string {
	if c.pricesAsOf == "" {
		return ""
	}
	return " (as of " + c.pricesAsOf + ")"
}

// remark returns an operator's sentence, or that there is none and whom to call.
func (c *Clinic) remark(said, none string) (line string, known bool) {
	if said == "" {
		return none + c.contact.Phone + ".", false
	}
	return said, true
}

func (c *Clinic) tellParking(place int) (line string, known bool) {
	own := func(p Place) string {
		if p.Parking == "" {
			return c.parking
		}
		return remark(p.Parking)
	}
	if place >= 0 {
		line, known = c.remark(own(c.places[place]), noParking)
		return c.named(place, line), known
	}
	if len(c.places) == 0 {
		return c.remark(c.parking, noParking)
	}
	lines := c.each(func(i int) string {
		said, has := c.remark(own(c.places[i]), noParking)
		known = known || has
		return said
	})
	return paragraphs(lines), known
}
