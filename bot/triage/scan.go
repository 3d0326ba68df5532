package triage

import (
	"errors"
	"regexp"
	"strings"
)

// The kinds of lexeme beside the operators, which are their own kind; 0 is the end.
const (
	wordLexeme   = 'w'
	listLexeme   = 'L'
	unlessLexeme = 'u'
)

type lexeme struct {
	kind rune
	text string
}

var listName = regexp.MustCompile(`^[A-Z][A-Z0-9-]+$`)

const operators = "~|,()[]+?"

func (p *parser) scan(s string) error {
	p.lexemes = make([]lexeme, 0, len(s)/5+1)
	for s = trimSpace(s); s != ""; s = trimSpace(s) {
		n := lexemeLength(s)
		p.lexemes = append(p.lexemes, lexeme{kindOf(s[:n]), s[:n]})
		s = s[n:]
	}
	if len(p.lexemes) == 0 {
		return errors.New("it is empty")
	}
	return nil
}

func trimSpace(s string) string { return strings.TrimLeft(s, " \t\n\f\r") }

// lexemeLength returns how long the lexeme is with which s begins: an operator, or all up to the next one or a space.
func lexemeLength(s string) int {
	switch {
	case s[0] == '~':
		return len(s) - len(strings.TrimLeft(s[1:], "0123456789"))
	case strings.IndexByte(operators, s[0]) >= 0:
		return 1
	}
	if n := strings.IndexAny(s, operators+" \t\n\f\r"); n >= 0 {
		return n
	}
	return len(s)
}

func kindOf(s string) rune {
	switch {
	case s == ",":
		return '|'
	case strings.IndexByte(operators, s[0]) >= 0:
		return rune(s[0])
	case s == "unless":
		return unlessLexeme
	case 'A' <= s[0] && s[0] <= 'Z' && listName.MatchString(s):
		return listLexeme
	}
	return wordLexeme
}
