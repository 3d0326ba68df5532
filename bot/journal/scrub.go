package journal

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands in a text for what was taken out of it.
const (
	labelNumber = "[number]"
	labelEmail  = "[email]"
	labelLink   = "[link]"
	labelHandle = "[handle]"
	labelName   = "[name]"
	withheld    = "[withheld]" // for a text that does not come to rest
)

// maxPasses bounds the work on one text. People's texts come to rest in two passes, the second of which changes nothing.
const maxPasses = 6

// Scrub takes out of a text what tells who wrote it, and puts a word in square brackets in its place: telephone numbers in
// all usual spellings, identity and card numbers and whatever else has six or more digits in a row; e-mail addresses, links,
// bare domains, @handles; and names where people say theirs ("my name is …", "i am … from", "regards, …"). Numbers that say
// something about a body stay: L4 L5, 24-48 hours, 1 to 10, 20/11/2026. So do the telephone numbers in own, whichever way
// they are spelled.
//
// It is best effort: a name that nothing announces cannot be told from any other word. Scrub(Scrub(s)) == Scrub(s), the result
// is valid UTF-8, and the time it takes grows with len(text) alone.
func Scrub(text string, own ...string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	for range maxPasses {
		before := text
		masked := mask(text, own)
		text = replace(text, spelledMails(masked), addresses(masked), numbers(masked))
		text = replace(text, names(mask(text, own)))
		if text == before {
			return text
		}
	}
	return withheld
}

// span is a part of a text, from one byte to before another, and what shall stand there.
type span struct {
	from, to int
	label    string
}

// replace puts the labels of spans in a text. Of spans that overlap the one that begins first gives its label to all of them.
func replace(text string, found ...[]span) string {
	spans := slices.Concat(found...)
	if len(spans) == 0 {
		return text
	}
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	var b strings.Builder
	b.Grow(len(text))
	done := 0
	for _, s := range spans {
		if s.from >= done {
			b.WriteString(text[done:s.from])
			b.WriteString(s.label)
		}
		done = max(done, s.to)
	}
	b.WriteString(text[done:])
	return b.String()
}

// mask returns text with every byte of the clinic's own numbers and of the labels replaced by NUL, which no word, number or
// address contains: everything keeps its place, and nothing reaches across.
func mask(text string, own []string) string {
	spans := ownNumbers(text, own)
	for _, label := range []string{labelNumber, labelEmail, labelLink, labelHandle, labelName, withheld} {
		for at := 0; ; {
			i := strings.Index(text[at:], label)
			if i < 0 {
				break
			}
			spans = append(spans, span{from: at + i, to: at + i + len(label)})
			at += i + len(label)
		}
	}
	if len(spans) == 0 {
		return text
	}
	masked := []byte(text)
	for _, s := range spans {
		clear(masked[s.from:s.to])
	}
	return string(masked)
}

// silent reports whether r shows nothing of its own between two characters: zero-width and control characters, marks,
// variation selectors, the frame of a keycap emoji. NUL is not among them: it is the mask.
func silent(r rune) bool {
	if r < utf8.RuneSelf {
		return r == 0x7f || 0 < r && r < ' ' && (r < '\t' || r > '\r')
	}
	return unicode.Is(unicode.Cf, r) || unicode.IsMark(r) || unicode.IsControl(r) && !unicode.IsSpace(r)
}

// wordy reports whether r can stand inside a word.
func wordy(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || silent(r)
}
