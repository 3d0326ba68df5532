package discordtest

import (
	"regexp"
	"strings"
	"unicode"
)

// Read returns Discord markdown as a person sees it.
func Read(content string) string {
	var out []string
	fenced := false
	for _, l := range strings.Split(content, "\n") {
		if strings.HasPrefix(l, "```") {
			fenced = !fenced
			continue
		}
		if !fenced {
			l = readLine(heading.ReplaceAllString(l, ""))
		}
		out = append(out, l)
	}
	return strings.ReplaceAll(strings.Join(out, "\n"), "\u200b", "")
}

var (
	heading = regexp.MustCompile(`^#{1,3} `)
	link    = regexp.MustCompile(`^\]\(<[^>]*>\)`)
	bare    = regexp.MustCompile(`^<(https?://[^>]*)>`)
	code    = regexp.MustCompile("^(?:`` (.*?) ``|`([^`]*)`)")
)

// readLine reads the marks inside of a line.
func readLine(l string) string {
	var b strings.Builder
	for l != "" {
		switch {
		case l[0] == '\\' && len(l) > 1 && strings.ContainsFunc(l[1:2], func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }):
			b.WriteByte(l[1])
			l = l[2:]
			continue
		case code.MatchString(l):
			m := code.FindStringSubmatch(l)
			b.WriteString(m[1] + m[2])
			l = l[len(m[0]):]
			continue
		case bare.MatchString(l):
			m := bare.FindStringSubmatch(l)
			b.WriteString(m[1])
			l = l[len(m[0]):]
			continue
		case link.MatchString(l):
			l = link.ReplaceAllString(l, "")
			continue
		}
		if strings.IndexByte("*_~|[`", l[0]) < 0 {
			b.WriteByte(l[0])
		}
		l = l[1:]
	}
	return b.String()
}
