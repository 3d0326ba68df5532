package main

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdesk/knowledge/encoder"
)

// wanted is what the flags say.
type wanted struct {
	languages, words, others, measured []string
	bytes                              int
}

// choose gives the numbers of the pieces to keep. What always stays: pieces without letters, single characters of a wanted
// script, and all pieces of the wanted scripts other than Latin. Latin pieces of the wanted alphabets follow, those that the words
// are read as first, then by the model's score, which is how usual a piece is over all languages; then other scripts by score.
func choose(s *source, w wanted) ([]int, error) {
	set, err := wantedLetters(w)
	if err != nil {
		return nil, err
	}
	var keep, latin, others []int
	for id, piece := range s.pieces {
		if !s.isText(id) {
			continue
		}
		switch set.class(piece) {
		case always:
			keep = append(keep, id)
		case latinWord:
			latin = append(latin, id)
		case other:
			others = append(others, id)
		}
	}
	used, err := s.use(w.words)
	if err != nil {
		return nil, err
	}
	byScore := func(a, b int) int { return cmp.Compare(s.scores[b], s.scores[a]) }
	rest := slices.Concat(latin, others)
	slices.SortStableFunc(rest, byScore)
	slices.SortStableFunc(rest, func(a, b int) int { return used.rank(s.pieces[a]) - used.rank(s.pieces[b]) })
	fmt.Printf("%d pieces always stay, %d of the %d Latin ones are in the words, %d others\n", len(keep), len(used), len(latin), len(others))
	return s.fit(keep, rest, w.bytes), nil
}

// fit adds as many of more to keep, in their order, as so many bytes have room for.
func (s *source) fit(keep, more []int, bytes int) []int {
	room := bytes - len(s.packed(slices.Clone(keep)))
	for _, id := range more {
		if room -= wordRow + 8 + len(s.pieces[id]); room < 0 {
			break
		}
		keep = append(keep, id)
	}
	return keep
}

// short are the pieces that names, slips and languages written in foreign letters are made of.
var short = regexp.MustCompile(`^\x{2581}?([a-z]{1,4}|[A-Z]{1,4})$`)

// usage ranks pieces by when a list of words first needs them.
// Those that are not needed come behind, the short ones first.
type usage map[string]int

func (u usage) rank(piece string) int {
	if r, ok := u[piece]; ok {
		return r
	}
	if short.MatchString(piece) {
		return len(u)
	}
	return len(u) + 1
}

// use reads the words of files with the whole vocabulary; the files' lines take turns, so no language crowds another out.
func (s *source) use(files []string) (usage, error) {
	u := usage{}
	if len(files) == 0 {
		return u, nil
	}
	whole, err := s.whole()
	if err != nil {
		return nil, err
	}
	words, err := inTurn(files)
	for _, word := range words {
		for _, piece := range whole.Pieces(word) {
			if _, known := u[piece]; !known {
				u[piece] = len(u)
			}
		}
	}
	return u, err
}

// whole is an encoder with all pieces.
func (s *source) whole() (*encoder.Encoder, error) {
	var all []int
	for id := range s.pieces {
		if s.isText(id) {
			all = append(all, id)
		}
	}
	return encoder.New(s.packed(all))
}

// isText reports whether a piece may stand for a text's characters.
func (s *source) isText(id int) bool {
	return id != s.opening && id != s.closing && id != s.unknown && s.pieces[id] != "<pad>" && s.pieces[id] != "<mask>"
}

// inTurn is the first line of every file, the second of every file, and so on.
func inTurn(files []string) ([]string, error) {
	var lines []string
	var scanners []*bufio.Scanner
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		scanners = append(scanners, bufio.NewScanner(f))
	}
	for len(scanners) > 0 {
		scanners = slices.DeleteFunc(scanners, func(s *bufio.Scanner) bool {
			if !s.Scan() {
				return true
			}
			lines = append(lines, s.Text())
			return false
		})
	}
	return lines, nil
}

// A class is how a piece is treated.
type class int

const (
	unwanted  class = iota
	always          // stays whatever there is room for
	latinWord       // stays while there is room
	other           // fills what is left
)

// letters are the characters of the wanted languages.
type letters struct {
	latin   map[rune]bool
	scripts []*unicode.RangeTable
	others  []*unicode.RangeTable
}

func wantedLetters(w wanted) (letters, error) {
	set := letters{latin: map[rune]bool{}}
	for _, code := range w.languages {
		l, ok := languages[code]
		if !ok {
			return set, fmt.Errorf("no language %q is known here; languages.go lists them", code)
		}
		for _, r := range l.latin {
			set.latin[r] = true
			set.latin[unicode.ToUpper(r)] = true
		}
		if l.script != "" {
			set.scripts = append(set.scripts, unicode.Scripts[l.script])
		}
	}
	if slices.Equal(w.others, []string{"all"}) {
		w.others = slices.Collect(maps.Keys(unicode.Scripts))
	}
	for _, name := range w.others {
		table, ok := unicode.Scripts[name]
		if !ok {
			return set, fmt.Errorf("no script is called %q", name)
		}
		set.others = append(set.others, table)
	}
	return set, nil
}

// class decides by the letters and marks in a piece.
func (l letters) class(piece string) class {
	text := strings.TrimPrefix(piece, "\u2581")
	single := utf8.RuneCountInString(text) == 1
	c := always
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsMark(r) || unicode.In(r, unicode.Common, unicode.Inherited) || unicode.IsOneOf(l.scripts, r):
		case unicode.Is(unicode.Latin, r) && single:
		case l.latin[r]:
			c = max(c, latinWord)
		case unicode.IsOneOf(l.others, r):
			c = max(c, other)
		default:
			return unwanted
		}
	}
	return c
}
