package telegramtest

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

var (
	tag      = regexp.MustCompile(`^<(/?)([a-z-]+)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>`)
	entity   = regexp.MustCompile(`^&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});`)
	language = regexp.MustCompile(`^\s+class="language-[^"]*"$`)
	address  = regexp.MustCompile(`^\s+href="https?://[^"\s]+"$`)
)

// ParseHTML reads Telegram's HTML and returns its text, or what is wrong with it. It is stricter than Telegram: what
// Telegram mends in silence, such as a bare ampersand, is wrong too.
// https://core.telegram.org/bots/api#html-style
func ParseHTML(s string) (text, problem string) {
	var b strings.Builder
	var open []string
	for i := 0; i < len(s); {
		switch s[i] {
		case '<':
			m := tag.FindStringSubmatch(s[i:])
			if m == nil {
				return "", fmt.Sprintf("Unexpected character at byte offset %d", i)
			}
			if open, problem = toggle(open, m); problem != "" {
				return "", fmt.Sprintf("%s at byte offset %d", problem, i)
			}
			i += len(m[0])
		case '&':
			e := entity.FindString(s[i:])
			if e == "" {
				return "", fmt.Sprintf("bare ampersand at byte offset %d", i)
			}
			b.WriteString(html.UnescapeString(e))
			i += len(e)
		case '>':
			return "", fmt.Sprintf("bare > at byte offset %d", i)
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	if len(open) > 0 {
		return "", fmt.Sprintf("Can't find end tag corresponding to start tag %q", open[len(open)-1])
	}
	return b.String(), ""
}

// toggle opens or closes one tag.
func toggle(open []string, m []string) (left []string, problem string) {
	name, attributes := m[2], m[3]
	inside := ""
	if len(open) > 0 {
		inside = open[len(open)-1]
	}
	if m[1] == "/" {
		if inside != name {
			return nil, fmt.Sprintf("Unmatched end tag, expected %q, found %q", inside, name)
		}
		return open[:len(open)-1], ""
	}
	switch {
	case inside == "code", inside == "pre" && name != "code":
		return nil, "tag inside of code"
	case name == "a" && address.MatchString(attributes):
	case name == "code" && inside == "pre" && language.MatchString(attributes):
	case attributes != "":
		return nil, "unexpected attributes"
	case strings.Contains(" b strong i em u s code pre blockquote ", " "+name+" "):
	default:
		return nil, fmt.Sprintf("Unsupported start tag %q", name)
	}
	for _, o := range open {
		if o == name {
			return nil, "tag inside of itself"
		}
	}
	return append(open, name), ""
}
