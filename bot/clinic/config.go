// Package clinic holds what the bot knows about the clinic: its name, phone, places, opening hours and emergency number.
// Everything comes from the clinic section of the configuration; what is not there is said to be unknown, never guessed.
package clinic

// Config is the clinic section of the configuration. Everything but Phone may be left out.
type Config struct {
	Name           string     `yaml:"name"`            // as patients know it
	Phone          string     `yaml:"phone"`           // international form, or as dialled inside Country
	Country        string     `yaml:"country"`         // two letters of ISO 3166; chooses the emergency number
	TimeZone       string     `yaml:"time_zone"`       // IANA name such as Asia/Kolkata; needed once there are hours
	EmergencyPhone string     `yaml:"emergency_phone"` // instead of the country's
	CrisisLine     string     `yaml:"crisis_line"`     // name and number of a helpline, instead of the country's
	BookingURL     string     `yaml:"booking_url"`     // https
	Hours          Hours      `yaml:"hours"`
	Exceptions     Exceptions `yaml:"exceptions"`
	Places         []Place    `yaml:"places"`
	Bring          []string   `yaml:"bring"`        // what to have ready; left out: what any physiotherapist asks for
	Languages      []string   `yaml:"languages"`    // that the staff speak, by their English names
	Prices         []Price    `yaml:"prices"`       // in the order in which people read them
	PricesAsOf     string     `yaml:"prices_as_of"` // when they were last checked, in words: "November 2026"
	WalkIn         string     `yaml:"walk_in"`      // a sentence: may people come without an appointment
	Parking        string     `yaml:"parking"`      // a sentence: where people may park
	Payment        string     `yaml:"payment"`      // a sentence: how people may pay
}

// Price is what one thing costs.
type Price struct {
	What  string `yaml:"what"`  // required: "First visit, 45 minutes"
	Price string `yaml:"price"` // required, with its currency: "₹1,200"
}

// Place is one of the clinic's places. What it leaves out it has from the clinic, hours and exceptions included; an
// exception of its own goes before the clinic's for the same date.
type Place struct {
	Name       string     `yaml:"name"` // required, and different from the others
	Phone      string     `yaml:"phone"`
	TimeZone   string     `yaml:"time_zone"`
	Address    string     `yaml:"address"` // one line
	MapURL     string     `yaml:"map_url"` // https
	Hours      Hours      `yaml:"hours"`
	Exceptions Exceptions `yaml:"exceptions"`
	Parking    string     `yaml:"parking"`
}

// Hours are the opening hours of a week, by the clock on the wall:
//
//	hours:
//	  mon-fri: 08:00-13:00, 15:00-20:00
//	  sat: 9am-2pm
//	  sun: closed
//
// A key is a day, days with commas ("mon, wed"), a range ("mon-fri", "fri-mon") or "daily"; days that no key names are
// closed. A value is "closed", "24 hours", or spans with commas; one that ends before it begins ends on the next day
// (20:00-02:00), and 24:00 is midnight at the end of the day.
type Hours map[string]string

// Exceptions are the dates with other hours, the first and the last included, with a reason in brackets if people should
// read one:
//
//	exceptions:
//	  2026-12-24: 08:00-12:00 (Christmas Eve)
//	  2026-12-25: closed
//	  2027-05-01 to 2027-05-21: closed (we move house)
//
// Hours past midnight belong to the date on which they begin.
type Exceptions map[string]string

// Example is the clinic that frontdesk plays when there is no configuration. Its name says that it is an example; name,
// cities and number are those of the clinic whose text the first knowledge was checked against.
func Example() Config {
	return Config{
		Name:     "Physiotattva (example clinic)",
		Phone:    "+91 89510 47001",
		Country:  "IN",
		TimeZone: "Asia/Kolkata",
		Places:   []Place{{Name: "Bangalore"}, {Name: "Hyderabad"}},
	}
}

// usualBring is what to have ready when the configuration does not say.
func usualBring() []string {
	return []string{
		"your name and phone number", "where it hurts and since when", "a list of your medicines",
		"any reports or scans",
	}
}
