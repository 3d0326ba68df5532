package knowledge

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/yuin/goldmark/ast"

	"frontdesk/knowledge/strict"
)

// maxID leaves room, in the 64 bytes of a Telegram button's data, for the word before an entry's ID.
const maxID = 56

var validID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// frontMatter is the head of an entry's file.
type frontMatter struct {
	Title      strict.String   `yaml:"title"`
	Questions  []strict.String `yaml:"questions"`
	Keywords   []strict.String `yaml:"keywords"`
	Related    []strict.String `yaml:"related"`
	Kind       strict.String   `yaml:"kind"`
	Cautions   []strict.String `yaml:"cautions"`
	Reviewed   strict.String   `yaml:"reviewed"`
	ReviewedBy string          `yaml:"reviewed-by"`
	ReviewBy   strict.String   `yaml:"review-by"`
	Sources    []source        `yaml:"sources"`
}

type source struct {
	Title strict.String `yaml:"title"`
	URL   strict.String `yaml:"url"`
}

// parseMarkdown reads an entry or an article; name is its path below the folder.
func parseMarkdown(f strict.File, name string) parsed {
	p := &markdownParser{file: f, name: name}
	head, body, ok := p.split()
	if !ok {
		return p.out
	}
	var fm frontMatter
	p.out.problems = append(p.out.problems, head.Decode(&fm)...)
	d := p.draft(fm)
	p.body(d, body)
	if d.ID == "" || len(p.out.problems) > 0 && d.Title == "" && d.Answer == "" {
		return p.out
	}
	p.out.drafts = append([]*draft{d}, p.out.drafts...)
	return p.out
}

type markdownParser struct {
	file strict.File
	name string
	out  parsed
}

func (p *markdownParser) fault(line int, format string, args ...any) {
	p.out.problems = append(p.out.problems, strict.Problem{File: p.file.Name, Line: line, Text: fmt.Sprintf(format, args...)})
}

// split parts the front matter from the body.
func (p *markdownParser) split() (head, body strict.File, ok bool) {
	rest, found := bytes.CutPrefix(p.file.Text, []byte("---\n"))
	if !found {
		p.fault(1, "the file must begin with front matter between two lines of ---")
		return head, body, false
	}
	end := bytes.Index(append([]byte("\n"), rest...), []byte("\n---\n"))
	if end < 0 {
		p.fault(1, "the front matter has no closing line of ---")
		return head, body, false
	}
	head = strict.File{Name: p.file.Name, Skip: 1, Text: rest[:end]}
	after := rest[end+len("---\n"):]
	return head, strict.File{Name: p.file.Name, Skip: 2 + bytes.Count(head.Text, []byte("\n")), Text: after}, true
}

// draft makes an entry of the front matter; what is wrong with it becomes problems.
func (p *markdownParser) draft(fm frontMatter) *draft {
	id := strings.TrimSuffix(path.Base(p.name), ".md")
	if !validID.MatchString(id) || len(id) > maxID {
		p.fault(0, "the file's name is the entry's ID: lower-case letters, digits and single hyphens, at most %d characters", maxID)
	}
	if strings.TrimSpace(fm.Title.Text) == "" && len(p.out.problems) == 0 {
		p.fault(max(fm.Title.Line+1, 1), "title is missing; it is the question in its usual words")
	}
	e := &Entry{
		ID: id, Kind: p.kind(fm.Kind), Group: p.group(), Title: strings.TrimSpace(fm.Title.Text),
		Questions: strict.Texts(fm.Questions), Keywords: strict.Texts(fm.Keywords), Related: strict.Texts(fm.Related), Cautions: strict.Texts(fm.Cautions),
		Reviewed: p.date("reviewed", fm.Reviewed), ReviewedBy: fm.ReviewedBy, ReviewBy: p.date("review-by", fm.ReviewBy),
		Place: Place{p.file.Name, 1},
	}
	for _, s := range fm.Sources {
		e.Sources = append(e.Sources, p.source(s))
	}
	return &draft{
		Entry: e, titleLine: fm.Title.Line + 1,
		questions: lower(fm.Questions), keywords: lower(fm.Keywords), related: lower(fm.Related), cautions: lower(fm.Cautions),
	}
}

// lower counts lines from the file's first one: the front matter starts a line below it.
func lower(ss []strict.String) []strict.String {
	for i := range ss {
		ss[i].Line++
	}
	return ss
}

func (p *markdownParser) group() string {
	if rest, ok := strings.CutPrefix(path.Dir(p.name), "faq/"); ok {
		return rest
	}
	return ""
}

func (p *markdownParser) kind(s strict.String) Kind {
	if p.article() {
		return Article
	}
	switch k := Kind(s.Text); k {
	case "":
		return FAQ
	case FAQ, SmallTalk, Handoff, Decline:
		return k
	}
	p.fault(s.Line+1, "kind is %q; it is faq, smalltalk, handoff or decline", s.Text)
	return FAQ
}

func (p *markdownParser) article() bool {
	return strings.HasPrefix(p.name, "articles/")
}

func (p *markdownParser) date(key string, s strict.String) time.Time {
	if s.Text == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, s.Text)
	if err != nil {
		p.fault(s.Line+1, "%s is %q; write a date as 2026-11-20", key, s.Text)
	}
	return t
}

