// Package strict reads YAML that people write by hand: unknown keys, wrong types and broken syntax become problems with a
// file and a line, all of them at once.
package strict

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Problem is one thing wrong with a file. Line counts from 1; 0 means the whole file.
type Problem struct {
	File string
	Line int
	Text string // what is wrong and what to do about it
}

func (p Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// Problems is every problem found, one a line.
type Problems []Problem

// Sort puts problems in the order of their files and lines and drops those that are there twice.
func (ps Problems) Sort() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line) })
	return slices.Compact(ps)
}

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// String is a text that remembers the line it was read from.
type String struct {
	Text string
	Line int
}

// UnmarshalYAML implements yaml.Unmarshaler.
func (s *String) UnmarshalYAML(n *yaml.Node) error {
	s.Line = n.Line
	return n.Decode(&s.Text)
}

// Texts returns the texts of ss.
func Texts(ss []String) []string {
	texts := make([]string, len(ss))
	for i, s := range ss {
		texts[i] = s.Text
	}
	return texts
}

// File is a YAML text and where it stands.
type File struct {
	Name string
	Skip int // lines of the file that come before the text
	Text []byte
}

// Lines returns text with "\n" for every line end, so that lines are counted as an editor counts them: a "\r" of its own ends
// a line, and the separators U+0085, U+2028 and U+2029, at which the YAML library begins a line and an editor does not, are spaces.
func Lines(text []byte) []byte {
	if !bytes.ContainsAny(text, "\r\u0085\u2028\u2029") {
		return text
	}
	return []byte(lineEnds.Replace(string(text)))
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", " ", "\u2028", " ", "\u2029", " ")

// Decode fills into, a pointer, from f, and returns what is wrong. Keys that into does not have are problems, and so is an
// empty text.
func (f File) Decode(into any) Problems {
	return f.problems(yaml.Load(f.Text, into, yaml.WithKnownFields()))
}

func (f File) problems(err error) Problems {
	if err == nil {
		return nil
	}
	var many *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &many):
		ps := make(Problems, len(many.Errors))
		for i, e := range many.Errors {
			ps[i] = f.problem(e)
		}
		return ps
	case errors.As(err, &one):
		return Problems{f.problem(one)}
	}
	return Problems{{f.Name, f.Skip, err.Error()}}
}

func (f File) problem(e *yaml.LoadError) Problem {
	line := e.Mark.Line
	if line > 0 || f.Skip > 0 {
		line += f.Skip
	}
	return Problem{f.Name, line, plain(e.Message)}
}

// The phrases of the YAML library that speak of Go types, and what they mean to a person.
var phrases = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`field (\S+) not found in type .*`), "unknown key $1"},
	{regexp.MustCompile("cannot construct !!(\\w+) `(.*)` into \\[\\].*"), "$2 stands where a list is wanted"},
	{regexp.MustCompile("cannot construct !!(\\w+) `(.*)` into int.*"), "$2 is not a whole number"},
	{regexp.MustCompile("cannot construct !!(\\w+) `(.*)` into float.*"), "$2 is not a number"},
	{regexp.MustCompile("cannot construct !!(\\w+) `(.*)` into bool"), "$2 is neither true nor false"},
	{regexp.MustCompile("cannot construct !!seq into .*"), "a list stands where something else is wanted"},
	{regexp.MustCompile("cannot construct !!map into .*"), "keys and values stand where something else is wanted"},
	{regexp.MustCompile("cannot construct !!(\\w+) `(.*)` into .*"), "$2 is not what is wanted here"},
	{regexp.MustCompile(`mapping key "(.*)" already defined at line (\d+)`), "the key $1 stands here twice"},
	{regexp.MustCompile(`yaml: no documents in stream`), "it is empty"},
	{regexp.MustCompile(`mapping values are not allowed in this context`), `a ": " in a text needs quotes around the text`},
}

func plain(message string) string {
	for _, p := range phrases {
		if p.from.MatchString(message) {
			return p.from.ReplaceAllString(message, p.to)
		}
	}
	return "not valid YAML: " + message
}

// KeyError is a setting that is missing or wrong. Whoever read the file adds the file and the line of Key.
type KeyError struct {
	Key     string // where in its section, list items counted from 0: "token", "places.1.phone"
	Problem string // "is missing; @BotFather gives you one"
}

func (e *KeyError) Error() string { return e.Key + " " + e.Problem }

// Decode fills into, a pointer, from a part of the YAML file called name, and returns what is wrong.
func Decode(name string, n *yaml.Node, into any) Problems {
	return File{Name: name}.problems(n.Load(into, yaml.WithKnownFields()))
}

// Line returns the line of a key below n, with list items counted from 0 ("places.1.phone"), or of the deepest part of it
// that is there. A part may itself hold dots.
func Line(n *yaml.Node, key string) int {
	if n == nil {
		return 0
	}
	for {
		next, line, rest := child(n, key)
		if next == nil {
			return n.Line
		}
		if rest == "" {
			return line
		}
		n, key = &yaml.Node{Kind: next.Kind, Content: next.Content, Line: line}, rest
	}
}

// child returns what stands below the first part of key, the line of that part, and the rest of key.
func child(n *yaml.Node, key string) (value *yaml.Node, line int, rest string) {
	for i := 0; i < len(n.Content); i++ {
		name := strconv.Itoa(i)
		value, line = n.Content[i], n.Content[i].Line
		if n.Kind == yaml.MappingNode {
			name = n.Content[i].Value
			i++
			value = n.Content[i]
		}
		if key == name {
			return value, line, ""
		}
		if rest, ok := strings.CutPrefix(key, name+"."); ok {
			return value, line, rest
		}
	}
	return nil, 0, ""
}
