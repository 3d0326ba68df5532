package clinic

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// What stands where the configuration says nothing. Phrases fit into the sentences that name their placeholder.
const (
	noName      = "the clinic"
	noPlaces    = "a place that the staff can tell you by phone"
	noCrisis    = "a crisis helpline in your country"
	noLanguages = "languages that the staff can tell you by phone"
	noMap       = "directions from the staff on "
	noHours     = "I do not have the opening hours here; please call "
	noAddress   = "I do not have the address here; please call "
	noPrices    = "I do not have the prices here; please call "
	noWalkIn    = "I do not know here whether you can come without an appointment; please call "
	noParking   = "I do not know the parking there; please call "
	noPayment   = "I do not know here how you can pay; please call "
	noSpeech    = "I do not know here which languages the staff speak; please call "
)

const localTime = " local time"

// local returns localTime when the hours of several zones are known.
func local(sites []site) string {
	zone := ""
	for _, s := range sites {
		if s.hours == nil {
			continue
		}
		if name := s.hours.zone.String(); zone == "" {
			zone = name
		} else if name != zone {
			return localTime
		}
	}
	return ""
}

// status is the schedule's, with its sentences.
func (s site) status(now time.Time, local string) Status {
	if s.hours == nil {
		return Status{Line: noHours + s.phone + "."}
	}
	st := s.hours.status(now)
	now = now.In(s.hours.zone)
	st.Line = special(s.hours, now) + opening(st, now, local)
	return st
}

// special gives the reason of an exception, if today is one that has a reason.
func special(s *schedule, now time.Time) string {
	switch today := s.on(dateOf(now)); {
	case today.note == "":
		return ""
	case len(today.spans) == 0:
		return "Closed today: " + Escape(today.note) + ". "
	default:
		return "Special hours today: " + Escape(today.note) + ". "
	}
}

func opening(st Status, now time.Time, local string) string {
	switch {
	case st.Open && st.Until.IsZero():
		return "We are open around the clock."
	case st.Open:
		line := "We are open until " + until(now, st.Until) + local + "."
		if !st.Next.IsZero() && dateOf(st.Next) == dateOf(now) {
			line += " We open again at " + clock(st.Next) + "."
		}
		return line
	case st.Next.IsZero():
		return "We are closed, and no date of opening is known here."
	}
	return "We open " + moment(now, st.Next) + local + "."
}

// moment says when t is, seen from now: "today at 15:00", "on Monday at 08:00". A week ahead the day of the week alone
// would mean another day.
func moment(now, t time.Time) string {
	switch ahead := dateOf(t) - dateOf(now); {
	case ahead == 0:
		return "today at " + clock(t)
	case ahead == 1:
		return "tomorrow at " + clock(t)
	case ahead < 7:
		return "on " + t.Weekday().String() + " at " + clock(t)
	case t.Year() == now.Year():
		return t.Format("on Monday 2 January at 15:04")
	default:
		return t.Format("on Monday 2 January 2006 at 15:04")
	}
}

// until says when hours end, at most a week ahead: "18:00", "midnight", "02:00 tomorrow", "18:00 on Saturday".
func until(now, t time.Time) string {
	shown, last := clock(t), t
	if t.Hour() == 0 && t.Minute() == 0 {
		shown, last = "midnight", t.Add(-time.Second)
	}
	switch ahead := dateOf(last) - dateOf(now); {
	case ahead <= 0:
		return shown
	case ahead == 1:
		return shown + " tomorrow"
	default:
		return shown + " on " + last.Weekday().String()
	}
}

func clock(t time.Time) string { return t.Format("15:04") }

// oneOrEach returns what holds for every place, or what holds for each behind its name, in sentences.
func (c *Clinic) oneOrEach(line func(site int) string) string { return sentences(c.each(line)) }

// each returns one line that holds for every place, or a line for each behind its name.
func (c *Clinic) each(line func(site int) string) []string {
	lines := make([]string, len(c.sites))
	same := c.local == ""
	for i := range c.sites {
		lines[i] = line(i)
		same = same && lines[i] == lines[0]
	}
	if same {
		return lines[:1]
	}
	for i, s := range c.sites {
		lines[i] = s.name + ": " + lines[i]
	}
	return lines
}

// paragraphs puts lines below each other.
func paragraphs(lines []string) string { return strings.Join(lines, "\n\n") }

// hoursLine says when the clinic is open, week by week, in sentences.
func (c *Clinic) hoursLine() string {
	return c.oneOrEach(func(i int) string {
		s := c.sites[i]
		if s.hours == nil {
			return noHours + s.phone + "."
		}
		line := "Open " + s.hours.week.String() + c.local + "."
		if len(s.hours.days) > 0 {
			line += " Some dates, such as holidays, have other hours."
		}
		return line
	})
}

// String says when a week is open: "Monday to Friday 08:00 to 13:00 and 15:00 to 20:00; Saturday 09:00 to 14:00". Days that
// it does not name are closed.
func (w *week) String() string {
	var groups []string
	var said [7]bool
	for i := range 7 {
		first := time.Weekday(i+1) % 7
		if said[first] || len(w[first]) == 0 {
			continue
		}
		var days []int // counted from Monday
		for j := i; j < 7; j++ {
			if d := time.Weekday(j+1) % 7; slices.Equal(w[d], w[first]) {
				days, said[d] = append(days, j), true
			}
		}
		groups = append(groups, dayNames(days)+" "+spanNames(w[first]))
	}
	if len(groups) == 0 {
		return "on no day of the week"
	}
	return strings.Join(groups, "; ")
}

// dayNames names days counted from Monday, three or more in a row by the first and the last.
func dayNames(days []int) string {
	if len(days) == 7 {
		return "every day"
	}
	var names []string
	for i := 0; i < len(days); i++ {
		name, end := dayName(days[i]), i
		for end+1 < len(days) && days[end+1] == days[end]+1 {
			end++
		}
		if end > i+1 {
			name, i = name+" to "+dayName(days[end]), end
		}
		names = append(names, name)
	}
	return list(names)
}

func dayName(fromMonday int) string { return (time.Weekday(fromMonday+1) % 7).String() }

func spanNames(spans []span) string {
	names := make([]string, len(spans))
	for i, s := range spans {
		names[i] = minuteName(s.from) + " to " + minuteName(s.to)
		if s == (span{0, dayMinutes}) {
			names[i] = "around the clock"
		}
	}
	return list(names)
}

func minuteName(minute int) string {
	if minute == dayMinutes {
		return "midnight"
	}
	minute %= dayMinutes
	return twoDigits(minute/60) + ":" + twoDigits(minute%60)
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// ready says what to have ready.
func ready(bring []string) string {
	var things []string
	for _, b := range bring {
		if b = oneLine(b); b != "" {
			things = append(things, Escape(b))
		}
	}
	if len(things) == 0 {
		things = usualBring()
	}
	return "Please have ready: " + list(things) + "."
}

// list joins names as people write them: "a, b and c".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func sentences(lines []string) string { return strings.Join(lines, " ") }