func (p *markdownParser) source(s source) Source {
	if strings.TrimSpace(s.Title.Text) == "" {
		p.fault(max(s.URL.Line, s.Title.Line)+1, "a source needs a title")
	}
	if s.URL.Text != "" && !webURL(s.URL.Text) {
		p.fault(s.URL.Line+1, "%q is not a web address; it begins with https://", s.URL.Text)
	}
	return Source{s.Title.Text, s.URL.Text}
}

// body reads the answer and its ## sections: those of an article are entries of their own, those of an entry follow-ups.
func (p *markdownParser) body(d *draft, body strict.File) {
	doc, faults := readMarkdown(body)
	p.out.problems = append(p.out.problems, faults...)
	d.AnswerLine = body.Skip + 1
	heads := headings(doc, 2)
	d.Answer = strings.TrimSpace(string(body.Text[:firstLine(heads, body.Text)]))
	switch {
	case d.Answer == "" && p.article():
		p.fault(body.Skip+1, "the article needs a paragraph before its first ## section")
	case d.Answer == "":
		p.fault(body.Skip, "the answer is missing; it stands below the front matter")
	}
	for i, h := range heads {
		end := len(body.Text)
		if i+1 < len(heads) {
			end = lineStart(body.Text, heads[i+1])
		}
		part := p.part(body, h, end)
		switch {
		case part.Text == "":
			p.fault(part.Line, "the section %q is empty", part.Ask)
		case p.article():
			p.section(d, part)
		default:
			d.FollowUps = append(d.FollowUps, part)
		}
	}
}

// part reads one ## section, from its heading to the byte end.
func (p *markdownParser) part(body strict.File, h *ast.Heading, end int) FollowUp {
	seg := h.Lines().At(h.Lines().Len() - 1)
	return FollowUp{
		Ask:  plainText(h, body.Text),
		Text: strings.TrimSpace(string(body.Text[lineEnd(body.Text, seg.Stop):end])),
		Line: body.Skip + 1 + bytes.Count(body.Text[:lineStart(body.Text, h)], []byte("\n")),
	}
}

// section makes an entry of a section of the article d.
func (p *markdownParser) section(d *draft, part FollowUp) {
	title, line := part.Ask, part.Line
	id := d.ID + "#" + Slug(title, maxID-len(d.ID)-1)
	s := *d.Entry
	s.ID, s.Kind, s.Title, s.Article = id, Section, title, d.ID
	s.Questions, s.Keywords, s.Sections, s.Place, s.AnswerLine = nil, nil, nil, Place{p.file.Name, line}, line+1
	s.Answer = part.Text
	d.Sections = append(d.Sections, id)
	p.out.drafts = append(p.out.drafts, &draft{Entry: &s, titleLine: line})
}

// parseCSV reads the rows id,question,answer that a spreadsheet exports.
func parseCSV(f strict.File) parsed {
	var out parsed
	fault := func(line int, text string) {
		out.problems = append(out.problems, strict.Problem{File: f.Name, Line: line, Text: text})
	}
	r := csv.NewReader(bytes.NewReader(f.Text))
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil || strings.Join(header, ",") != "id,question,answer" {
		fault(1, "the first row must be id,question,answer")
		return out
	}
	drafts := map[string]*draft{}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			out.problems = append(out.problems, csvProblem(f.Name, err))
			break
		}
		line, _ := r.FieldPos(0)
		if len(row) != 3 {
			fault(line, fmt.Sprintf("%d columns; there are three: id,question,answer", len(row)))
			continue
		}
		d := drafts[row[0]]
		if d == nil {
			d = &draft{Entry: &Entry{ID: row[0], Kind: FAQ, Place: Place{f.Name, line}, AnswerLine: line}, titleLine: line, csv: true}
			if !validID.MatchString(row[0]) || len(row[0]) > maxID {
				fault(line, fmt.Sprintf("id is %q; it has lower-case letters, digits and single hyphens, at most %d characters", row[0], maxID))
			}
			drafts[row[0]] = d
			out.drafts = append(out.drafts, d)
		}
		d.add(strings.TrimSpace(row[1]), strings.TrimSpace(row[2]), line)
	}
	for _, d := range out.drafts {
		d.version = versionOf([]byte(d.Answer))
		if d.Answer == "" {
			fault(d.Place.Line, fmt.Sprintf("%s has no answer in any of its rows", d.ID))
		}
		if d.Title == "" {
			fault(d.Place.Line, fmt.Sprintf("%s has no question in any of its rows", d.ID))
		}
	}
	return out
}

// csvProblem says what is wrong with a row that the CSV reader refuses.
func csvProblem(file string, err error) strict.Problem {
	var bad *csv.ParseError
	if !errors.As(err, &bad) {
		return strict.Problem{File: file, Text: err.Error()}
	}
	return strict.Problem{File: file, Line: bad.Line, Text: bad.Err.Error() + `; a field with quotes, commas or line breaks is written "like ""this"" one"`}
}

// add takes in one row: the first question is the title, the first answer that is not empty is the answer.
func (d *draft) add(question, answer string, line int) {
	if d.Answer == "" {
		d.Answer = answer
	}
	switch {
	case question == "":
	case d.Title == "":
		d.Title, d.titleLine = question, line
	default:
		d.Questions = append(d.Questions, question)
		d.questions = append(d.questions, strict.String{Text: question, Line: line})
	}
}
