package clinic

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dayRef is a day as people name it: the calendar of a place says which date that is.
type dayRef struct {
	kind    dayKind
	ahead   int          // days from today
	weekday time.Weekday // of the next such day, or of the one after it
	date    time.Time    // its day and month; the year too where it was said
	holiday *holiday
}

// dayKind says which fields of a dayRef hold.
type dayKind int

const (
	aheadDay    dayKind = iota // today, tomorrow
	weekdayDay                 // "on saturday"
	usualDay                   // "on saturdays"
	yearlyDay                  // "on 25 december"
	fullDay                    // "on 25 december 2026"
	monthDay                   // "on the 25th"
	holidayDay                 // "on diwali"
	holidaysDay                // "on public holidays"
)

// holiday is a day that has a name. One without a month has no fixed date.
type holiday struct {
	name  string // as people read it
	words string // what people write for it, with spaces
	month time.Month
	day   int
}

// timing is what a question says about time.
type timing struct {
	days  []dayRef
	now   bool
	clock int // minutes since midnight of a time that was named with "at"; -1 without one
}

// The notations of dates and times of day; they are read before a text is split into words.
var (
	isoDate   = regexp.MustCompile(`\b(\d{4})-(\d{1,2})-(\d{1,2})\b`)
	slashDate = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b`)
	dayMonth  = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:,? (\d{4}))?\b`)
	monthDate = regexp.MustCompile(`\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?\b`)
	ordinal   = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)\b`)
	timeOfDay = regexp.MustCompile(`\b(\d{1,2})(?:[:.](\d{2}))? ?([ap])\.?m\b|\b(\d{1,2}):(\d{2})\b`)
)

// What a notation becomes: the mark, then its place among the notations of its text.
const (
	dateMark  = "zdate"
	clockMark = "zclock"
)

// notations are the dates and times of day of one text.
type notations struct {
	dates  []dayRef
	clocks []int
}

// take replaces the dates and times of day of a clean text by marks.
func (r *reader) take(s string) (string, *notations) {
	n := &notations{}
	if !strings.ContainsAny(s, "0123456789") {
		return s, n
	}
	s = n.takeDates(s, isoDate, func(m []string) (dayRef, bool) { return readDate(m[1], m[2], m[3]) })
	s = n.takeDates(s, slashDate, func(m []string) (dayRef, bool) {
		if r.monthFirst {
			return readDate(m[3], m[1], m[2])
		}
		return readDate(m[3], m[2], m[1])
	})
	s = n.takeDates(s, dayMonth, func(m []string) (dayRef, bool) { return readDate(m[3], monthOf(m[2]), m[1]) })
	s = n.takeDates(s, monthDate, func(m []string) (dayRef, bool) { return readDate(m[3], monthOf(m[1]), m[2]) })
	s = n.takeDates(s, ordinal, func(m []string) (dayRef, bool) {
		d, _ := strconv.Atoi(m[1])
		return dayRef{kind: monthDay, date: time.Date(2000, 1, d, 0, 0, 0, 0, time.UTC)}, 3 < d && d <= 31 // "1st" counts visits
	})
	return n.takeClocks(s), n
}

// takeDates replaces what a pattern finds and read takes for a date.
func (n *notations) takeDates(s string, pattern *regexp.Regexp, read func(m []string) (dayRef, bool)) string {
	return pattern.ReplaceAllStringFunc(s, func(found string) string {
		ref, ok := read(pattern.FindStringSubmatch(found))
		if !ok {
			return found
		}
		n.dates = append(n.dates, ref)
		return dateMark + strconv.Itoa(len(n.dates)-1)
	})
}

// takeClocks replaces times of day.
func (n *notations) takeClocks(s string) string {
	return timeOfDay.ReplaceAllStringFunc(s, func(found string) string {
		minutes, ok := readClock(strings.NewReplacer(".m", "m", ".", ":", " ", "").Replace(found))
		if !ok {
			return found
		}
		n.clocks = append(n.clocks, minutes%dayMinutes)
		return clockMark + strconv.Itoa(len(n.clocks)-1)
	})
}

// monthOf returns the number of a month that is named by its first three letters.
func monthOf(name string) string {
	const months = "janfebmaraprmayjunjulaugsepoctnovdec"
	return strconv.Itoa(strings.Index(months, name)/3 + 1)
}

// readDate reads a date of the calendar; without a year it is one of every year.
func readDate(year, month, day string) (dayRef, bool) {
	kind := fullDay
	if year == "" {
		kind, year = yearlyDay, "2000" // a leap year: 29 February is a date
	}
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return dayRef{kind: kind, date: t}, y >= 2000 && t.Month() == time.Month(m) && t.Day() == d
}

// value returns what a mark stands for.
func value[T any](mark, word string, values []T) (v T, ok bool) {
	digits, marked := strings.CutPrefix(word, mark)
	i, err := strconv.Atoi(digits)
	if !marked || err != nil || i < 0 || i >= len(values) {
		return v, false
	}
	return values[i], true
}

// when reads what words say about time.
func (r *reader) when(words []word, n *notations) timing {
	w := timing{clock: -1}
	add := func(d dayRef) {
		if len(w.days) < maxDays {
			w.days = append(w.days, d)
		}
	}
	for i, at := range words {
		if d, ok := value(dateMark, at.text, n.dates); ok {
			add(d)
		} else if minutes, ok := value(clockMark, at.text, n.clocks); ok {
			if i > 0 && (words[i-1].text == "at" || words[i-1].text == "around" || words[i-1].text == "by") {
				w.clock = minutes
			}
		} else if at.text == "weekend" || at.text == "weekends" {
			add(dayRef{kind: weekdayDay, weekday: time.Saturday})
			add(dayRef{kind: weekdayDay, weekday: time.Sunday})
		} else if d, ok := dayWords[at.text]; ok {
			add(d)
		} else if h := r.holidays[at.text]; h != nil {
			add(dayRef{kind: holidayDay, holiday: h})
		}
		w.now = w.now || at.text == "now"
	}
	return w
}

// maxDays is how many days one answer speaks about.
const maxDays = 3

// dayWords are the words for a day, in English and in Hindi as it is typed. Kal means yesterday as well, but nobody asks when a
// clinic was open.
var dayWords = map[string]dayRef{
	"today": {}, "tonight": {}, "aaj": {}, "tomorrow": {ahead: 1}, "kal": {ahead: 1},
	"dayaftertomorrow": {ahead: 2}, "parso": {ahead: 2}, "parson": {ahead: 2},
	"sunday": {kind: weekdayDay, weekday: time.Sunday}, "sundays": {kind: usualDay, weekday: time.Sunday},
	"monday": {kind: weekdayDay, weekday: time.Monday}, "mondays": {kind: usualDay, weekday: time.Monday},
	"tuesday": {kind: weekdayDay, weekday: time.Tuesday}, "tuesdays": {kind: usualDay, weekday: time.Tuesday},
	"wednesday": {kind: weekdayDay, weekday: time.Wednesday}, "wednesdays": {kind: usualDay, weekday: time.Wednesday},
	"thursday": {kind: weekdayDay, weekday: time.Thursday}, "thursdays": {kind: usualDay, weekday: time.Thursday},
	"friday": {kind: weekdayDay, weekday: time.Friday}, "fridays": {kind: usualDay, weekday: time.Friday},
	"saturday": {kind: weekdayDay, weekday: time.Saturday}, "saturdays": {kind: usualDay, weekday: time.Saturday},
	"holiday": {kind: holidaysDay}, "holidays": {kind: holidaysDay},
}

// fixedHolidays are the named days that people ask about. Those without a date move with the moon or the country.
func fixedHolidays() []holiday {
	return []holiday{
		{name: "Christmas", words: "christmas xmas", month: time.December, day: 25},
		{name: "Christmas Eve", words: "christmaseve", month: time.December, day: 24},
		{name: "Boxing Day", words: "boxingday", month: time.December, day: 26},
		{name: "New Year's Eve", words: "newyearseve newyeareve", month: time.December, day: 31},
		{name: "New Year's Day", words: "newyear newyears newyearsday newyearday", month: time.January, day: 1},
		{name: "Republic Day", words: "republicday", month: time.January, day: 26},
		{name: "Independence Day", words: "independenceday", month: time.August, day: 15},
		{name: "Gandhi Jayanti", words: "gandhijayanti", month: time.October, day: 2},
		{name: "Labour Day", words: "labourday laborday mayday", month: time.May, day: 1},
		{name: "Diwali", words: "diwali deepavali deewali dipawali deepawali"},
		{name: "Holi", words: "holi"},
		{name: "Eid", words: "eid id bakrid ramzan"},
		{name: "Dussehra", words: "dussehra dasara dasra dasera vijayadashami"},
		{name: "Ugadi", words: "ugadi"},
		{name: "Pongal", words: "pongal"},
		{name: "Sankranti", words: "sankranti makarsankranti"},
		{name: "Onam", words: "onam"},
		{name: "Navratri", words: "navratri navaratri"},
		{name: "Ganesh Chaturthi", words: "ganeshchaturthi"},
		{name: "Raksha Bandhan", words: "rakhi rakshabandhan"},
		{name: "Janmashtami", words: "janmashtami"},
		{name: "Good Friday", words: "goodfriday"},
		{name: "Easter", words: "easter"},
		{name: "Easter Monday", words: "eastermonday"},
		{name: "Thanksgiving", words: "thanksgiving"},
		{name: "Muharram", words: "muharram"},
		{name: "Mahashivratri", words: "mahashivratri shivratri"},
	}
}

// of returns the date that d means for somebody whose calendar shows today, where it has one.
func (d dayRef) of(today date) (date, bool) {
	switch d.kind {
	case aheadDay:
		return today + date(d.ahead), true
	case weekdayDay, usualDay:
		return today + date((d.weekday-today.weekday()+7)%7), true
	case fullDay:
		return dateOf(d.date), true
	case yearlyDay:
		return next(today, d.date.Month(), d.date.Day()), true
	case holidayDay:
		return next(today, d.holiday.month, d.holiday.day), d.holiday.month > 0
	case monthDay:
		y, m, _ := today.civil()
		for {
			t := time.Date(y, m, d.date.Day(), 0, 0, 0, 0, time.UTC)
			if t.Day() == d.date.Day() && dateOf(t) >= today {
				return dateOf(t), true
			}
			m++
		}
	}
	return 0, false
}

// next returns the first date from today on with a month and a day, which at least leap years have.
func next(today date, m time.Month, d int) date {
	for y, _, _ := today.civil(); ; y++ {
		t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		if m == 0 || t.Day() == d && dateOf(t) >= today {
			return dateOf(t)
		}
	}
}

func (d date) time() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

func (d date) civil() (year int, month time.Month, day int) { return d.time().Date() }
