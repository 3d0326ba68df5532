package terminal

import (
	"fmt"
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"frontdesk/adapters/internal/markup"
	"frontdesk/bot"
)

// maxWidth is the widest text that is comfortable to read, in columns (Bringhurst: 45 to 75 characters, with room for lists).
const maxWidth = 84

// look is how text is shown: in columns, 0 for as they come, and with colours or plain.
type look struct {
	width int
	color bool
}

// The control sequences for marked text (ECMA-48, Select Graphic Rendition).
var graphics = map[markup.Kind][2]string{
	markup.Strong:   {"\x1b[1m", "\x1b[22m"},
	markup.Heading:  {"\x1b[1m", "\x1b[22m"},
	markup.Emphasis: {"\x1b[3m", "\x1b[23m"},
	markup.Code:     {"\x1b[36m", "\x1b[39m"},
	markup.Fence:    {"\x1b[36m", "\x1b[39m"},
	markup.Quote:    {"\x1b[33m", "\x1b[39m"},
	markup.Address:  {"\x1b[4m", "\x1b[24m"},
}

func (l look) dialect() markup.Dialect {
	return markup.Dialect{
		Limit:  math.MaxInt32,
		Size:   func(s string) int { return len(s) },
		Escape: func(text string, _ markup.Kind) string { return text },
		Wrap: func(m markup.Mark) (string, string) {
			if !l.color {
				return "", ""
			}
			g := graphics[m.Kind]
			return g[0], g[1]
		},
		Bullet: "• ",
		Quote:  "│ ",
	}
}

// reply shows a reply: its text, then its choices with the numbers to type.
func (l look) reply(r bot.Reply) string {
	parts := l.dialect().Render(r.Text)
	var list strings.Builder
	for i, c := range r.Choices {
		fmt.Fprintf(&list, "\n  %s %s", l.mark(fmt.Sprintf("%d.", i+1)), ansi.Strip(c.Label))
	}
	if list.Len() > 0 {
		parts = append(parts, strings.TrimPrefix(list.String(), "\n"))
	}
	return l.wrap(strings.Join(parts, "\n\n"))
}

func (l look) mark(s string) string {
	if !l.color {
		return s
	}
	return "\x1b[36m" + s + "\x1b[39m"
}

func (l look) wrap(s string) string {
	if l.width <= 0 {
		return s
	}
	return ansi.Wrap(s, min(l.width-1, maxWidth), "")
}
