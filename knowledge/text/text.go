// Package text is the one normaliser: knowledge files, questions, red flags and checks all read words through it, so that
// a curly apostrophe or a zero-width space can never make two of them disagree.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Token is one word of a text.
type Token struct {
	Text  string // the word as Clean leaves it, without apostrophes: "can't" is "cant"
	Break bool   // a clause begins here: punctuation or a line break stands before the word
	Stop  bool   // a sentence begins here: a full stop, exclamation mark, question mark or line break does
}

// Clean returns s as valid UTF-8 in NFKC, lower case, with Latin accents removed, apostrophes, quotes and dashes folded to
// their ASCII forms, zero-width and control characters dropped, and emoji and runs of white space turned into one space.
// Line breaks become "\n". Clean(Clean(s)) == Clean(s).
func Clean(s string) string {
	if plain(s) {
		return s
	}
	if !ascii(s) {
		s = strings.ToLower(fold(s))
	}
	return squeeze(s)
}

// plain reports whether Clean would leave s as it is: lower-case ASCII with single inner spaces.
func plain(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		switch {
		case c == ' ':
			if space {
				return false
			}
			space = true
			continue
		case c < ' ' || c >= 0x7f || 'A' <= c && c <= 'Z':
			return false
		}
		space = false
	}
	return !space || s == ""
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// fold maps every character outside of ASCII to what it stands for.
func fold(s string) string {
	s = norm.NFKD.String(strings.ToValidUTF8(s, " "))
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r = foldRune(r); r >= 0 {
			b.WriteRune(r)
		}
	}
	return norm.NFKC.String(b.String())
}

// foldRune returns the character that stands for r, a space where r only separates, and -1 where r is nothing at all.
func foldRune(r rune) rune {
	switch {
	case unicode.IsControl(r) && !unicode.IsSpace(r):
		return -1 // here and not after composing: it may stand between marks
	case r < utf8.RuneSelf:
		return r
	case strings.ContainsRune("\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u00b4\uff07", r):
		return '\''
	case strings.ContainsRune("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", r):
		return '"'
	case unicode.Is(unicode.Pd, r), r == '\u2212':
		return '-'
	case r == '\u2044':
		return '/'
	case '\u0300' <= r && r <= '\u036f', r == '\u00ad', r == '\u034f', unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return -1
	case r == '\u2028', r == '\u2029', r == '\u0085':
		return '\n'
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), unicode.IsPunct(r):
		return r
	}
	return ' '
}

// squeeze drops control characters, trims, makes ASCII letters small, and makes one space (or one line break) of every run of
// white space.
func squeeze(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := byte(0)
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z' && gap == 0:
			b.WriteByte(byte(r))
		case r == '\n' || r == '\r':
			gap = '\n'
		case r == ' ' || r == '\t' || unicode.IsSpace(r):
			if gap == 0 {
				gap = ' '
			}
		case unicode.IsControl(r):
		default:
			if gap != 0 && b.Len() > 0 {
				b.WriteByte(gap)
			}
			gap = 0
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Tokens splits a text into its words: runs of letters, digits and marks, with apostrophes inside a word left out.
// It cleans s first.
func Tokens(s string) []Token {
	s = Clean(s)
	tokens := make([]Token, 0, len(s)/5+1)
	start, clause, stop := -1, true, true
	for i, r := range s {
		if wordRune(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if r == '\'' && start >= 0 && joins(s[i+1:]) {
			continue
		}
		if start >= 0 {
			tokens = append(tokens, Token{bare(s[start:i]), clause, stop})
			start, clause, stop = -1, false, false
		}
		if r == ' ' {
			continue
		}
		clause = clause || endsClause(r)
		stop = stop || endsSentence(r, s[i+utf8.RuneLen(r):])
	}
	if start >= 0 {
		tokens = append(tokens, Token{bare(s[start:]), clause, stop})
	}
	return tokens
}

// Words returns the words of Tokens without their clause marks.
func Words(s string) []string {
	tokens := Tokens(s)
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.Text
	}
	return words
}

// Key returns the words of s joined by single spaces: equal keys are the same question.
func Key(s string) string { return strings.Join(Words(s), " ") }

// bare returns a word without its apostrophes.
func bare(s string) string {
	if strings.IndexByte(s, '\'') >= 0 {
		return strings.ReplaceAll(s, "'", "")
	}
	return s
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// joins reports whether an apostrophe before rest stands inside a word.
func joins(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return r != utf8.RuneError && wordRune(r)
}

// endsClause reports whether r parts two clauses; a hyphen, quote, slash or apostrophe does not.
func endsClause(r rune) bool { return strings.ContainsRune(".,;:!?\n()", r) }

// endsSentence reports whether r parts two sentences; the point of a number and an ellipsis do not.
func endsSentence(r rune, rest string) bool {
	if r != '.' {
		return strings.ContainsRune("!?\n", r)
	}
	return rest == "" || rest[0] != '.' && (rest[0] < '0' || rest[0] > '9')
}
