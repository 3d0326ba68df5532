package markup

import (
	"bufio"
	"bytes"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// gap is what parts a piece from the one before it; the larger, the better a place to cut.
type gap int

const (
	glue gap = iota
	space
	line
	block
)

// between is how a gap is written.
func (g gap) between() string { return [...]string{"", " ", "\n", "\n\n"}[g] }

// piece is the smallest part of a text: a word, a stretch of code, or a line of a code block.
type piece struct {
	text  string
	marks []*Mark // around it, outermost first; blocks before the marks inside a line
	gap   gap
	lead  string // what a line that begins with it begins with: a bullet, an indent
}

// in returns the kind of the innermost mark.
func (p piece) in() Kind {
	if len(p.marks) == 0 {
		return Plain
	}
	return p.marks[len(p.marks)-1].Kind
}

// reader turns the syntax tree into pieces.
type reader struct {
	src    []byte
	d      Dialect
	out    []piece
	marks  []*Mark
	want   gap    // before the next piece
	apart  gap    // between the blocks of this place: block, or line inside a tight list
	lead   string // of the lines of this place
	first  string // of the next line, where an item begins with it
	item   bool   // first holds
	titled bool   // a heading was just read
}

// read returns the pieces of source.
func (d Dialect) read(source string) []piece {
	r := reader{src: []byte(clean(source)), d: d, apart: block}
	md := goldmark.New(goldmark.WithExtensions(extension.Linkify))
	r.blocks(md.Parser().Parse(text.NewReader(r.src)))
	return r.out
}

func (r *reader) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		r.block(n)
	}
}

func (r *reader) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		r.start()
		r.inlines(n)
	case *ast.Heading:
		r.start()
		r.marked(Mark{Kind: Heading}, func() { r.inlines(n) })
		r.titled = true
	case *ast.List:
		r.list(n)
	case *ast.Blockquote:
		r.quote(n)
	case *ast.FencedCodeBlock:
		r.fence(string(n.Language(r.src)), n.Lines())
	case *ast.CodeBlock:
		r.fence("", n.Lines())
	case *ast.HTMLBlock:
		r.html(n)
	case *ast.ThematicBreak:
		r.start()
		r.emit("———")
	}
}

// start begins a block.
func (r *reader) start() { r.want = max(r.want, r.apart) }

// emit adds a piece with the gap that is wanted before it. What follows a heading stays with it.
func (r *reader) emit(text string) {
	p := piece{text: text, marks: r.marks, gap: r.want, lead: r.lead}
	if r.titled && p.gap == block {
		p.gap = line
	}
	if r.item {
		p.lead = r.first
	}
	if p.in() == Fence {
		p.lead = ""
	}
	r.out = append(r.out, p)
	r.want, r.titled, r.item = glue, false, false
}

// marked runs inner inside a mark, unless one of its kind is open already. A heading is bold as it is.
func (r *reader) marked(m Mark, inner func()) {
	outer := r.marks
	if !r.inside(m.Kind) && (m.Kind != Strong || !r.inside(Heading)) {
		r.marks = append(slices.Clone(outer), &m)
	}
	inner()
	r.marks = outer
}

func (r *reader) inside(k Kind) bool {
	return slices.ContainsFunc(r.marks, func(m *Mark) bool { return m.Kind == k })
}

func (r *reader) list(l *ast.List) {
	r.start()
	outer, lead := r.apart, r.lead
	r.apart = block
	if l.IsTight {
		r.apart = line
	}
	number := l.Start
	for n := l.FirstChild(); n != nil; n = n.NextSibling() {
		bullet := r.d.Bullet
		if l.IsOrdered() {
			bullet = fmt.Sprintf("%d. ", number)
			number++
		}
		r.first, r.item = r.begin()+bullet, true
		r.lead = lead + strings.Repeat(" ", utf8.RuneCountInString(bullet))
		r.blocks(n)
		if r.item {
			r.start()
			r.emit("")
		}
		r.lead = lead
	}
	r.apart = outer
}

// begin returns what the next line begins with.
func (r *reader) begin() string {
	if r.item {
		return r.first
	}
	return r.lead
}

func (r *reader) quote(n ast.Node) {
	r.start()
	lead, apart := r.lead, r.apart
	r.apart = block
	if !r.inside(Quote) {
		r.lead += r.d.Quote
		r.first += r.d.Quote
	}
	r.marked(Mark{Kind: Quote}, func() { r.blocks(n) })
	r.lead, r.apart = lead, apart
}

