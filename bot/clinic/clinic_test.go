package clinic

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nyaruka/phonenumbers"

	"frontdesk/knowledge"
	"frontdesk/knowledge/strict"
)

// open returns the clinic of a configuration that has nothing wrong.
func open(t testing.TB, cfg Config) *Clinic {
	t.Helper()
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// with returns the example clinic after a change.
func with(change func(*Config)) Config {
	cfg := Example()
	change(&cfg)
	return cfg
}

func TestExampleSaysThatItIsAnExample(t *testing.T) {
	c := open(t, Example())
	want := Contact{Name: "Physiotattva (example clinic)", Phone: "+91 89510 47001"}
	if diff := cmp.Diff(want, c.Contact(-1)); diff != "" {
		t.Error(diff)
	}
	if c.Contact(0).Name != "Physiotattva (example clinic), Bangalore" {
		t.Errorf("place 0 is %q", c.Contact(0).Name)
	}
	for _, p := range c.Places() {
		if p.Address != "" || p.Hours != nil || p.Phone != "+91 89510 47001" {
			t.Errorf("the example knows too much: %+v", p)
		}
	}
}

func TestEveryProblemIsReportedAtOnceWithItsKey(t *testing.T) {
	_, err := New(Config{
		Phone: "12345", Country: "India", TimeZone: "IST+5", EmergencyPhone: "call 112", BookingURL: "http://example.com",
		Hours:      Hours{"mon-fri": "8-13", "mon": "closed", "someday": "closed", "sun": ""},
		Exceptions: Exceptions{"25.12.2026": "closed", "2026-12-25": "maybe", "2026-12-24 to 2026-12-26": "closed"},
		Places: []Place{
			{Name: "North", MapURL: "maps.example.com", TimeZone: "Local"},
			{Name: "north", Phone: "+91 1", Hours: Hours{"tue": "10:00-10:00"}},
			{},
		},
	})
	want := []string{
		"country", "phone", "booking_url", "emergency_phone", "time_zone",
		"hours.mon-fri", "hours.mon-fri", "hours.someday", "hours.sun",
		"exceptions.2026-12-25", "exceptions.2026-12-25", "exceptions.25.12.2026",
		"places.0.time_zone", "places.0.map_url", "places.1.name", "places.1.hours.tue", "places.1.phone", "places.2.name",
	}
	if diff := cmp.Diff(want, keys(t, err)); diff != "" {
		t.Errorf("%s\n%v", diff, err)
	}
}

// keys returns the keys of a joined error, all of whose parts must be a *strict.KeyError.
func keys(t *testing.T, err error) []string {
	t.Helper()
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		t.Fatalf("not a joined error: %v", err)
	}
	var keys []string
	for _, e := range joined.Unwrap() {
		var key *strict.KeyError
		if !errors.As(e, &key) {
			t.Fatalf("not a KeyError: %v", e)
		}
		keys = append(keys, key.Key)
	}
	return keys
}

