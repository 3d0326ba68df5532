// Package markup shows CommonMark on chat platforms: it reads the text once, writes it in a platform's own dialect, and
// splits what is too long for one message at the borders of blocks, then of lines, then of words. What is open at a cut is
// closed before it and opened again after it, so that every message stands on its own.
package markup

import (
	"math"
	"strings"
	"unicode"
)

// Kind says how a stretch of text is marked.
type Kind int

// The kinds of mark. Heading, Quote and Fence hold whole lines, the others stand inside a line. Of a kind at most one is
// open at a time, Code holds no other mark inside a line, and Fence holds none at all.
const (
	Plain    Kind = iota // not marked
	Strong               // bold
	Emphasis             // italic
	Code                 // code inside a line; Arg is its text
	Link                 // Arg is the address: http or https, with a host, percent-encoded
	Address              // an address that stands for itself; Arg is where it leads, the text is as it was written
	Heading
	Quote
	Fence // a block of code; Arg is its language, which may be empty
)

// Mark is one stretch of marked text.
type Mark struct {
	Kind Kind
	Arg  string
}

// A Dialect is how one platform writes marked text. Its functions depend on nothing but their arguments.
type Dialect struct {
	Limit  int                                    // the most that one message holds, in units of Size; 16 or more
	Size   func(s string) int                     // the length of s as the platform counts it; of a+b it is that of a plus that of b
	Escape func(text string, in Kind) string      // text so that it is shown as it is; in is the innermost mark around it
	Wrap   func(m Mark) (opening, closing string) // what stands around marked text; empty where the platform has no such mark
	Bullet string                                 // before an item of a list without numbers: "• "
	Quote  string                                 // before every quoted line, where Wrap does not show quotes
}

// Render returns source as the messages that show it, each at most d.Limit long and none empty. Raw HTML is shown as typed,
// links that are neither http nor https as their text. There are no messages when nothing of source can be seen.
func (d Dialect) Render(source string) []string {
	s := splitter{d: d}
	if pieces := d.read(source); len(pieces) > 0 {
		s.add(pieces, block)
	}
	s.flush()
	return s.done
}

// Text returns source as plain text without marks; links are followed by their address in parentheses.
func Text(source string) string {
	d := Dialect{
		Limit:  math.MaxInt32,
		Size:   func(s string) int { return len(s) },
		Escape: func(text string, _ Kind) string { return text },
		Wrap: func(m Mark) (string, string) {
			if m.Kind == Link {
				return "", " (" + m.Arg + ")"
			}
			return "", ""
		},
		Bullet: "• ",
	}
	return strings.Join(d.Render(source), "\n\n")
}

// Escape returns CommonMark that shows text as it is, but for runs of spaces and empty lines.
func Escape(text string) string {
	var b strings.Builder
	begins := true // a line
	for _, r := range strings.TrimSpace(clean(text)) {
		switch {
		case r == '\n':
			b.WriteByte('\\')
		case begins && (r == ' ' || r == '\t'):
			continue
		case r == '\\': // goldmark takes the backslash of a line break for one that the backslash before it escapes
			b.WriteString("&#92;")
			begins = false
			continue
		case r < unicode.MaxASCII && (unicode.IsPunct(r) || unicode.IsSymbol(r)):
			b.WriteByte('\\')
		}
		begins = r == '\n'
		b.WriteRune(r)
	}
	return b.String()
}

// clean returns s as valid UTF-8 with "\n" for every line break and without other control characters.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case unicode.IsControl(r) && r != '\n' && r != '\t':
			return -1
		}
		return r
	}, s)
}
