package clinic

import (
	"bytes"
	"html"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func TestFill(t *testing.T) {
	bare := open(t, Config{Phone: "+91 89510 47001"})
	full := open(t, with(func(cfg *Config) {
		cfg.Name = "A*B [x] & {{clinic.phone}}"
		cfg.CrisisLine = "Tele-MANAS_14416"
		cfg.BookingURL = "https://example.com/book?a=1&b=2"
		cfg.Hours = Hours{"mon-fri": "08:00-13:00, 15:00-20:00", "sat": "09:00-14:00"}
		cfg.Places = append(cfg.Places, Place{Name: "Goa_1"})
	}))
	tests := []struct {
		clinic     *Clinic
		text, want string
	}{
		{bare, "Nothing to fill {clinic.name}.", "Nothing to fill {clinic.name}."},
		{bare, "{{clinic.name}} has clinics in {{clinic.places}}.", "The clinic has clinics in a place that the staff can tell you by phone."},
		{bare, "Ask {{ clinic.name }}. {{clinic.name}} knows.\n\n{{clinic.name}}!", "Ask the clinic. The clinic knows.\n\nThe clinic!"},
		{bare, "**Call {{clinic.emergency}}** or {{clinic.crisis}}.", "**Call your local emergency number** or a crisis helpline in your country."},
		{bare, "Ring:\n\n- {{clinic.crisis}}\n- or {{clinic.emergency}}", "Ring:\n\n- A crisis helpline in your country\n- or your local emergency number"},
		{bare, "You can book {{clinic.booking}}.", "You can book by phone on +91 89510 47001."},
		{bare, "{{clinic.hours}}", "I do not have the opening hours here; please call +91 89510 47001."},
		{bare, "{{clinic.street}} {{clinic.phone", "{{clinic.street}} {{clinic.phone"},
		{bare, "{{clinic.street {{clinic.phone}}", "{{clinic.street +91 89510 47001"},
		{bare, "{{}}{{{{clinic.phone}}", "{{}}{{+91 89510 47001"},
		{full, "Ask {{clinic.name}}.", `Ask A\*B \[x\] & {{clinic.phone}}.`},
		{full, "In {{clinic.places}}", `In Bangalore, Hyderabad and Goa\_1`},
		{full, "Ring {{clinic.crisis}}", `Ring Tele-MANAS\_14416`},
		{full, "You can book {{clinic.booking}}.", "You can book online at <https://example.com/book?a=1&b=2>."},
		{full, "{{clinic.hours}}", "Open Monday to Friday 08:00 to 13:00 and 15:00 to 20:00; Saturday 09:00 to 14:00."},
		{bare, "Our staff speak {{clinic.languages}}. See {{clinic.map}}.", "Our staff speak languages that the staff can tell you by phone. See directions from the staff on +91 89510 47001."},
		{bare, "{{clinic.prices}}", "I do not have the prices here; please call +91 89510 47001."},
		{bare, "Call {{clinic.crisis}}, day or night.", "Call a crisis helpline in your country, day or night."},
		{open(t, Example()), "Call {{clinic.crisis}}, day or night.", "Call Tele-MANAS 14416, day or night."},
		{asking(t), "Our staff speak {{clinic.languages}}. See {{clinic.map}}.", "Our staff speak English, Hindi and Kannada. See Bangalore [map](<https://example.org/m>)."},
		{asking(t), "{{clinic.prices}}", "First visit: ₹1,200; Follow-up: ₹900 (as of November 2026)."},
		{open(t, Example()), "{{clinic.name}}: {{clinic.places}}, {{clinic.phone}}, {{clinic.emergency}}", "Physiotattva (example clinic): Bangalore and Hyderabad, +91 89510 47001, 112"},
	}
	for _, test := range tests {
		if got := test.clinic.Fill(test.text); got != test.want {
			t.Errorf("%q\n got %q\nwant %q", test.text, got, test.want)
		}
	}
}

func TestFillReturnsTextWithoutPlaceholdersAsItIs(t *testing.T) {
	c := open(t, Example())
	text := strings.Repeat("Dry needling may help. ", 40)
	if n := testing.AllocsPerRun(100, func() { c.Fill(text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestHoursAreSaidByGroupsOfDays(t *testing.T) {
	tests := []struct {
		hours Hours
		want  string
	}{
		{Hours{"daily": "8:00-18:00"}, "Open every day 08:00 to 18:00."},
		{Hours{"daily": "24 hours"}, "Open every day around the clock."},
		{Hours{"mon-sun": "closed"}, "Open on no day of the week."},
		{Hours{"sat, sun": "10:00-12:00"}, "Open Saturday and Sunday 10:00 to 12:00."},
		{Hours{"mon, wed, fri": "8am-12pm", "tue": "20:00-02:00"}, "Open Monday, Wednesday and Friday 08:00 to 12:00; Tuesday 20:00 to 02:00."},
		{Hours{"fri-tue": "18:00-24:00"}, "Open Monday, Tuesday and Friday to Sunday 18:00 to midnight."},
	}
	for _, test := range tests {
		c := open(t, with(func(cfg *Config) { cfg.Hours = test.hours }))
		if got := c.Fill("{{clinic.hours}}"); got != test.want {
			t.Errorf("%v: %q, want %q", test.hours, got, test.want)
		}
	}
}

func TestHoursNamePlacesThatDiffer(t *testing.T) {
	c := open(t, with(func(cfg *Config) {
		cfg.Hours, cfg.Exceptions = Hours{"mon": "08:00-18:00"}, Exceptions{"2026-12-25": "closed"}
		cfg.Places[1].TimeZone = "Asia/Dubai"
	}))
	want := "Bangalore: Open Monday 08:00 to 18:00 local time. Some dates, such as holidays, have other hours. " +
		"Hyderabad: Open Monday 08:00 to 18:00 local time. Some dates, such as holidays, have other hours."
	if got := c.Fill("{{clinic.hours}}"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// shown returns what a reader sees of one paragraph of CommonMark, with every extension that could change it.
func shown(t testing.TB, markdown string) string {
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList)).Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(strings.TrimSuffix(b.String(), "</p>\n"), "<p>")
	if !ok {
		t.Fatalf("%q is not a paragraph: %q", markdown, b.String())
	}
	return html.UnescapeString(text)
}

func FuzzEscapedTextShowsAsTyped(f *testing.F) {
	for _, s := range []string{
		"A*B [x]", "1. Physio", "12) x", "# one", "- x", "+ x", "a_b_c", "<b>", "&amp; &", "`x`", `\`, "![a](b)", "~~x~~", "===", "---", ">x", "a|b", "[ ] x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = oneLine(s)
		if s == "" {
			return
		}
		if got := shown(t, Escape(s)); got != s {
			t.Errorf("%q shows as %q", s, got)
		}
		if got := shown(t, "Call "+Escape(s)); got != "Call "+s {
			t.Errorf("%q shows as %q inside a line", s, got)
		}
	})
}

func BenchmarkFill(b *testing.B) {
	c := open(b, Example())
	text := strings.Repeat("Often only a small prick. ", 20) + "Call {{clinic.phone}}, or {{clinic.emergency}}; {{clinic.name}} is in {{clinic.places}}."
	b.ReportAllocs()
	for b.Loop() {
		c.Fill(text)
	}
}
