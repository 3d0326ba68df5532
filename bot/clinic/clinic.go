package clinic

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"time"

	"frontdesk/knowledge/text"
)

// Clinic answers what is known about a clinic. It never changes and is safe for concurrent use; what depends on the time
// is given the time.
type Clinic struct {
	contact Contact
	places  []Place
	sites   []site // one for each place; one for the clinic itself when it has no places
	local   string // what stands after a time of day: nothing, or that it is local where zones differ
	facts   map[string]fact
	ready   string
	reader  *reader

	// What people ask the desk about, in CommonMark; empty where the configuration has none.
	languages                []string
	prices                   []string // "First visit: ₹1,200"
	pricesAsOf               string
	walkIn, parking, payment string // sentences
}

// Contact is the number to call, as plain text.
type Contact struct {
	Name       string `json:"name"`
	Phone      string `json:"phone"`                 // international form with readable grouping: +91 89510 47001
	BookingURL string `json:"booking_url,omitempty"` // https, when the clinic takes bookings there
}

// site is where people go: what its hours are and where to ask.
type site struct {
	name  string // CommonMark
	phone string
	hours *schedule // nil when not known
}

// New checks a configuration. The error joins every problem, each a *strict.KeyError whose key counts from the clinic
// section: "places.1.phone".
func New(cfg Config) (*Clinic, error) {
	var k checker
	k.readCountry(cfg.Country)
	c := &Clinic{contact: Contact{
		Name:       cmp.Or(oneLine(cfg.Name), own(noName).title),
		Phone:      k.mainPhone(cfg.Phone),
		BookingURL: k.web("booking_url", cfg.BookingURL),
	}}
	lines := helplines{
		emergency: cmp.Or(k.dialled("emergency_phone", cfg.EmergencyPhone), emergencyNumber(k.country)),
		crisis:    Escape(cmp.Or(oneLine(cfg.CrisisLine), crisisLine(k.country))),
	}
	c.languages, c.prices = k.languages(cfg.Languages), k.prices(cfg)
	c.pricesAsOf = Escape(oneLine(cfg.PricesAsOf))
	c.walkIn, c.parking, c.payment = remark(cfg.WalkIn), remark(cfg.Parking), remark(cfg.Payment)
	c.places, c.sites = k.sites(cfg, c.contact.Phone)
	if len(k.errs) > 0 {
		return nil, errors.Join(k.errs...)
	}
	c.local = local(c.sites)
	c.ready = ready(cfg.Bring)
	c.facts = c.newFacts(cfg, lines)
	c.reader = newReader(c.places, k.country)
	return c, nil
}

func (k *checker) mainPhone(value string) string {
	if oneLine(value) == "" {
		k.fail("phone", "is missing; the clinic's number stands in every hand-off, so frontdesk does not start without one")
		return ""
	}
	return k.phone("phone", value)
}

// sites reads the places and when each is open; a clinic without places is one site.
func (k *checker) sites(cfg Config, phone string) ([]Place, []site) {
	outer := schedule{
		zone: k.zone("time_zone", cfg.TimeZone),
		week: k.hours("hours", cfg.Hours),
		days: k.exceptions("exceptions", cfg.Exceptions),
	}
	places := make([]Place, 0, len(cfg.Places))
	sites := make([]site, 0, max(1, len(cfg.Places)))
	names := map[string]int{}
	for i, p := range cfg.Places {
		k.placeName(i, p.Name, names)
		hours := k.placeHours(i, p, outer)
		p = k.place(i, p, Place{Phone: phone, TimeZone: cfg.TimeZone, Hours: cfg.Hours})
		places = append(places, p)
		sites = append(sites, site{Escape(p.Name), p.Phone, hours})
	}
	if len(places) == 0 {
		sites = append(sites, site{phone: phone, hours: outer.known()})
	}
	k.checkHours(cfg, sites)
	return places, sites
}

// placeName wants each place to have a name of its own.
func (k *checker) placeName(i int, name string, names map[string]int) {
	key := text.Clean(name)
	if key == "" {
		k.fail(at(i, "name"), "is missing; write what people call the place, such as its city")
	} else if first, taken := names[key]; taken {
		k.fail(at(i, "name"), "is the same as %s; people could not choose between them", at(first, "name"))
	} else {
		names[key] = i
	}
}