func (r *reader) fence(language string, lines *text.Segments) {
	r.start()
	if r.item { // a bullet cannot stand inside the code
		r.emit("")
		r.want = line
	}
	r.marked(Mark{Fence, language}, func() {
		for _, l := range splitLines(lines.Value(r.src)) {
			r.emit(l)
			r.want = line
		}
	})
	r.want = glue
}

func (r *reader) html(n *ast.HTMLBlock) {
	r.start()
	raw := n.Lines().Value(r.src)
	if n.HasClosure() {
		raw = append(bytes.Clone(raw), n.ClosureLine.Value(r.src)...)
	}
	for _, l := range splitLines(raw) {
		r.words(l)
		r.want = max(r.want, line)
	}
	r.want = glue
}

func splitLines(b []byte) []string { return strings.Split(strings.TrimRight(string(b), "\n"), "\n") }

func (r *reader) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		r.inline(n)
	}
}

func (r *reader) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		r.words(resolve(n.Value(r.src)))
		switch {
		case n.HardLineBreak():
			r.want = max(r.want, line)
		case n.SoftLineBreak():
			r.want = max(r.want, space)
		}
	case *ast.String:
		r.words(resolve(n.Value))
	case *ast.CodeSpan:
		r.code(n)
	case *ast.Emphasis:
		kind := Emphasis
		if n.Level == 2 {
			kind = Strong
		}
		r.marked(Mark{Kind: kind}, func() { r.inlines(n) })
	case *ast.Link:
		r.link(n, n.Destination)
	case *ast.Image:
		r.link(n, n.Destination)
	case *ast.AutoLink:
		r.address(n)
	case *ast.RawHTML:
		r.words(string(n.Segments.Value(r.src)))
	default:
		r.inlines(n)
	}
}

// words emits the words of s; runs of white space count as one space, as in CommonMark.
func (r *reader) words(s string) {
	for {
		word := strings.TrimLeft(s, " \t\n")
		if len(word) < len(s) {
			r.want = max(r.want, space)
		}
		if word == "" {
			return
		}
		end := strings.IndexAny(word, " \t\n")
		if end < 0 {
			r.emit(word)
			return
		}
		r.emit(word[:end])
		s = word[end:]
	}
}

func (r *reader) code(n *ast.CodeSpan) {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(r.src))
		}
	}
	code := strings.ReplaceAll(b.String(), "\n", " ")
	outer := r.marks
	defer func() { r.marks = outer }()
	if r.inside(Link) {
		r.emit(code)
		return
	}
	r.marks = slices.DeleteFunc(slices.Clone(outer), func(m *Mark) bool { return !m.Kind.lines() })
	r.marked(Mark{Code, code}, func() { r.emit(code) })
}

// lines reports whether marks of this kind hold whole lines.
func (k Kind) lines() bool { return k >= Heading }

// link emits the text of a link inside its mark. One that a chat cannot open is its text, followed by the phone number or
// e-mail address that it leads to where the text does not name it.
func (r *reader) link(n ast.Node, destination []byte) {
	if to := webAddress(destination); to != "" {
		before := len(r.out)
		r.marked(Mark{Link, to}, func() {
			r.inlines(n)
			if len(r.out) == before {
				r.emit(to)
			}
		})
		return
	}
	before := len(r.out)
	r.inlines(n)
	scheme, to, _ := strings.Cut(resolve(destination), ":")
	if scheme != "tel" && scheme != "mailto" {
		return
	}
	var label strings.Builder
	for _, p := range r.out[before:] {
		label.WriteString(p.gap.between() + p.text)
	}
	if !strings.Contains(label.String(), to) {
		r.words(" (" + to + ")")
	}
}

func (r *reader) address(n *ast.AutoLink) {
	label := string(n.Label(r.src))
	to := webAddress(n.URL(r.src))
	if to == "" || r.inside(Link) {
		r.emit(label)
		return
	}
	r.marked(Mark{Address, to}, func() { r.emit(label) })
}

// webAddress returns an address that every chat can open, or an empty string.
func webAddress(destination []byte) string {
	to := string(util.URLEscape(destination, true))
	u, err := url.Parse(to)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.Scheme + to[len(u.Scheme):] // in lower case
}

// resolve returns s without its backslash escapes and character references.
func resolve(s []byte) string {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	gmhtml.DefaultWriter.Write(w, s)
	_ = w.Flush() // a bytes.Buffer takes everything
	return html.UnescapeString(b.String())
}
