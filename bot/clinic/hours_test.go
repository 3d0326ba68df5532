package clinic

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReadSpans(t *testing.T) {
	const bad = -1
	tests := []struct {
		value string
		want  []int // from, to, from, to, …
	}{
		{"closed", nil},
		{" Closed ", nil},
		{"24 hours", []int{0, 1440}},
		{"24h", []int{0, 1440}},
		{"00:00-24:00", []int{0, 1440}},
		{"08:00-13:00, 15:00-20:00", []int{480, 780, 900, 1200}},
		{"15:00-20:00,08:00-13:00", []int{480, 780, 900, 1200}},
		{"8:00 – 13:30", []int{480, 810}},
		{"8am to 1pm", []int{480, 780}},
		{"8 AM-1:30 PM", []int{480, 810}},
		{"12am-12pm", []int{0, 720}},
		{"20:00-02:00", []int{1200, 1560}},
		{"18:00-00:00", []int{1080, 1440}},
		{"08:00-12:00, 20:00-07:00", []int{480, 720, 1200, 1860}},
		{"", []int{bad}},
		{"open", []int{bad}},
		{"8-13", []int{bad}},
		{"8am-13", []int{bad}},
		{"13pm-14pm", []int{bad}},
		{"0am-1am", []int{bad}},
		{"08:00", []int{bad}},
		{"08:00-13:00,", []int{bad}},
		{"08:00-13:00-15:00", []int{bad}},
		{"08:00-13:60", []int{bad}},
		{"08:0-13:00", []int{bad}},
		{"24:00-02:00", []int{bad}},
		{"08:00-24:01", []int{bad}},
		{"08:00-25:00", []int{bad}},
		{"08:00-08:00", []int{bad}},
		{"-08:00-09:00", []int{bad}},
		{"+8:00-09:00", []int{bad}},
		{"08:00-13:00, 12:00-15:00", []int{bad}},
		{"08:00-13:00 (half a day)", []int{bad}},
	}
	for _, test := range tests {
		spans, ok := readSpans(test.value)
		var got []int
		for _, s := range spans {
			got = append(got, s.from, s.to)
		}
		if !ok {
			got = []int{bad}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: %v, want %v", test.value, got, test.want)
		}
	}
}

func TestReadDays(t *testing.T) {
	tests := []struct {
		key  string
		want []time.Weekday // nil: refused
	}{
		{"mon", []time.Weekday{1}},
		{"Monday", []time.Weekday{1}},
		{"mon-fri", []time.Weekday{1, 2, 3, 4, 5}},
		{"Tue to Thu", []time.Weekday{2, 3, 4}},
		{"fri – mon", []time.Weekday{5, 6, 0, 1}},
		{"sat, sun", []time.Weekday{6, 0}},
		{"mon-wed, fri", []time.Weekday{1, 2, 3, 5}},
		{"daily", []time.Weekday{1, 2, 3, 4, 5, 6, 0}},
		{"", nil},
		{"mon-", nil},
		{"mon-fri-sun", nil},
		{"lundi", nil},
		{"mon fri", nil},
		{"weekend", nil},
	}
	for _, test := range tests {
		got, ok := readDays(test.key)
		if ok != (test.want != nil) || ok && !slices.Equal(got, test.want) {
			t.Errorf("%q: %v %t, want %v", test.key, got, ok, test.want)
		}
	}
}

func TestReadDates(t *testing.T) {
	tests := []struct {
		key  string
		days int // 0: refused
	}{
		{"2026-12-25", 1},
		{"2026-12-24 to 2027-01-02", 10},
		{"2028-02-29", 1},
		{"2027-02-29", 0},
		{"12-25", 0},
		{"2026-12-25 to", 0},
		{"2026-12-25 to 2026-12-24", 0},
		{"2026-01-01 to 2027-01-01", 366},
		{"2026-01-01 to 2027-01-02", 0},
		{"25 December", 0},
	}
	for _, test := range tests {
		first, last, ok := readDates(test.key)
		if days := int(last-first) + 1; ok != (test.days > 0) || ok && days != test.days {
			t.Errorf("%q: %s to %s, %t", test.key, first, last, ok)
		}
	}
}

func TestExceptionsCarryTheirReason(t *testing.T) {
	tests := []struct {
		value string
		want  day
		bad   bool
	}{
		{"closed (Christmas Day)", day{note: "Christmas Day"}, false},
		{"closed", day{}, false},
		{"closed ()", day{}, false},
		{"08:00-12:00 (New\nYear (eve))", day{[]span{{480, 720}}, "New Year (eve)"}, false},
		{"closed (Christmas", day{}, true},
		{"(Christmas)", day{}, true},
	}
	for _, test := range tests {
		var c checker
		got := c.exceptions("exceptions", Exceptions{"2026-12-25": test.value})
		if bad := len(c.errs) > 0; bad != test.bad {
			t.Errorf("%q: %v", test.value, c.errs)
		} else if diff := cmp.Diff(test.want, got[dateOf(when(t, "UTC", "2026-12-25 00:00"))], cmp.AllowUnexported(day{}, span{})); !bad && diff != "" {
			t.Errorf("%q: %s", test.value, diff)
		}
	}
}

// Whatever an operator writes is refused with a key, or gives hours in order that can be asked about at any time.
func FuzzHours(f *testing.F) {
	f.Add("mon-fri", "08:00-13:00, 15:00-20:00", "2026-12-25", "closed (Christmas)", int64(1798200000))
	f.Add("sat, sun", "20:00-02:00", "2026-12-24 to 2027-01-02", "24 hours", int64(1774746000))
	f.Add("daily", "9am to 12pm", "2026-03-08", "02:30-03:30", int64(1772953200))
	f.Fuzz(func(t *testing.T, days, hours, dates, other string, unix int64) {
		c, err := New(Config{
			Phone: "+1 212-555-0100", TimeZone: "America/New_York",
			Hours: Hours{days: hours}, Exceptions: Exceptions{dates: other},
		})
		if err != nil {
			keys(t, err)
			return
		}
		for _, spans := range c.sites[0].hours.week {
			checkSpans(t, spans)
		}
		now := time.Unix(unix%(1<<35), 0)
		st := c.OpenAt(-1, now)
		if !st.Known || st.Line == "" || !st.Next.IsZero() && !st.Next.After(now) || !st.Until.IsZero() && !st.Until.After(now) {
			t.Errorf("%v: %+v", now, st)
		}
		if !st.Next.IsZero() && st.Next.Sub(now) > (horizon+1)*24*time.Hour {
			t.Errorf("%v looks too far ahead: %v", now, st.Next)
		}
	})
}

func checkSpans(t *testing.T, spans []span) {
	last := 0
	for _, s := range spans {
		if s.from < last || s.from >= dayMinutes || s.to <= s.from || s.to > s.from+dayMinutes {
			t.Errorf("spans %v", spans)
		}
		last = s.to
	}
}
