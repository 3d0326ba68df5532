package knowledge

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"frontdesk/knowledge/strict"
	"frontdesk/knowledge/text"
)

// Example is one more way to ask for an entry, from examples.csv: the classifier learns from it, and nothing shows it.
type Example struct {
	Entry string // its ID
	Text  string
	Line  int
}

// examplesFile is the name of the file of examples, at the top of the folder.
const examplesFile = "examples.csv"

// Examples returns what examples.csv holds. It is read anew each time, as nothing needs it once its lesson is learnt.
func (f *Files) Examples() []Example {
	examples, _, _ := f.folder.examples()
	return examples
}

// examples reads examples.csv, which need not be there.
func (s location) examples() (examples []Example, name string, problems strict.Problems) {
	rows, problems := s.rows(examplesFile, "id,question")
	examples = make([]Example, len(rows))
	for i, row := range rows {
		examples[i], name = Example{row.first, row.second, row.line}, row.file
	}
	return examples, name, problems
}

// hash writes a file to h as it is.
func (s location) hash(h io.Writer, file string) {
	if s.fsys == nil {
		return
	}
	f, err := s.fsys.Open(file)
	if err != nil {
		return // it need not be there; what else is wrong with it is found when it is read
	}
	defer f.Close()
	_, _ = io.Copy(h, f)
}

// csvRow is a row of a CSV file with two columns.
type csvRow struct {
	file          string
	line          int
	first, second string
}

// rows reads a CSV file of two columns below a header. A file that is not there has no rows.
func (s location) rows(file, header string) (rows []csvRow, problems strict.Problems) {
	if s.fsys == nil {
		return nil, nil
	}
	if _, err := fs.Stat(s.fsys, file); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	f, problems := s.open(file)
	if len(problems) > 0 {
		return nil, problems
	}
	fault := func(line int, text string) {
		problems = append(problems, strict.Problem{File: f.Name, Line: line, Text: text})
	}
	r := csv.NewReader(bytes.NewReader(f.Text))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	if first, err := r.Read(); err != nil || strings.Join(first, ",") != header {
		fault(1, "the first row must be "+header)
		return nil, problems
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, problems
		}
		if err != nil {
			return rows, append(problems, csvProblem(f.Name, err))
		}
		line, _ := r.FieldPos(0)
		if len(row) != 2 {
			fault(line, fmt.Sprintf("%d columns; there are two: %s", len(row), header))
			continue
		}
		rows = append(rows, csvRow{f.Name, line, row[0], row[1]})
	}
}

// checkExamples refuses examples of no entry, without words, and those that another line or another entry has.
func (l *loader) checkExamples(ids map[string]*draft) {
	examples, name, problems := l.files.folder.examples()
	l.problems = append(l.problems, problems...)
	lines := map[string]int{}
	for _, x := range examples {
		key := text.Key(x.Text)
		asked, taken := l.questions[key]
		switch at, twice := lines[key]; {
		case ids[x.Entry] == nil || ids[x.Entry].Kind == Article || ids[x.Entry].Kind == Section:
			l.fault(name, x.Line, "%q is not the ID of an entry below faq/", x.Entry)
		case key == "":
			l.fault(name, x.Line, "the question %q has no words", x.Text)
		case twice:
			l.fault(name, x.Line, "the question %q stands in line %d already", x.Text, at)
		case taken && asked.Text != x.Entry:
			l.fault(name, x.Line, "the question %q is asked by %s at %s:%d too; keep it in one of them", x.Text, asked.Text, asked.File, asked.Line)
		}
		lines[key] = x.Line
	}
}
