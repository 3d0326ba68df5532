package knowledge

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"frontdesk/knowledge/strict"
	"frontdesk/knowledge/text"
)

// Banned is a promise that content must not make. To deny it is no promise: "nobody can guarantee it", "the idea that it
// flushes out toxins has no evidence". A line may make it all the same with a comment that says why:
//
//	The painless kind of laser is something else. <!-- allow: painless: says what needling is not -->
type Banned struct {
	Word string `yaml:"word"` // a word or words in a row; its usual endings are banned with it
	Why  string `yaml:"why"`
}

var (
	comments   = regexp.MustCompile(`<!--.*?-->`)
	allowances = regexp.MustCompile(`<!--\s*allow:\s*([^:>]+?)\s*(?::\s*(.*?)\s*)?-->`)
)

// Promises returns every banned promise that an answer or a caution makes, and every allowance without a reason.
func (f *Files) Promises() strict.Problems {
	lint := linter{}
	for _, b := range f.Banned {
		lint.banned = append(lint.banned, bannedPhrase{b, text.Words(b.Word)})
	}
	for _, e := range f.Entries {
		lint.read(Place{e.Place.File, e.AnswerLine}, e.Answer)
		for _, f := range e.FollowUps {
			lint.read(Place{e.Place.File, f.Line + 1}, f.Text)
		}
	}
	for _, c := range f.Cautions {
		lint.read(c.Place, c.Text)
	}
	return lint.problems
}

type bannedPhrase struct {
	Banned
	words []string
}

type linter struct {
	banned   []bannedPhrase
	problems strict.Problems
}

// read looks through a text that begins at a place.
func (l *linter) read(at Place, content string) {
	for i, s := range strings.Split(content, "\n") {
		allowed := l.allowed(Place{at.File, at.Line + i}, s)
		words := text.Tokens(comments.ReplaceAllString(s, " "))
		for _, b := range l.banned {
			if !slices.Contains(allowed, text.Key(b.Word)) && says(words, b.words) {
				l.fault(Place{at.File, at.Line + i}, "it says %q: %s Put it otherwise, or end the line with <!-- allow: %s: the reason -->", b.Word, b.Why, b.Word)
			}
		}
	}
}

func (l *linter) fault(at Place, format string, args ...any) {
	l.problems = append(l.problems, strict.Problem{File: at.File, Line: at.Line, Text: fmt.Sprintf(format, args...)})
}

// allowed returns the keys of the words that a line allows itself. An allowance without a reason is a problem.
func (l *linter) allowed(at Place, s string) []string {
	var keys []string
	for _, m := range allowances.FindAllStringSubmatch(s, -1) {
		if m[2] == "" {
			l.fault(at, "allowing %q needs a reason: <!-- allow: %s: the reason -->", m[1], m[1])
		}
		keys = append(keys, text.Key(m[1]))
	}
	return keys
}

// says reports whether the phrase stands in words, with any usual ending on its last word, and is not denied.
func says(words []text.Token, phrase []string) bool {
	for i := 0; len(phrase) > 0 && i+len(phrase) <= len(words); i++ {
		if stands(words[i:], phrase) && !denied(words, i, i+len(phrase)) {
			return true
		}
	}
	return false
}

// stands reports whether words begin with the phrase.
func stands(words []text.Token, phrase []string) bool {
	last := len(phrase) - 1
	for i, p := range phrase[:last] {
		if words[i].Text != p {
			return false
		}
	}
	return inflects(words[last].Text, phrase[last])
}

const denialGap = 6 // words between a denial and what it denies

var denials = strings.Fields("not no none never nobody nothing cannot cant isnt arent wasnt hasnt havent doesnt dont wont neither nor without little")

// denied reports whether the words from up to, but without, to are denied: by a word before them in their clause, or by "not",
// "no evidence" or the like after them.
func denied(words []text.Token, from, to int) bool {
	for i := from - 1; i >= max(0, from-denialGap) && !words[i+1].Break; i-- {
		if slices.Contains(denials, words[i].Text) {
			return true
		}
	}
	for i := to; i < min(len(words), to+denialGap) && !words[i].Break; i++ {
		word := words[i].Text
		if word == "not" || word == "unproven" || word == "no" && i+1 < len(words) && slices.Contains([]string{"evidence", "proof", "support", "basis"}, words[i+1].Text) {
			return true
		}
	}
	return false
}

// inflects reports whether word is base or base with a usual English ending.
func inflects(word, base string) bool {
	for _, stem := range []string{base, strings.TrimSuffix(base, "e")} {
		rest, ok := strings.CutPrefix(word, stem)
		if ok && (word == base || slices.Contains([]string{"s", "d", "es", "ed", "ing"}, rest)) {
			return true
		}
	}
	return false
}

// Text returns the answer without its comments: what a person may read.
func (e *Entry) Text() string { return uncommented(e.Answer) }

func uncommented(s string) string {
	if !strings.Contains(s, "<!--") {
		return s
	}
	return strings.TrimSpace(comments.ReplaceAllString(s, ""))
}
