package knowledge

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"frontdesk/knowledge/strict"
)

// maxFile is the most bytes a knowledge file may have; the shipped ones stay under 20 kB.
const maxFile = 16 << 20

// Files is all that a knowledge folder says, read and checked.
type Files struct {
	Entries      []*Entry // by ID
	Synonyms     [][]string
	Cautions     []Caution
	RedFlags     RedFlags
	Banned       []Banned
	Phrases      Phrases
	Languages    []Language              // the shipped ones where the folder has none
	Turns        Turns                   // the shipped ones where the folder has none
	Translations map[string]Translations // by the code of the language
	Warnings     strict.Problems         // what staff should look at, though it stops nothing
	folder       location                // it was read from, for what is read again
}

// Load reads and checks a knowledge folder: faq/**/*.md, articles/*.md, examples.csv, red-flag-examples.csv, every other *.csv,
// synonyms.yaml, cautions.yaml, red-flags.yaml, follow-ups.yaml, banned.yaml, phrases.yaml, turns.yaml, languages.yaml, and in a folder for each
// language that has its code: <id>.md and red-flags.yaml. name stands before every file's name in problems.
// The error is strict.Problems: every problem at once, by file and line.
func Load(fsys fs.FS, name string) (*Files, error) {
	l := &loader{fsys: fsys, name: name, questions: map[string]strict.Problem{}}
	l.files.Phrases, l.files.folder = shippedPhrases(), location{fsys, name}
	names, err := l.list()
	if err == nil && !slices.Contains(names, turnsFile) {
		l.readTurns(shippedTurns())
	}
	if err != nil {
		return nil, strict.Problems{{File: name, Text: explain(err)}}
	}
	l.languages(names)
	own, translations := l.translated(names)
	if err := l.read(own); err != nil {
		return nil, err
	}
	l.readTranslations(translations, l.check())
	if len(l.problems) > 0 {
		return nil, l.problems.Sort()
	}
	files := l.files // a pointer into the loader would keep all that it needed alive
	return &files, nil
}

// explain says what is wrong with a folder without the words of the operating system's calls.
func explain(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such folder"
	case errors.Is(err, fs.ErrPermission):
		return "it may not be read; give this user the right to"
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

type loader struct {
	fsys      fs.FS
	name      string
	drafts    []*draft
	files     Files
	problems  strict.Problems
	questions map[string]strict.Problem // question key → where it was first asked
}

// draft is an entry with the lines that the checks across files point at.
type draft struct {
	*Entry
	version   string // of the English text, for translations to name
	titleLine int
	questions []strict.String
	keywords  []strict.String
	related   []strict.String
	cautions  []strict.String
	csv       bool
}

// parsed is what one file holds.
type parsed struct {
	drafts   []*draft
	problems strict.Problems
	warnings strict.Problems
}

func (l *loader) list() ([]string, error) {
	var names []string
	err := fs.WalkDir(l.fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && p != "."
		switch {
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir():
		case slices.Contains([]string{".md", ".csv", ".yaml", ".yml"}, path.Ext(p)):
			names = append(names, p)
		}
		return nil
	})
	return names, err
}

// read parses all files side by side and keeps their contents in the order of their names.
func (l *loader) read(names []string) error {
	results := make([]parsed, len(names))
	var g errgroup.Group
	g.SetLimit(8)
	for i, n := range names {
		g.Go(func() error {
			results[i] = l.parse(n)
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, r := range results {
		l.drafts = append(l.drafts, r.drafts...)
		l.problems = append(l.problems, r.problems...)
		l.files.Warnings = append(l.files.Warnings, r.warnings...)
	}
	l.readYAML(names)
	if len(l.drafts) == 0 && len(l.problems) == 0 {
		return strict.Problems{{File: l.name, Text: "no entries here; they belong in faq/<group>/<id>.md, articles/<id>.md or *.csv"}}
	}
	return nil
}

// parse reads one file of entries; the YAML files of the folder are not its business.
func (l *loader) parse(name string) parsed {
	ext := path.Ext(name)
	if ext == ".yaml" || ext == ".yml" || ext == ".md" && path.Dir(name) == "." && strings.EqualFold(path.Base(name), "readme.md") {
		return parsed{}
	}
	if name == examplesFile || name == sentencesFile {
		return parsed{}
	}
	f, bad := l.open(name)
	if bad != nil {
		return parsed{problems: bad}
	}
	if ext == ".csv" {
		return parseCSV(f)
	}
	out := parseMarkdown(f, name)
	for _, d := range out.drafts {
		d.version = versionOf(f.Text)
	}
	return out
}

func (l *loader) open(file string) (strict.File, strict.Problems) {
	return location{l.fsys, l.name}.open(file)
}

// location is a knowledge folder with the name that it has in problems.
type location struct {
	fsys fs.FS
	name string
}

// open reads one file, or says why it cannot.
func (s location) open(file string) (strict.File, strict.Problems) {
	full := path.Join(s.name, file)
	text, err := fs.ReadFile(s.fsys, file)
	switch {
	case err != nil:
		return strict.File{}, strict.Problems{{File: full, Text: explain(err)}}
	case len(text) > maxFile:
		return strict.File{}, strict.Problems{{File: full, Text: fmt.Sprintf("it is larger than %d MB; split it", maxFile>>20)}}
	case !utf8.Valid(text):
		return strict.File{}, strict.Problems{{File: full, Line: badLine(text), Text: "not valid UTF-8; save the file as UTF-8"}}
	}
	return strict.File{Name: full, Text: strict.Lines(bytes.TrimPrefix(text, []byte("\ufeff")))}, nil
}

// badLine returns the line of the first byte that is not UTF-8.
func badLine(text []byte) int {
	line := 1
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		text = text[n:]
	}
	return line
}