func TestProblemsSayWhatToWrite(t *testing.T) {
	tests := []struct {
		change func(*Config)
		want   string
	}{
		{func(c *Config) { c.Phone = " " }, "phone is missing; the clinic's number stands in every hand-off, so frontdesk does not start without one"},
		{func(c *Config) { c.Phone = "911" }, `phone "911" is not a phone number; write it in international form, such as "+91 89510 47001"`},
		{func(c *Config) { c.Country, c.Phone = "", "89510 47001" }, `write it in international form`},
		{func(c *Config) { c.TimeZone = "Local" }, `time_zone "Local" is not a time zone; write its IANA name`},
		{func(c *Config) { c.TimeZone, c.Hours = "", Hours{"mon": "closed"} }, "time_zone is missing; opening hours need its IANA name, such as Asia/Kolkata"},
		{func(c *Config) { c.Exceptions = Exceptions{"2026-12-25": "closed"} }, "exceptions need the usual hours beside them"},
		{func(c *Config) { c.Places[1].Exceptions = Exceptions{"2026-12-25": "closed"} }, "places.1.exceptions need the usual hours beside them; write places.1.hours too"},
		{func(c *Config) { c.Hours = Hours{"mon": "8-13"} }, `hours.mon has "8-13", which is not opening hours; write times of day that do not overlap, such as "08:00-13:00, 15:00-20:00", or closed, or 24 hours`},
		{func(c *Config) { c.Hours = Hours{"mon-wed": "closed", "tue": "closed"} }, `hours.tue names Tuesday, which "mon-wed" has already`},
		{func(c *Config) { c.Places[1].Name = "BANGALORE" }, "places.1.name is the same as places.0.name"},
		{func(c *Config) { c.BookingURL = "https://" }, `booking_url "https://" is not a web address; write all of it, beginning with https://`},
		{func(c *Config) { c.EmergencyPhone = "1" }, `emergency_phone "1" is not a number to dial`},
	}
	for _, test := range tests {
		_, err := New(with(test.change))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}

func TestPhonesAreShownInInternationalForm(t *testing.T) {
	tests := []struct{ country, phone, want string }{
		{"", "+918951047001", "+91 89510 47001"},
		{"IN", "089510 47001", "+91 89510 47001"},
		{"uk", "020 7946 0958", "+44 20 7946 0958"},
		{"US", "(212) 555-0100", "+1 212-555-0100"},
		{"DE", "+91 89510 47001", "+91 89510 47001"},
	}
	for _, test := range tests {
		c := open(t, Config{Phone: test.phone, Country: test.country})
		if got := c.Contact(-1).Phone; got != test.want {
			t.Errorf("%q in %q is %q, want %q", test.phone, test.country, got, test.want)
		}
	}
}

func TestEmergencyNumberOfTheCountry(t *testing.T) {
	tests := []struct{ country, own, want string }{
		{"IN", "", "Call 112."},
		{"in", "", "Call 112."},
		{"UK", "", "Call 999."},
		{"GB", "", "Call 999."},
		{"US", "", "Call 911."},
		{"CA", "", "Call 911."},
		{"AU", "", "Call 000."},
		{"NZ", "", "Call 111."},
		{"IE", "", "Call 112."},
		{"DE", "", "Call 112."},
		{"", "", "Call your local emergency number."},
		{"ZZ", "", "Call your local emergency number."},
		{"IN", "108", "Call 108."},
		{"ZZ", "+91 108 22", "Call +91 108 22."},
	}
	for _, test := range tests {
		c := open(t, Config{Phone: "+91 89510 47001", Country: test.country, EmergencyPhone: test.own})
		if got := c.Fill("Call {{clinic.emergency}}."); got != test.want {
			t.Errorf("country %q, emergency_phone %q: %q, want %q", test.country, test.own, got, test.want)
		}
	}
}

func TestEmergencyNumbersAgreeWithLibphonenumber(t *testing.T) {
	known := 0
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			country := string(a) + string(b)
			number := emergencyNumber(country)
			if number == noEmergency {
				continue
			}
			known++
			if !phonenumbers.IsEmergencyNumber(number, country) {
				t.Errorf("%s is no emergency number of %s", number, country)
			}
		}
	}
	if known != 36 { // six single ones, 27 members of the EU, three more of the EEA
		t.Errorf("%d countries, want 36", known)
	}
}

