package clinic

import "time"

// How far the calendar is looked through.
const (
	horizon        = 366                // days: one year, so that a clinic closed for months still says when it opens
	aroundTheClock = 7 * 24 * time.Hour // what is open for longer is open around the clock
)

// Status says whether a place, or the clinic, is open at one moment.
type Status struct {
	Known bool      // the opening hours are known; all else but Line is zero when they are not
	Open  bool      // for the clinic: any of its places is
	Until time.Time // while open: the end of these hours, in the place's zone; zero when over a week away
	Next  time.Time // the next opening of a place that is closed, or after Until; zero when none is known within 366 days
	Line  string    // all of that in sentences of CommonMark that fit into any paragraph
}

// schedule is when one place is open, by the clock on its wall.
type schedule struct {
	zone *time.Location
	week *week
	days map[date]day // the exceptions
}

// known returns nil for a schedule without hours.
func (s schedule) known() *schedule {
	if s.week == nil {
		return nil
	}
	return &s
}

func (s *schedule) on(d date) day {
	if other, ok := s.days[d]; ok {
		return other
	}
	return day{spans: s.week[d.weekday()]}
}

// status looks at the days from yesterday, whose hours may end today, to the horizon. Spans come in the order of their
// beginnings; those that touch or overlap are one.
func (s *schedule) status(now time.Time) Status {
	st := Status{Known: true}
	today := dateOf(now.In(s.zone))
	for d := today - 1; d <= today+horizon; d++ {
		for _, span := range s.on(d).spans {
			from, to := s.instant(d, span.from), s.instant(d, span.to)
			switch {
			case !to.After(now) || !to.After(from):
			case !from.After(now), st.Open && !from.After(st.Until):
				st.Open, st.Until = true, later(st.Until, to)
			default:
				st.Next = from
				return st
			}
		}
		if st.Open && st.Until.Sub(now) > aroundTheClock {
			st.Until = time.Time{}
			return st
		}
	}
	return st
}

// instant returns the first moment at which the clock on the wall shows a minute of a date or a later one: the skip for a
// time that the clock skips, and the first of two where it shows a time twice, as in RFC 5545, section 3.3.5. time.Date
// promises neither.
func (s *schedule) instant(d date, minute int) time.Time {
	t := time.Date(1970, 1, 1+int(d), 0, minute, 0, 0, s.zone)
	want := int64(d)*dayMinutes*60 + int64(minute)*60
	start, end := t.ZoneBounds()
	switch shown := t.Unix() + offset(t); {
	case shown > want:
		return start
	case shown < want:
		return end
	case start.IsZero():
		return t
	}
	if first := time.Unix(want-offset(start.Add(-time.Second)), 0); first.Before(start) {
		return first.In(s.zone)
	}
	return t
}

// offset returns the seconds by which the clock of t's zone is ahead of UTC at t.
func offset(t time.Time) int64 {
	_, seconds := t.Zone()
	return int64(seconds)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// earlier takes a zero time for never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// OpenAt returns whether a place is open now, counted as Places counts them; any other number, such as -1, means the whole
// clinic: open when any place is, until the last one closes, and opening next with the first. Line names the places where
// they differ, and says that a time is local where their zones differ.
func (c *Clinic) OpenAt(place int, now time.Time) Status {
	if place >= 0 && place < len(c.places) {
		st := c.sites[place].status(now, c.local)
		if c.local != "" {
			st.Line = c.sites[place].name + ": " + st.Line
		}
		return st
	}
	all := make([]Status, len(c.sites))
	for i := range c.sites {
		all[i] = c.sites[i].status(now, c.local)
	}
	st := together(all)
	st.Line = c.oneOrEach(func(i int) string { return all[i].Line })
	return st
}

// together is the status of several places as one.
func together(all []Status) Status {
	st := all[0]
	for _, s := range all[1:] {
		st.Next = earlier(st.Next, s.Next)
		switch {
		case s.Open && !st.Open, s.Open && s.Until.IsZero():
			st.Until = s.Until
		case s.Open && !st.Until.IsZero():
			st.Until = later(st.Until, s.Until)
		}
		st.Open = st.Open || s.Open
		st.Known = st.Open || st.Known && s.Known
	}
	if !st.Known {
		return Status{}
	}
	return st
}
