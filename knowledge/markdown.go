package knowledge

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	gtext "github.com/yuin/goldmark/text"

	"frontdesk/knowledge/strict"
	"frontdesk/knowledge/text"
)

// readMarkdown parses a body and reports links that no platform would accept.
func readMarkdown(body strict.File) (ast.Node, strict.Problems) {
	doc := goldmark.DefaultParser().Parse(gtext.NewReader(body.Text))
	var problems strict.Problems
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		link, ok := n.(*ast.Link)
		if ok && entering && !webURL(string(link.Destination)) && !strings.HasPrefix(string(link.Destination), "{{") {
			problems = append(problems, strict.Problem{
				File: body.Name, Line: body.Skip + 1 + bytes.Count(body.Text[:startOf(n)], []byte("\n")),
				Text: "the link to " + string(link.Destination) + " is not a web address; it begins with https:// (a phone number is plain text)",
			})
		}
		return ast.WalkContinue, nil
	})
	return doc, problems
}

// startOf returns the offset of the first text below n, or of the block around it.
func startOf(n ast.Node) int {
	for c := n.FirstChild(); c != nil; c = c.FirstChild() {
		if t, ok := c.(*ast.Text); ok {
			return t.Segment.Start
		}
	}
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Type() == ast.TypeBlock && p.Lines() != nil && p.Lines().Len() > 0 {
			return p.Lines().At(0).Start
		}
	}
	return 0
}

// webURL reports whether s is an absolute http or https address with a host.
func webURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// headings returns the top-level headings of a level, in order.
func headings(doc ast.Node, level int) []*ast.Heading {
	var hs []*ast.Heading
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == level && h.Lines().Len() > 0 {
			hs = append(hs, h)
		}
	}
	return hs
}

func firstLine(hs []*ast.Heading, source []byte) int {
	if len(hs) == 0 {
		return len(source)
	}
	return lineStart(source, hs[0])
}

// lineStart returns the offset at which the line of a heading begins.
func lineStart(source []byte, h *ast.Heading) int {
	return bytes.LastIndexByte(source[:h.Lines().At(0).Start], '\n') + 1
}

// lineEnd returns the offset after the line that holds the byte at i.
func lineEnd(source []byte, i int) int {
	if n := bytes.IndexByte(source[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(source)
}

// plainText returns the text below n without its markup.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Segment.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// Slug turns a heading into the part of a section's ID behind the #: its words joined by hyphens, cut at a word to at most
// limit bytes.
func Slug(title string, limit int) string {
	var b strings.Builder
	for _, w := range text.Words(title) {
		if b.Len()+1+len(w) > limit && b.Len() > 0 {
			break
		}
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		b.WriteString(w)
	}
	return b.String()
}