func TestPlacesHaveNumbersOfTheirOwn(t *testing.T) {
	c := open(t, with(func(cfg *Config) {
		cfg.BookingURL = "https://example.com/book"
		cfg.Places[1].Phone = "+91 80 4123 4567"
		cfg.Places[1].TimeZone = "Asia/Dubai"
	}))
	tests := []struct {
		place int
		want  Contact
	}{
		{-1, Contact{"Physiotattva (example clinic)", "+91 89510 47001", "https://example.com/book"}},
		{0, Contact{"Physiotattva (example clinic), Bangalore", "+91 89510 47001", "https://example.com/book"}},
		{1, Contact{"Physiotattva (example clinic), Hyderabad", "+91 80 4123 4567", "https://example.com/book"}},
		{2, Contact{"Physiotattva (example clinic)", "+91 89510 47001", "https://example.com/book"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, c.Contact(test.place)); diff != "" {
			t.Errorf("place %d: %s", test.place, diff)
		}
	}
	if zones := []string{c.Places()[0].TimeZone, c.Places()[1].TimeZone}; !reflect.DeepEqual(zones, []string{"Asia/Kolkata", "Asia/Dubai"}) {
		t.Errorf("zones %v", zones)
	}
}

func TestWhereSaysOnlyWhatIsKnown(t *testing.T) {
	some := open(t, with(func(cfg *Config) {
		cfg.Places[0].Address = "12 *Main* Road,\nIndiranagar"
		cfg.Places[0].MapURL = "https://example.com/map?q=a"
	}))
	tests := []struct {
		clinic *Clinic
		place  int
		want   string
	}{
		{open(t, Example()), -1, "I do not have the address here; please call +91 89510 47001."},
		{open(t, Config{Phone: "+91 89510 47001"}), 0, "I do not have the address here; please call +91 89510 47001."},
		{some, 0, `12 \*Main\* Road, Indiranagar ([map](<https://example.com/map?q=a>)).`},
		{some, 1, "I do not have the address here; please call +91 89510 47001."},
		{some, -1, `Bangalore: 12 \*Main\* Road, Indiranagar ([map](<https://example.com/map?q=a>)). Hyderabad: I do not have the address here; please call +91 89510 47001.`},
	}
	for _, test := range tests {
		if got := test.clinic.Where(test.place); got != test.want {
			t.Errorf("place %d: %q, want %q", test.place, got, test.want)
		}
	}
}

func TestReadySaysWhatToBring(t *testing.T) {
	if got, want := open(t, Example()).Ready(), "Please have ready: your name and phone number, where it hurts and since when, a list of your medicines and any reports or scans."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	c := open(t, with(func(cfg *Config) { cfg.Bring = []string{"your *card*", " "} }))
	if got, want := c.Ready(), `Please have ready: your \*card\*.`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPlaceholdersAreThoseOfTheKnowledge(t *testing.T) {
	if diff := cmp.Diff(knowledge.Placeholders, open(t, Example()).Placeholders()); diff != "" {
		t.Error(diff)
	}
}

func TestConfigIsReadFromYAML(t *testing.T) {
	var got Config
	problems := strict.File{Name: "frontdesk.yaml", Text: []byte(`
name: A Clinic
phone: "+91 89510 47001"
country: IN
time_zone: Asia/Kolkata
emergency_phone: 108
crisis_line: Tele-MANAS 14416
booking_url: https://example.com
hours:
  mon-fri: 08:00-13:00, 15:00-20:00
  sat: 9am-2pm
  sun: closed
exceptions:
  2026-12-25: closed (Christmas Day)
  2026-12-28 to 2027-01-02: 08:00-12:00
bring: [your card]
languages: [English]
prices: [{what: A visit, price: "₹1,200"}]
prices_as_of: June 2026
walk_in: a
parking: b
payment: c
places: [{name: North, address: 1 Road, map_url: "https://example.com/m", parking: d, hours: {daily: 24 hours}}, {name: South}]
`)}.Decode(&got)
	if problems != nil {
		t.Fatal(problems)
	}
	want := Config{
		Name: "A Clinic", Phone: "+91 89510 47001", Country: "IN", TimeZone: "Asia/Kolkata", EmergencyPhone: "108",
		CrisisLine: "Tele-MANAS 14416", BookingURL: "https://example.com",
		Hours:      Hours{"mon-fri": "08:00-13:00, 15:00-20:00", "sat": "9am-2pm", "sun": "closed"},
		Exceptions: Exceptions{"2026-12-25": "closed (Christmas Day)", "2026-12-28 to 2027-01-02": "08:00-12:00"},
		Bring:      []string{"your card"},
		Languages:  []string{"English"},
		Prices:     []Price{{"A visit", "₹1,200"}}, PricesAsOf: "June 2026",
		WalkIn: "a", Parking: "b", Payment: "c",
		Places: []Place{{Name: "North", Address: "1 Road", MapURL: "https://example.com/m", Parking: "d", Hours: Hours{"daily": "24 hours"}}, {Name: "South"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	open(t, got)
}
