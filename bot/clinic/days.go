package clinic

import (
	"slices"
	"strings"
	"time"

	"frontdesk/knowledge/text"
)

// hoursAt says when a place is open at what a question says about time.
func (s site) hoursAt(w timing, now time.Time, local string) string {
	if s.hours == nil {
		return noHours + s.phone + "."
	}
	now = now.In(s.hours.zone)
	days := w.days
	if len(days) == 0 && w.clock >= 0 {
		days = []dayRef{{}}
	}
	if len(days) == 0 {
		line := s.present(now, local)
		if w.now {
			return line
		}
		return sentences(slices.DeleteFunc([]string{s.usual(local), line, s.coming(dateOf(now), comingSoon)}, empty))
	}
	lines := make([]string, len(days))
	for i, d := range days {
		lines[i] = s.onDay(d, w, now) + s.notNow(d, now, local)
	}
	return sentences(lines)
}

func empty(s string) bool { return s == "" }

// usual says when a place is open in a week without exceptions.
func (s site) usual(local string) string { return "Open " + s.hours.week.String() + local + "." }

// present says whether a place is open at this moment.
func (s site) present(now time.Time, local string) string {
	return special(s.hours, now) + current(s.hours.status(now), now, local)
}

// current is opening for somebody who asks about this moment.
func current(st Status, now time.Time, local string) string {
	line := opening(st, now, local)
	switch {
	case st.Open && !st.Until.IsZero():
		return strings.Replace(line, "We are open until", "We are open now, until", 1)
	case !st.Open && !st.Next.IsZero():
		return "We are closed now. " + line
	}
	return line
}

// notNow adds to the hours of today whether they are over, or have begun.
func (s site) notNow(d dayRef, now time.Time, local string) string {
	date, ok := d.of(dateOf(now))
	if !ok || date != dateOf(now) || d.kind == usualDay || len(s.hours.on(date).spans) == 0 {
		return ""
	}
	st := s.hours.status(now)
	return " " + current(st, now, local)
}

// How far ahead other hours are told.
const (
	comingSoon  = 14 // days, when the question is about a week
	comingLater = 92 // days, when it is about holidays
)

// coming lists the dates with other hours in the days that begin with today; it is empty when there are none.
func (s site) coming(today date, days int) string {
	var lines []string
	for d := today; d < today+date(days) && len(lines) < maxComing; d++ {
		if other, ok := s.hours.days[d]; ok {
			lines = append(lines, d.name(today)+" "+openOrClosed(other))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return "Other hours: " + strings.Join(lines, "; ") + "."
}

// maxComing is how many dates with other hours one answer lists.
const maxComing = 8

// onDay says when a place is open on a day.
func (s site) onDay(ref dayRef, w timing, now time.Time) string {
	today := dateOf(now)
	switch ref.kind {
	case holidaysDay:
		if line := s.coming(today, comingLater); line != "" {
			return line
		}
		return "No holidays are noted here for the next three months; to be sure, please call " + s.phone + "."
	case usualDay:
		return "Usually, on " + ref.weekday.String() + "s, we are " + openOrClosed(day{spans: s.hours.week[ref.weekday]}) + "."
	}
	on, known := ref.of(today)
	if ref.kind == holidayDay {
		if noted, ok := s.noted(ref.holiday, today); ok {
			on, known = noted, true
		}
	}
	if !known {
		return "I have no hours for " + ref.holiday.name + " here, and they may differ from the usual ones. Please call " + s.phone + "."
	}
	return s.dated(ref, on, w, today)
}

// dated says when a place is open on a date.
func (s site) dated(ref dayRef, on date, w timing, today date) string {
	d := s.hours.on(on)
	name := on.name(today)
	if ref.kind == holidayDay {
		d.note = "" // it says which holiday that is
		name = ref.holiday.name + ", " + on.name(today) + ","
	}
	line := "On " + name + " we are " + openOrClosed(d) + "."
	if on == today && ref.kind != holidayDay {
		line = "Today we are " + openOrClosed(d) + "."
	} else if on == today+1 && ref.kind == aheadDay {
		line = "Tomorrow, " + name + ", we are " + openOrClosed(d) + "."
	}
	_, other := s.hours.days[on]
	if ref.kind == holidayDay && !other {
		line += " These are the usual hours; other ones for this day are not noted here, so please call " + s.phone + " to be sure."
	}
	if len(d.spans) == 0 {
		return line + s.after(on, today)
	}
	if w.clock >= 0 {
		line += " At " + minuteName(w.clock) + " we are " + map[bool]string{true: "open", false: "closed"}[d.covers(w.clock)] + "."
	}
	return line
}

// after says when a place that is closed on a date opens again.
func (s site) after(closed, today date) string {
	for d := closed + 1; d <= closed+horizon; d++ {
		if on := s.hours.on(d); len(on.spans) > 0 {
			return " The next day we are open is " + d.name(today) + ", " + spanNames(on.spans) + "."
		}
	}
	return ""
}

// noted finds a date with other hours whose reason names a holiday.
func (s site) noted(h *holiday, today date) (date, bool) {
	names := append(strings.Fields(h.words), text.Key(h.name))
	for d := today; d <= today+horizon; d++ {
		note := text.Key(s.hours.days[d].note)
		if note != "" && slices.ContainsFunc(names, func(n string) bool { return strings.Contains(" "+note+" ", " "+n+" ") }) {
			return d, true
		}
	}
	return 0, false
}

// openOrClosed says what a day's hours are, behind "we are".
func openOrClosed(d day) string {
	said := "closed"
	if len(d.spans) > 0 {
		said = "open " + spanNames(d.spans)
	}
	if d.note != "" {
		said += " (" + Escape(d.note) + ")"
	}
	return said
}

// covers reports whether a day's hours hold a minute.
func (d day) covers(minute int) bool {
	return slices.ContainsFunc(d.spans, func(s span) bool { return s.from <= minute && minute < s.to })
}

// name returns a date as people read it, with the year where it is not this one.
func (d date) name(today date) string {
	if d.time().Year() == today.time().Year() || d-today < 60 {
		return d.time().Format("Monday 2 January")
	}
	return d.time().Format("Monday 2 January 2006")
}
