package clinic

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"frontdesk/knowledge/text"
)

// What an operator reads next to a setting that does not parse.
const (
	spanHelp = `write times of day that do not overlap, such as "08:00-13:00, 15:00-20:00", or closed, or 24 hours`
	dayHelp  = "write mon, tue, wed, thu, fri, sat or sun, a range such as mon-fri, or daily"
	dateHelp = "write a date such as 2026-12-25, or 2026-12-24 to 2027-01-02"
)

const (
	dayMinutes = 24 * 60
	maxRange   = 366 // dates that one exception may span: the horizon of the next opening
)

// span is open from its first to its second minute, counted from the midnight that begins its date. The first is below
// dayMinutes; the second lies up to a day behind it.
type span struct{ from, to int }

// week is the spans of each day, by time.Weekday, in order and apart.
type week [7][]span

// date counts the days since 1 January 1970.
type date int

// day is what an exception puts in the place of a date's usual spans.
type day struct {
	spans []span
	note  string
}

func (d date) weekday() time.Weekday { return time.Unix(int64(d)*24*60*60, 0).UTC().Weekday() }

func (d date) String() string { return time.Unix(int64(d)*24*60*60, 0).UTC().Format(time.DateOnly) }

// dateOf returns the date on the calendar of t's zone.
func dateOf(t time.Time) date {
	y, m, d := t.Date()
	return date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// hours reads a week, whose key in the configuration is key. An empty one is nil: not known.
func (c *checker) hours(key string, hours Hours) *week {
	if len(hours) == 0 {
		return nil
	}
	var w week
	var named [7]string
	for _, days := range slices.Sorted(maps.Keys(hours)) {
		at := key + "." + days
		spans, ok := readSpans(hours[days])
		if !ok {
			c.fail(at, "has %.60q, which is not opening hours; %s", hours[days], spanHelp)
		}
		list, ok := readDays(days)
		if !ok {
			c.fail(at, "does not name days; %s", dayHelp)
		}
		for _, d := range list {
			if named[d] != "" {
				c.fail(at, "names %s, which %q has already; name a day once", d, named[d])
				break
			}
			w[d], named[d] = spans, days
		}
	}
	return &w
}

// exceptions reads dates, whose key in the configuration is key.
func (c *checker) exceptions(key string, exceptions Exceptions) map[date]day {
	days := make(map[date]day, len(exceptions))
	named := make(map[date]string, len(exceptions))
	for _, dates := range slices.Sorted(maps.Keys(exceptions)) {
		at := key + "." + dates
		value, note, ok := cutNote(exceptions[dates])
		spans, read := readSpans(value)
		if !ok || !read {
			c.fail(at, "has %.60q, which is not opening hours; %s, then a reason in brackets if there is one", exceptions[dates], spanHelp)
		}
		first, last, ok := readDates(dates)
		if !ok {
			c.fail(at, "is not a date; %s", dateHelp)
			continue
		}
		for d := first; d <= last; d++ {
			if named[d] != "" {
				c.fail(at, "covers %s, which %q has already; give a date once", d, named[d])
				break
			}
			days[d], named[d] = day{spans, note}, dates
		}
	}
	return days
}

// cutNote parts "closed (Christmas Day)".
func cutNote(value string) (hours, note string, ok bool) {
	hours, note, found := strings.Cut(value, "(")
	if !found {
		return value, "", true
	}
	note, ok = strings.CutSuffix(strings.TrimSpace(note), ")")
	return hours, oneLine(note), ok
}

// readDates reads the first and the last date of an exception.
func readDates(key string) (first, last date, ok bool) {
	from, to, ranged := strings.Cut(text.Clean(key), " to ")
	if !ranged {
		to = from
	}
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	first, last = dateOf(a), dateOf(b)
	return first, last, errA == nil && errB == nil && first <= last && last-first < maxRange
}

// readDays reads "mon-fri", "sat, sun" or "daily".
func readDays(key string) (days []time.Weekday, ok bool) {
	key = text.Clean(key)
	if key == "daily" || key == "every day" {
		key = "mon-sun"
	}
	for part := range strings.SplitSeq(key, ",") {
		from, to, ranged := cutRange(part)
		if !ranged {
			to = from
		}
		first, ok1 := readDay(from)
		last, ok2 := readDay(to)
		if !ok1 || !ok2 {
			return nil, false
		}
		for d := first; ; d = (d + 1) % 7 {
			days = append(days, d)
			if d == last {
				break
			}
		}
	}
	return days, true
}

// readDay reads an English day, in full or short.
func readDay(s string) (time.Weekday, bool) {
	switch s {
	case "sun", "sunday":
		return time.Sunday, true
	case "mon", "monday":
		return time.Monday, true
	case "tue", "tues", "tuesday":
		return time.Tuesday, true
	case "wed", "weds", "wednesday":
		return time.Wednesday, true
	case "thu", "thur", "thurs", "thursday":
		return time.Thursday, true
	case "fri", "friday":
		return time.Friday, true
	case "sat", "saturday":
		return time.Saturday, true
	}
	return 0, false
}

// readSpans reads "closed", "24 hours" or spans with commas, and puts them in order.
func readSpans(value string) (spans []span, ok bool) {
	value = text.Clean(value)
	switch value {
	case "closed":
		return nil, true
	case "24 hours", "24 h", "24h":
		return []span{{0, dayMinutes}}, true
	}
	for part := range strings.SplitSeq(value, ",") {
		s, ok := readSpan(part)
		if !ok {
			return nil, false
		}
		spans = append(spans, s)
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return nil, false
		}
	}
	return spans, true
}

// readSpan reads "08:00-13:00", "8am to 1pm" or, past midnight, "20:00-02:00".
func readSpan(s string) (span, bool) {
	opens, closes, ranged := cutRange(s)
	from, ok1 := readClock(opens)
	to, ok2 := readClock(closes)
	if !ranged || !ok1 || !ok2 || from == to || from == dayMinutes {
		return span{}, false
	}
	if to < from {
		to += dayMinutes
	}
	return span{from, to}, true
}

// readClock reads a time of day as minutes since midnight: "8:00", "18:30", "24:00", "8am", "6:30 pm". A bare hour is
// refused: nobody knows which half of the day "8" is in.
func readClock(s string) (minutes int, ok bool) {
	s, pm := strings.CutSuffix(s, "pm")
	s, am := strings.CutSuffix(s, "am")
	hours, mins, colon := strings.Cut(strings.TrimSpace(s), ":")
	h, ok1 := readNumber(hours)
	m, ok2 := readNumber(mins)
	switch {
	case colon && (len(mins) != 2 || !ok2 || m > 59), !ok1, am && pm, !colon && !am && !pm:
		return 0, false
	case (am || pm) && (h < 1 || h > 12), h > 24, h == 24 && m > 0:
		return 0, false
	case am || pm:
		h %= 12
	}
	if pm {
		h += 12
	}
	return h*60 + m, true
}

// readNumber reads one or two digits; it returns 0 for what is none.
func readNumber(s string) (n int, ok bool) {
	if len(s) < 1 || len(s) > 2 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// cutRange parts "a-b" and "a to b".
func cutRange(s string) (from, to string, ranged bool) {
	from, to, ranged = strings.Cut(s, "-")
	if !ranged {
		from, to, ranged = strings.Cut(s, " to ")
	}
	return strings.TrimSpace(from), strings.TrimSpace(to), ranged
}
