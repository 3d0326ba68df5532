package telegram

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf16"

	"frontdesk/adapters/internal/markup"
)

// maxText is the most UTF-16 units of a message (https://core.telegram.org/bots/api#sendmessage). Telegram counts them
// without the markup; counting them with it is safe in every reading.
const maxText = 4096

// render returns CommonMark as messages in Telegram's HTML (https://core.telegram.org/bots/api#html-style), each of at most
// limit UTF-16 units.
func render(source string, limit int) []string {
	return markup.Dialect{Limit: limit, Size: units, Escape: escape, Wrap: wrap, Bullet: "• "}.Render(source)
}

// units counts the UTF-16 units of s.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

func escape(text string, _ markup.Kind) string {
	return escaper.Replace(text)
}

var (
	escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	tags    = regexp.MustCompile(`<[^>]*>`)
)

func wrap(m markup.Mark) (opening, closing string) {
	switch m.Kind {
	case markup.Strong, markup.Heading:
		return "<b>", "</b>"
	case markup.Emphasis:
		return "<i>", "</i>"
	case markup.Code:
		return "<code>", "</code>"
	case markup.Link:
		return `<a href="` + html.EscapeString(m.Arg) + `">`, "</a>"
	case markup.Quote:
		return "<blockquote>", "</blockquote>"
	case markup.Fence:
		if m.Arg == "" {
			return "<pre>", "</pre>"
		}
		return `<pre><code class="language-` + html.EscapeString(m.Arg) + `">`, "</code></pre>"
	}
	return "", ""
}

// plain returns the text of one message that render made.
func plain(message string) string {
	return html.UnescapeString(tags.ReplaceAllString(message, ""))
}
