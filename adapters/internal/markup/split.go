package markup

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// splitter fills one message after another.
type splitter struct {
	d    Dialect
	page page
	done []string
}

// page is a message in the making. It is a value: a page with more on it leaves the one it was made from as it was.
type page struct {
	text  string
	size  int
	marks []*Mark // open at the end of text
	used  bool    // has a piece on it
	seen  bool    // has one that is not blank
}

// add puts pieces on the page; those that do not fit begin the next one if that holds them, and otherwise are taken apart
// at their gaps of the given width.
func (s *splitter) add(ps []piece, width gap) {
	if next, ok := s.fit(s.page, ps); ok {
		s.page = next
		return
	}
	if next, ok := s.fit(page{}, ps); ok {
		s.flush()
		s.page = next
		return
	}
	if len(ps) == 1 {
		s.chop(ps[0])
		return
	}
	for _, unit := range cut(ps, width) {
		s.add(unit, max(width-1, glue))
	}
}

// cut parts pieces before every gap that is at least that wide.
func cut(ps []piece, width gap) [][]piece {
	var units [][]piece
	start := 0
	for i := 1; i < len(ps); i++ {
		if ps[i].gap >= width {
			units = append(units, ps[start:i])
			start = i
		}
	}
	return append(units, ps[start:])
}

// flush ends the page.
func (s *splitter) flush() {
	if s.page.seen {
		s.done = append(s.done, strings.TrimRight(s.page.text, " \n")+s.closing(s.page.marks, 0))
	}
	s.page = page{}
}

// fit returns p with pieces on it and whether a message holds that.
func (s *splitter) fit(p page, ps []piece) (page, bool) {
	var b strings.Builder
	next := p
	for _, pc := range ps {
		s.write(&b, next, pc)
		next.marks, next.used, next.seen = pc.marks, true, next.seen || visible(pc.text)
		if p.size+b.Len()/utf8.UTFMax > s.d.Limit { // no count of characters is below that
			return p, false
		}
	}
	next.size += s.d.Size(b.String())
	if next.size+s.d.Size(s.closing(next.marks, 0)) > s.d.Limit {
		return p, false
	}
	next.text += b.String()
	return next, true
}

// write writes a piece that follows what is on p.
func (s *splitter) write(b *strings.Builder, p page, pc piece) {
	open, same := p.marks, 0
	for same < len(open) && same < len(pc.marks) && open[same] == pc.marks[same] {
		same++
	}
	b.WriteString(s.closing(open, same))
	if p.used {
		b.WriteString(pc.gap.between())
	}
	begins := !p.used || pc.gap >= line
	for _, m := range pc.marks[same:] {
		if begins && !m.Kind.lines() {
			b.WriteString(pc.lead)
			begins = false
		}
		opening, _ := s.d.Wrap(*m)
		b.WriteString(opening)
	}
	if begins {
		b.WriteString(pc.lead)
	}
	b.WriteString(s.d.Escape(pc.text, pc.in()))
}

// closing returns what closes all open marks but the first keep.
func (s *splitter) closing(open []*Mark, keep int) string {
	var b strings.Builder
	for i := len(open) - 1; i >= keep; i-- {
		_, closing := s.d.Wrap(*open[i])
		b.WriteString(closing)
	}
	return b.String()
}

// chop puts one piece on as many pages as it needs. Marks that leave no room on a page, such as an endless address, are
// left out.
func (s *splitter) chop(pc piece) {
	for pc.text != "" {
		n := s.room(pc)
		if n == 0 && s.page.used {
			s.flush()
			continue
		}
		if n == 0 && (len(pc.marks) > 0 || pc.lead != "") {
			pc.marks, pc.lead = nil, ""
			continue
		}
		head := pc
		head.text, pc.text = pc.text[:n], pc.text[n:]
		s.page, _ = s.fit(s.page, []piece{head})
		pc.gap = glue
	}
}

// room returns how many bytes of a piece's text the page still holds, so that the rest does not begin inside of what is
// seen as one character.
func (s *splitter) room(pc piece) int {
	var ends []int // of the characters
	for i := range pc.text {
		if i > 0 {
			ends = append(ends, i)
		}
		if len(ends) > s.d.Limit {
			break
		}
	}
	if len(ends) <= s.d.Limit {
		ends = append(ends, len(pc.text))
	}
	n := sort.Search(len(ends), func(i int) bool {
		head := pc
		head.text = pc.text[:ends[i]]
		_, ok := s.fit(s.page, []piece{head})
		return !ok
	})
	if n == 0 {
		return 0
	}
	if at := whole(pc.text, ends[n-1]); at > 0 || s.page.used {
		return at
	}
	return ends[n-1]
}

// whole moves a cut back to where a visible character begins. Where that is more than 32 characters away, it stays.
func whole(text string, at int) int {
	i := at
	for range 32 {
		next, _ := utf8.DecodeRuneInString(text[i:])
		last, size := utf8.DecodeLastRuneInString(text[:i])
		if i == len(text) || !joins(next) && last != zeroWidthJoiner {
			return i
		}
		if i -= size; i == 0 {
			return 0
		}
	}
	return at
}

const zeroWidthJoiner = '\u200d'

// joins reports whether r is shown as a part of the character before it.
func joins(r rune) bool {
	return r == zeroWidthJoiner || unicode.IsMark(r) || unicode.Is(unicode.Variation_Selector, r) || '\U0001F3FB' <= r && r <= '\U0001F3FF'
}

// visible reports whether anything of s can be seen.
func visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Variation_Selector, r) && !strings.ContainsRune("\u00ad\u2800\u3164\uffa0\u115f\u1160", r)
	})
}
