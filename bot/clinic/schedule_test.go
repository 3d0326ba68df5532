package clinic

import (
	"math/rand/v2"
	"testing"
	"time"
)

// when returns a time by the clock on the wall of a zone.
func when(t testing.TB, zone, clock string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", clock, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// siteIn returns a clinic with one set of hours in a zone.
func siteIn(t testing.TB, zone string, hours Hours, exceptions Exceptions) *Clinic {
	return open(t, Config{Phone: "+91 89510 47001", TimeZone: zone, Hours: hours, Exceptions: exceptions})
}

func TestLineSaysUntilWhenOrFromWhen(t *testing.T) {
	c := siteIn(t, "Asia/Kolkata",
		Hours{"mon-thu": "08:00-13:00, 15:00-20:00", "fri": "20:00-02:00", "sat": "09:00-14:00, 22:00-24:00", "sun": "closed"},
		Exceptions{
			"2026-12-24":               "08:00-12:00 (Christmas *Eve*)",
			"2026-12-25":               "closed (Christmas Day)",
			"2026-12-26":               "closed",
			"2027-05-03 to 2027-05-28": "closed (we move house)",
		})
	tests := []struct{ now, want string }{
		{"2026-11-23 07:59", "We open today at 08:00."}, // a Monday
		{"2026-11-23 08:00", "We are open until 13:00. We open again at 15:00."},
		{"2026-11-23 12:59", "We are open until 13:00. We open again at 15:00."},
		{"2026-11-23 13:00", "We open today at 15:00."},
		{"2026-11-23 19:59", "We are open until 20:00."},
		{"2026-11-23 20:00", "We open tomorrow at 08:00."},
		{"2026-11-27 19:00", "We open today at 20:00."}, // Friday
		{"2026-11-27 23:00", "We are open until 02:00 tomorrow."},
		{"2026-11-28 01:59", "We are open until 02:00. We open again at 09:00."},
		{"2026-11-28 02:00", "We open today at 09:00."},
		{"2026-11-28 23:00", "We are open until midnight."},
		{"2026-11-29 00:00", "We open tomorrow at 08:00."},
		{"2026-12-24 09:00", `Special hours today: Christmas \*Eve\*. We are open until 12:00.`},
		{"2026-12-24 13:00", `Special hours today: Christmas \*Eve\*. We open on Monday at 08:00.`},
		{"2026-12-25 10:00", "Closed today: Christmas Day. We open on Monday at 08:00."},
		{"2026-12-26 10:00", "We open on Monday at 08:00."},
		{"2027-04-30 19:00", "We open today at 20:00."},
		{"2027-05-02 10:00", "We open on Saturday 29 May at 09:00."},
		{"2027-05-03 10:00", "Closed today: we move house. We open on Saturday 29 May at 09:00."},
	}
	for _, test := range tests {
		if got := c.Line(when(t, "Asia/Kolkata", test.now)); got != test.want {
			t.Errorf("%s: %q, want %q", test.now, got, test.want)
		}
	}
}

func TestLineOfUnusualWeeks(t *testing.T) {
	tests := []struct {
		hours      Hours
		exceptions Exceptions
		now, want  string
	}{
		{Hours{"daily": "24 hours"}, nil, "2026-11-23 03:00", "We are open around the clock."},
		{Hours{"mon-fri": "00:00-24:00"}, nil, "2026-11-25 03:00", "We are open until midnight on Friday."},
		{Hours{"mon-fri": "24 hours"}, nil, "2026-11-28 03:00", "We open on Monday at 00:00."},
		{Hours{"daily": "24 hours"}, Exceptions{"2026-11-25": "closed"}, "2026-11-23 03:00", "We are open until midnight tomorrow."},
		{Hours{"daily": "08:00-12:00, 12:00-18:00"}, nil, "2026-11-23 09:00", "We are open until 18:00."},
		{Hours{"daily": "20:00-08:00"}, nil, "2026-11-23 03:00", "We are open until 08:00. We open again at 20:00."},
		{Hours{"mon": "12:00-11:00", "tue": "10:00-14:00"}, nil, "2026-11-24 10:30", "We are open until 14:00."},
		{Hours{"daily": "closed"}, nil, "2026-11-23 09:00", "We are closed, and no date of opening is known here."},
		{Hours{"mon": "08:00-12:00"}, nil, "2026-11-23 13:00", "We open on Monday 30 November at 08:00."},
		{Hours{"daily": "closed"}, Exceptions{"2027-11-20": "08:00-12:00"}, "2026-11-23 13:00", "We open on Saturday 20 November 2027 at 08:00."},
		{Hours{"daily": "closed"}, Exceptions{"2027-11-25": "08:00-12:00"}, "2026-11-23 13:00", "We are closed, and no date of opening is known here."},
		{Hours{"thu": "20:00-02:00"}, Exceptions{"2026-12-25": "closed (Christmas Day)"}, "2026-12-25 01:00", "Closed today: Christmas Day. We are open until 02:00."},
	}
	for _, test := range tests {
		c := siteIn(t, "Asia/Kolkata", test.hours, test.exceptions)
		if got := c.Line(when(t, "Asia/Kolkata", test.now)); got != test.want {
			t.Errorf("%v at %s: %q, want %q", test.hours, test.now, got, test.want)
		}
	}
}

func TestHoursFollowTheClockChanges(t *testing.T) {
	const newYork, berlin = "America/New_York", "Europe/Berlin"
	tests := []struct {
		name, zone string
		hours      Hours
		now        string // RFC 3339
		open       bool
		until      string
		next       string
	}{
		{"gap: opens when the clock has skipped 02:30", newYork, Hours{"sun": "02:30-05:00"}, "2026-03-08T06:59:59Z", false, "", "2026-03-08T03:00:00-04:00"},
		{"gap: open right after it", newYork, Hours{"sun": "02:30-05:00"}, "2026-03-08T07:00:00Z", true, "2026-03-08T05:00:00-04:00", "2026-03-15T02:30:00-04:00"},
		{"gap: closes when the clock has skipped 02:30", berlin, Hours{"sat": "20:00-02:30"}, "2026-03-29T00:30:00Z", true, "2026-03-29T03:00:00+02:00", "2026-04-04T20:00:00+02:00"},
		{"gap: hours inside it do not happen", berlin, Hours{"sun": "02:10-02:50"}, "2026-03-28T12:00:00Z", false, "", "2026-04-05T02:10:00+02:00"},
		{"gap: the next morning is an hour earlier", newYork, Hours{"daily": "08:00-18:00"}, "2026-03-08T00:00:00Z", false, "", "2026-03-08T08:00:00-04:00"},
		{"overlap: closes at the first 01:30", newYork, Hours{"sat": "20:00-01:30"}, "2026-11-01T05:29:59Z", true, "2026-11-01T01:30:00-04:00", "2026-11-07T20:00:00-05:00"},
		{"overlap: stays closed at the second 01:15", newYork, Hours{"sat": "20:00-01:30"}, "2026-11-01T06:15:00Z", false, "", "2026-11-07T20:00:00-05:00"},
		{"overlap: opens at the first 02:30", berlin, Hours{"sun": "02:30-06:00"}, "2026-10-25T00:29:59Z", false, "", "2026-10-25T02:30:00+02:00"},
		{"overlap: the hour that comes twice is open twice", berlin, Hours{"sun": "02:30-06:00"}, "2026-10-25T01:15:00Z", true, "2026-10-25T06:00:00+01:00", "2026-11-01T02:30:00+01:00"},
		{"overlap: a day around the clock has 25 hours", berlin, Hours{"sun": "24 hours"}, "2026-10-24T22:00:00Z", true, "2026-10-26T00:00:00+01:00", "2026-11-01T00:00:00+01:00"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			now, err := time.Parse(time.RFC3339, test.now)
			if err != nil {
				t.Fatal(err)
			}
			st := siteIn(t, test.zone, test.hours, nil).OpenAt(-1, now)
			if st.Open != test.open || stamp(st.Until) != test.until || stamp(st.Next) != test.next {
				t.Errorf("open %t until %s next %s, want %t %s %s", st.Open, stamp(st.Until), stamp(st.Next), test.open, test.until, test.next)
			}
		})
	}
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// The clock is read minute by minute through two days around each change, in zones that change by an hour, by half an hour,
// at midnight, and by a whole day.
func TestInstantIsTheFirstMomentThatTheClockShows(t *testing.T) {
	tests := []struct{ zone, before string }{
		{"America/New_York", "2026-03-07"},
		{"America/New_York", "2026-10-31"},
		{"Europe/Berlin", "2026-03-28"},
		{"Europe/Berlin", "2026-10-24"},
		{"Australia/Lord_Howe", "2026-04-04"},
		{"Australia/Lord_Howe", "2026-10-03"},
		{"Africa/Cairo", "2026-04-23"},
		{"Africa/Cairo", "2026-10-29"},
		{"America/Havana", "2026-03-07"},
		{"America/Havana", "2026-10-31"},
		{"Pacific/Apia", "2011-12-29"},
		{"Asia/Kolkata", "2026-03-07"},
		{"UTC", "2026-03-07"},
	}
	for _, test := range tests {
		t.Run(test.zone+test.before, func(t *testing.T) {
			start := when(t, test.zone, test.before+" 12:00")
			s := schedule{zone: start.Location()}
			first := dateOf(start)
			want := firstShown(start, 2*dayMinutes)
			for minute := 12*60 + 1; minute < 2*dayMinutes; minute++ {
				got := s.instant(first, minute)
				if !got.Equal(want(int64(first)*dayMinutes + int64(minute))) {
					t.Fatalf("minute %d is %v", minute, got)
				}
			}
		})
	}
}

// firstShown returns a function from minutes on the wall, since 1970, to the first moment that shows them or later.
func firstShown(start time.Time, minutes int) func(wall int64) time.Time {
	shown := make([]int64, minutes)
	for i := range shown {
		at := start.Add(time.Duration(i) * time.Minute)
		shown[i] = (at.Unix() + offset(at)) / 60
	}
	return func(wall int64) time.Time {
		i := 0
		for i < len(shown)-1 && shown[i] < wall {
			i++
		}
		return start.Add(time.Duration(i) * time.Minute)
	}
}

// Asking again at the moments that a status names must find what it promised.
func TestStatusKeepsItsPromises(t *testing.T) {
	c := siteIn(t, "America/New_York", Hours{"mon-thu": "08:00-13:00, 15:00-20:00", "fri": "22:00-03:00", "sat": "01:30-02:30, 09:00-14:00"},
		Exceptions{"2026-12-20 to 2027-01-03": "closed"})
	random := rand.New(rand.NewPCG(1, 2))
	start := when(t, "America/New_York", "2026-01-01 00:00")
	for range 2000 {
		now := start.Add(time.Duration(random.IntN(365*dayMinutes)) * time.Minute)
		st := c.OpenAt(-1, now)
		if !st.Known || !st.Next.After(now) || st.Open != st.Until.After(now) {
			t.Fatalf("%v: %+v", now, st)
		}
		if before := c.OpenAt(-1, st.Next.Add(-time.Second)); before.Open || !before.Next.Equal(st.Next) {
			t.Fatalf("%v: a second before %v: %+v", now, st.Next, before)
		}
		if !c.OpenAt(-1, st.Next).Open || st.Open && c.OpenAt(-1, st.Until).Open {
			t.Fatalf("%v: %+v does not hold", now, st)
		}
	}
}

func TestMissingHoursAreNotKnown(t *testing.T) {
	c := open(t, Example())
	for _, place := range []int{-1, 0, 1, 99} {
		want := Status{Line: "I do not have the opening hours here; please call +91 89510 47001."}
		if got := c.OpenAt(place, time.Time{}); got != want {
			t.Errorf("place %d: %+v", place, got)
		}
	}
}

func TestPlacesWithTheSameHoursAreSaidOnce(t *testing.T) {
	c := open(t, with(func(cfg *Config) { cfg.Hours = Hours{"daily": "08:00-18:00"} }))
	now := when(t, "Asia/Kolkata", "2026-11-23 09:00")
	for place := -1; place < 2; place++ {
		if got := c.OpenAt(place, now).Line; got != "We are open until 18:00." {
			t.Errorf("place %d: %q", place, got)
		}
	}
}

func TestPlacesThatDifferAreNamed(t *testing.T) {
	c := open(t, with(func(cfg *Config) {
		cfg.Hours = Hours{"daily": "08:00-18:00"}
		cfg.Exceptions = Exceptions{"2026-12-25": "closed"}
		cfg.Places[0].Exceptions = Exceptions{"2026-12-25": "08:00-12:00"}
		cfg.Places[1].Hours = Hours{"daily": "10:00-22:00"}
		cfg.Places[1].Phone = "+91 80 4123 4567"
	}))
	tests := []struct{ now, want string }{
		{"2026-11-23 09:00", "Bangalore: We are open until 18:00. Hyderabad: We open today at 10:00."},
		{"2026-12-25 09:00", "Bangalore: We are open until 12:00. Hyderabad: We open tomorrow at 10:00."},
	}
	for _, test := range tests {
		if got := c.Line(when(t, "Asia/Kolkata", test.now)); got != test.want {
			t.Errorf("%s: %q, want %q", test.now, got, test.want)
		}
	}
	if got := c.OpenAt(1, when(t, "Asia/Kolkata", "2026-11-23 09:00")).Line; got != "We open today at 10:00." {
		t.Errorf("alone: %q", got)
	}
}

func TestPlacesInSeveralZonesSayLocalTime(t *testing.T) {
	c := open(t, with(func(cfg *Config) {
		cfg.Hours = Hours{"daily": "08:00-18:00"}
		cfg.Places[1] = Place{Name: "New York", TimeZone: "America/New_York"}
	}))
	now := when(t, "Asia/Kolkata", "2026-11-23 09:00")
	if got, want := c.Line(now), "Bangalore: We are open until 18:00 local time. New York: We open tomorrow at 08:00 local time."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := c.OpenAt(1, now).Line, "New York: We open tomorrow at 08:00 local time."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTheClinicIsOpenWhenAnyPlaceIs(t *testing.T) {
	c := open(t, with(func(cfg *Config) {
		cfg.Places[0].Hours = Hours{"daily": "08:00-12:00"}
		cfg.Places[1].Hours = Hours{"daily": "10:00-18:00"}
		cfg.Places = append(cfg.Places, Place{Name: "Goa"})
	}))
	tests := []struct {
		now         string
		known, open bool
		until, next string
	}{
		{"2026-11-23 07:00", false, false, "", ""}, // Goa may be open
		{"2026-11-23 09:00", true, true, "2026-11-23T12:00:00+05:30", "2026-11-23T10:00:00+05:30"},
		{"2026-11-23 11:00", true, true, "2026-11-23T18:00:00+05:30", "2026-11-24T08:00:00+05:30"},
		{"2026-11-23 13:00", true, true, "2026-11-23T18:00:00+05:30", "2026-11-24T08:00:00+05:30"},
	}
	for _, test := range tests {
		st := c.OpenAt(-1, when(t, "Asia/Kolkata", test.now))
		if st.Known != test.known || st.Open != test.open || stamp(st.Until) != test.until || stamp(st.Next) != test.next {
			t.Errorf("%s: %+v", test.now, st)
		}
	}
	around := Status{Known: true, Open: true}
	if st := together([]Status{{Known: true, Open: true, Until: time.Unix(1, 0)}, around}); !st.Until.IsZero() {
		t.Errorf("one is open around the clock, yet until %v", st.Until)
	}
}

func BenchmarkOpenAt(b *testing.B) {
	c := siteIn(b, "America/New_York", Hours{"mon-fri": "08:00-13:00, 15:00-20:00"}, nil)
	now := when(b, "America/New_York", "2026-11-21 12:00")
	b.ReportAllocs()
	for b.Loop() {
		c.OpenAt(-1, now)
	}
}