// place checks p and fills in what it has from the clinic.
func (k *checker) place(i int, p, outer Place) Place {
	p.Name, p.Address, p.Parking = oneLine(p.Name), oneLine(p.Address), oneLine(p.Parking)
	p.MapURL = k.web(at(i, "map_url"), p.MapURL)
	if oneLine(p.Phone) == "" {
		p.Phone = outer.Phone
	} else {
		p.Phone = k.phone(at(i, "phone"), p.Phone)
	}
	p.TimeZone = cmp.Or(p.TimeZone, outer.TimeZone)
	if len(p.Hours) == 0 {
		p.Hours = outer.Hours
	}
	return p
}

// placeHours reads when a place is open, after the clinic's hours.
func (k *checker) placeHours(i int, p Place, outer schedule) *schedule {
	s := schedule{zone: outer.zone, week: outer.week, days: maps.Clone(outer.days)}
	if zone := k.zone(at(i, "time_zone"), p.TimeZone); zone != nil {
		s.zone = zone
	}
	if week := k.hours(at(i, "hours"), p.Hours); week != nil {
		s.week = week
	}
	maps.Copy(s.days, k.exceptions(at(i, "exceptions"), p.Exceptions))
	if s.week == nil && len(p.Exceptions) > 0 {
		k.fail(at(i, "exceptions"), "need the usual hours beside them; write %s too", at(i, "hours"))
	}
	return s.known()
}

// checkHours wants a time zone where there are hours, and hours where there are exceptions.
func (k *checker) checkHours(cfg Config, sites []site) {
	known := func(s site) bool { return s.hours != nil }
	if len(cfg.Exceptions) > 0 && !slices.ContainsFunc(sites, known) {
		k.fail("exceptions", "need the usual hours beside them; write hours too")
	}
	for i, s := range sites {
		if s.hours != nil && cfg.TimeZone == "" && (len(cfg.Places) == 0 || cfg.Places[i].TimeZone == "") {
			k.fail("time_zone", "is missing; opening hours need its IANA name, such as Asia/Kolkata")
			return
		}
	}
}

// Places returns the places in the order of the configuration, each with its phone in international form and with what it
// has from the clinic filled in. The caller owns the list, and must not change the hours in it.
func (c *Clinic) Places() []Place { return slices.Clone(c.places) }

// Contact returns the number of a place, counted as Places counts them; any other number, such as -1, means the clinic.
func (c *Clinic) Contact(place int) Contact {
	contact := c.contact
	if place >= 0 && place < len(c.places) {
		contact.Name += ", " + c.places[place].Name
		contact.Phone = c.places[place].Phone
	}
	return contact
}

// Ready returns the sentence that says what to have ready for a call or a visit, in CommonMark.
func (c *Clinic) Ready() string { return c.ready }

// Line returns when the clinic is open, as OpenAt does for the whole clinic.
func (c *Clinic) Line(now time.Time) string { return c.OpenAt(-1, now).Line }

// Where returns the address of a place and a link to its map in CommonMark, or says that neither is known here and whom to
// call. Any number that is no place means all of them, or the clinic when there are none.
func (c *Clinic) Where(place int) string {
	if place >= 0 && place < len(c.places) {
		return c.where(c.places[place])
	}
	return sentences(c.everywhere())
}

// everywhere says where each place is.
func (c *Clinic) everywhere() []string {
	known := func(p Place) bool { return p.Address != "" || p.MapURL != "" }
	if !slices.ContainsFunc(c.places, known) {
		return []string{noAddress + c.contact.Phone + "."}
	}
	lines := make([]string, len(c.places))
	for i, p := range c.places {
		lines[i] = c.named(i, c.where(p))
	}
	return lines
}

func (c *Clinic) where(p Place) string {
	switch {
	case p.Address != "" && p.MapURL != "":
		return Escape(p.Address) + " ([map](<" + p.MapURL + ">))."
	case p.Address != "":
		return Escape(p.Address) + "."
	case p.MapURL != "":
		return "See the [map](<" + p.MapURL + ">)."
	}
	return noAddress + p.Phone + "."
}
