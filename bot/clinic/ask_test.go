package clinic

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// asked is one line of testdata/asks.csv; one without a kind asks nothing about the clinic.
type asked struct {
	kind     Kind
	question string
}

func readAsked(t testing.TB) []asked {
	t.Helper()
	f, err := os.Open("testdata/asks.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]asked, len(rows)-1)
	for i, row := range rows[1:] {
		out[i] = asked{Kind(row[0]), row[1]}
	}
	return out
}

func TestQuestionsToTheDeskAreFoundAndNoOthers(t *testing.T) {
	c := open(t, Example())
	positive, negative := 0, 0
	for _, a := range readAsked(t) {
		got := c.Asks(a.question)
		switch {
		case a.kind == "":
			negative++
			if len(got.Kinds) > 0 {
				t.Errorf("%q asks for %v, want nothing", a.question, got.Kinds)
			}
		default:
			positive++
			if len(got.Kinds) != 1 || got.Kinds[0] != a.kind || !got.Whole {
				t.Errorf("%q asks for %v (whole: %v), want %s", a.question, got.Kinds, got.Whole, a.kind)
			}
		}
	}
	if positive < 80 || negative < 120 {
		t.Errorf("%d questions to the desk and %d others; want 80 and 120", positive, negative)
	}
}

// asking returns a clinic that knows everything that can be asked.
func asking(t testing.TB) *Clinic {
	return open(t, with(func(c *Config) {
		c.Hours = Hours{"mon-fri": "08:00-13:00, 15:00-20:00", "sat": "09:00-14:00"}
		c.Exceptions = Exceptions{"2026-12-25": "closed (Christmas)", "2026-12-24": "08:00-12:00", "2026-11-08": "closed (Diwali)"}
		c.Places[0].Address, c.Places[0].MapURL = "12 Main Road", "https://example.org/m"
		c.Places[1].Hours = Hours{"daily": "09:00-18:00"}
		c.Places[1].Phone, c.Places[1].Parking = "+91 80 4123 4567", "In the basement"
		c.Languages = []string{"English", "Hindi", "Kannada"}
		c.Prices, c.PricesAsOf = []Price{{"First visit", "₹1,200"}, {"Follow-up", "₹900"}}, "November 2026"
		c.WalkIn, c.Payment = "Please book first", "Cash and UPI."
	}))
}

func TestAnswersSayWhatHolds(t *testing.T) {
	c := asking(t)
	tests := []struct {
		question string
		place    int
		want     string
	}{
		{"are you open now", -1, "Bangalore: We are closed now. We open today at 15:00.\n\nHyderabad: We are open now, until 18:00."},
		{"hyderabad khula hai kya abhi", 1, "Hyderabad: We are open now, until 18:00."},
		{"till when on Saturday in bengaluru", 0, "Bangalore: On Saturday 7 November we are open 09:00 to 14:00."},
		{"is the bangalore clinic open today", 0, "Bangalore: Today we are open 08:00 to 13:00 and 15:00 to 20:00. We are closed now. We open today at 15:00."},
		{"bangalore: open on wednesday?", 0, "Bangalore: Today we are open 08:00 to 13:00 and 15:00 to 20:00. We are closed now. We open today at 15:00."},
		{"bangalore, kal khula hai?", 0, "Bangalore: Tomorrow, Thursday 5 November, we are open 08:00 to 13:00 and 15:00 to 20:00."},
		{"is bangalore open on sunday", 0, "Bangalore: On Sunday 8 November we are closed (Diwali). The next day we are open is Monday 9 November, 08:00 to 13:00 and 15:00 to 20:00."},
		{"are you closed on diwali in bangalore", 0, "Bangalore: On Diwali, Sunday 8 November, we are closed. The next day we are open is Monday 9 November, 08:00 to 13:00 and 15:00 to 20:00."},
		{"bangalore open on holi?", 0, "Bangalore: I have no hours for Holi here, and they may differ from the usual ones. Please call +91 89510 47001."},
		{"hyderabad open on 26th january", 1, "Hyderabad: On Tuesday 26 January 2027 we are open 09:00 to 18:00."},
		{"hyderabad open on republic day", 1, "Hyderabad: On Republic Day, Tuesday 26 January 2027, we are open 09:00 to 18:00. These are the usual hours; other ones for this day are not noted here, so please call +91 80 4123 4567 to be sure."},
		{"bangalore open on saturdays?", 0, "Bangalore: Usually, on Saturdays, we are open 09:00 to 14:00."},
		{"is hyderabad open at 7pm tomorrow", 1, "Hyderabad: Tomorrow, Thursday 5 November, we are open 09:00 to 18:00. At 19:00 we are closed."},
		{"bangalore open on 24/12?", 0, "Bangalore: On Thursday 24 December we are open 08:00 to 12:00."},
		{"bangalore open on 2027-12-25?", 0, "Bangalore: On Saturday 25 December 2027 we are open 09:00 to 14:00."},
		{"are you open on public holidays", -1, "Other hours: Sunday 8 November closed (Diwali); Thursday 24 December open 08:00 to 12:00; Friday 25 December closed (Christmas)."},
		{"bangalore timings", 0, "Bangalore: Open Monday to Friday 08:00 to 13:00 and 15:00 to 20:00; Saturday 09:00 to 14:00. We are closed now. We open today at 15:00. Other hours: Sunday 8 November closed (Diwali)."},
		{"i fell on monday, is hyderabad open today", 1, "Hyderabad: Today we are open 09:00 to 18:00. We are open now, until 18:00."},
		{"address", -1, "Bangalore: 12 Main Road ([map](<https://example.org/m>)).\n\nHyderabad: I do not have the address here; please call +91 80 4123 4567."},
		{"map link for bangalore", 0, "Bangalore: 12 Main Road ([map](<https://example.org/m>))."},
		{"do you have a branch in mumbai", -1, "We have no place in Mumbai. We are in Bangalore and Hyderabad. Bangalore: 12 Main Road ([map](<https://example.org/m>)).\n\nHyderabad: I do not have the address here; please call +91 80 4123 4567."},
		{"kannada aati hai?", -1, "Yes. Our staff speak English, Hindi and Kannada."},
		{"do you speak telugu", -1, "Our staff speak English, Hindi and Kannada. Telugu is not noted here; please ask on +91 89510 47001 whether somebody can help you in it."},
		{"fees kitni hai", -1, "Our prices (as of November 2026):\n\n- First visit: ₹1,200\n- Follow-up: ₹900\n\nTo be sure, ask on +91 89510 47001."},
		{"what number can i call", -1, "You can call Physiotattva (example clinic) on +91 89510 47001. Hyderabad: +91 80 4123 4567."},
		{"can i just walk in", -1, "Please book first."},
		{"is there parking", -1, "Bangalore: I do not know the parking there; please call +91 89510 47001.\n\nHyderabad: In the basement."},
		{"do you take upi", -1, "Cash and UPI."},
		{"what is the address of hyderabad and how much is a session", 1, "Hyderabad: I do not have the address here; please call +91 80 4123 4567.\n\nOur prices (as of November 2026):\n\n- First visit: ₹1,200\n- Follow-up: ₹900\n\nTo be sure, ask on +91 89510 47001."},
	}
	for _, test := range tests {
		got, ok := c.Answer(test.question, when(t, "Asia/Kolkata", "2026-11-04 13:30")) // a Wednesday
		if !ok || got.Text != test.want || got.Place != test.place {
			t.Errorf("%q at %d:\n got %q\nwant %q", test.question, got.Place, got.Text, test.want)
		}
	}
}

func TestAnswersSayWhatTheConfigurationLacks(t *testing.T) {
	c := open(t, Example())
	const phone = "+91 89510 47001"
	for _, k := range Kinds() {
		f := c.Tell(k, "", when(t, "Asia/Kolkata", "2026-11-04 13:30"))
		if f.Known != (k == Phone) || !strings.Contains(f.Text, phone) || f.Kind != k {
			t.Errorf("%s: %+v", k, f)
		}
	}
	f, _ := c.Answer("are you in mumbai", when(t, "Asia/Kolkata", "2026-11-04 13:30"))
	if want := "We have no place in Mumbai. We are in Bangalore and Hyderabad. I do not have the address here; please call +91 89510 47001."; f.Text != want {
		t.Errorf("%q, want %q", f.Text, want)
	}
}

// Where a search has found the topic, one word that stands for it is enough.
func TestAnswerAboutAKnownTopic(t *testing.T) {
	c, now := asking(t), when(t, "Asia/Kolkata", "2026-11-04 13:30")
	const question = "my shift ends late so will hyderabad still be open tomorrow evening"
	if _, ok := c.Answer(question, now); ok {
		t.Errorf("%q is answered without knowing that it is about the hours", question)
	}
	f, ok := c.AnswerAbout([]Kind{Address, OpeningHours}, question, now)
	if want := "Hyderabad: Tomorrow, Thursday 5 November, we are open 09:00 to 18:00."; !ok || f.Text != want || f.Kind != OpeningHours {
		t.Errorf("%+v, want %q", f, want)
	}
	if f, ok := c.AnswerAbout([]Kind{Prices}, question, now); ok {
		t.Errorf("it is no question about prices: %+v", f)
	}
}

func TestAmericanDatesBeginWithTheMonth(t *testing.T) {
	c := open(t, Config{Phone: "+1 212 555 0100", Country: "US", TimeZone: "America/New_York", Hours: Hours{"daily": "9am-5pm"}})
	f, _ := c.Answer("open on 12/11?", when(t, "America/New_York", "2026-11-04 13:30"))
	if want := "On Friday 11 December we are open 09:00 to 17:00."; f.Text != want {
		t.Errorf("%q, want %q", f.Text, want)
	}
}

func TestNewFactsAreChecked(t *testing.T) {
	_, err := New(with(func(c *Config) {
		c.Languages = []string{"Hindi", "", "hindi"}
		c.Prices = []Price{{What: "First visit"}, {Price: "1"}}
	}))
	want := []string{"languages.1", "languages.2", "prices.0", "prices.1"}
	if diff := cmp.Diff(want, keys(t, err)); diff != "" {
		t.Errorf("%s\n%v", diff, err)
	}
	_, err = New(with(func(c *Config) { c.PricesAsOf = "2026" }))
	if err == nil || !strings.Contains(err.Error(), "prices_as_of needs prices beside it") {
		t.Errorf("got %v", err)
	}
}

func FuzzAnswer(f *testing.F) {
	c := asking(f)
	for _, a := range readAsked(f) {
		f.Add(a.question)
	}
	f.Add("open on zdate9 at zclock-1 31 feb 29 february 99/99 2026-13-40 25:61 and and")
	now := time.Date(2026, 2, 28, 23, 59, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		for _, k := range Kinds() {
			if got := c.Tell(k, s, now); got.Text == "" || !utf8.ValidString(got.Text) {
				t.Fatalf("%q, %s: %+v", s, k, got)
			}
		}
		c.Answer(s, now)
	})
}

func BenchmarkAsks(b *testing.B) {
	c := open(b, Example())
	b.ReportAllocs()
	for b.Loop() {
		c.Asks("is it normal that my back hurts two days after the needling, and can i go running")
	}
}
