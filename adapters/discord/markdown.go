package discord

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"frontdesk/adapters/internal/markup"
)

// maxContent is the most characters of a message (https://discord.com/developers/docs/resources/message#create-message).
// Discord does not say which characters; UTF-16 units are never fewer than others.
const maxContent = 2000

// render returns CommonMark as messages in Discord's markdown. Nothing in them mentions anybody.
func render(source string) []string {
	return markup.Dialect{
		Limit:  maxContent,
		Size:   size,
		Escape: escape,
		Wrap:   wrap,
		Bullet: "- ",
		Quote:  "> ",
	}.Render(source)
}

// size is the length of s in UTF-16 units.
func size(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// wrap writes a mark. Links stand in angle brackets, which keeps Discord from showing a preview of the page.
func wrap(m markup.Mark) (opening, closing string) {
	switch m.Kind {
	case markup.Strong:
		return "**", "**"
	case markup.Emphasis:
		return "*", "*"
	case markup.Heading:
		return "### ", ""
	case markup.Code:
		if strings.Contains(m.Arg, "`") {
			return "`` ", " ``"
		}
		return "`", "`"
	case markup.Fence:
		return "```" + language.FindString(m.Arg) + "\n", "\n```"
	case markup.Link:
		return "[", "](<" + address(m.Arg) + ">)"
	}
	return "", ""
}

// language is what may follow the opening of a code block.
var language = regexp.MustCompile(`^[A-Za-z0-9+-]*$`)

// escape returns text so that Discord shows it as it is and nobody is mentioned.
func escape(text string, in markup.Kind) string {
	switch in {
	case markup.Address:
		if strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") {
			return "<" + address(text) + ">"
		}
	case markup.Code, markup.Fence:
		return inCode.Replace(quiet(text))
	}
	return escapeText(quiet(text))
}

// escapeText puts a backslash before what Discord would read as markup.
func escapeText(text string) string {
	text = special.ReplaceAllString(text, `\$0`)
	return numbered.ReplaceAllString(text, `$1\.`)
}

var (
	// special is what means something anywhere, and the words that mean something at the beginning of a line. Numbers of three
	// digits begin no list that anybody would write, but an emergency number may end a sentence.
	special  = regexp.MustCompile("[\\\\*_~|`<\\[\\]]|^(?:#{1,3}|>|>>>|[+-]|-#)$")
	numbered = regexp.MustCompile(`^(\d{1,2})\.$`)

	// inCode keeps two backticks apart, which would end the code, and a mention from its bracket.
	inCode = strings.NewReplacer("``", "`\u200b`\u200b", "<@", "<\u200b@", "<#", "<\u200b#", "<:", "<\u200b:", "</", "<\u200b/")
)

// address is a web address that can stand in angle brackets.
func address(to string) string { return inBrackets.Replace(to) }

var inBrackets = strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", "`", "%60", `\`, "%5C", " ", "%20",
	"@everyone", "%40everyone", "@here", "%40here")

// loud is what mentions everybody. The rest of the word may follow in another piece of the text, so its beginning counts too.
var loud = regexp.MustCompile(`@(everyone|here|(?:e|ev|eve|ever|every|everyo|everyon|h|he|her)?$)`)

// quiet puts a character of no width behind the @ of a word that mentions everybody.
func quiet(text string) string {
	if !strings.Contains(text, "@") {
		return text
	}
	return loud.ReplaceAllString(text, "@\u200b$1")
}

// clip shortens s to at most n UTF-16 units on one line.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if size(s) <= n {
		return s
	}
	units := 1 // the dots
	for i, r := range s {
		if units += utf16.RuneLen(r); units > n {
			return strings.TrimSpace(s[:i]) + "…"
		}
	}
	return s
}
