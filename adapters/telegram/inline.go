package telegram

import (
	"context"
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/adapters/internal/markup"
	"frontdesk/bot"
)

const (
	inlineResults     = 10   // of at most 50
	inlineCache       = 300  // seconds that Telegram may give the same results to anybody
	inlineDescription = 120  // characters of the answer shown in the list
	inlineText        = 3900 // UTF-16 units of an answer; the rest of maxText is for the link to the whole of it
)

// article is one result of an inline query.
// https://core.telegram.org/bots/api#inlinequeryresultarticle
type article struct {
	Type        string  `json:"type"`
	ID          string  `json:"id"`
	Title       string  `json:"title"`
	Description string  `json:"description,omitempty"`
	Content     content `json:"input_message_content"`
}

type content struct {
	Text      string `json:"message_text"`
	ParseMode string `json:"parse_mode"`
	Preview   struct {
		Disabled bool `json:"is_disabled"`
	} `json:"link_preview_options"`
	NoPreview bool `json:"disable_web_page_preview"` // the same, for servers before Bot API 7.0
}

// answerInline lists the entries that answer what is being typed after the bot's name in any chat. What is listed depends on
// nothing but the text, and nothing of it is kept.
func (c *conn) answerInline(ctx context.Context, q *inlineQuery) {
	results := []article{}
	if c.suggest != nil {
		for i, s := range c.suggest(q.Query, inlineResults) {
			results = append(results, c.article(i, s))
		}
	}
	language := ""
	if q.From != nil {
		language = q.From.Language
	}
	ask := c.texts(language).Ask
	c.decorate(ctx, "answerInlineQuery", tgbotapi.Params{
		"inline_query_id": q.ID, "results": asJSON(results), "cache_time": strconv.Itoa(inlineCache),
		"button":         asJSON(map[string]string{"text": ask, "start_parameter": "ask"}),
		"switch_pm_text": ask, "switch_pm_parameter": "ask", // the same, for servers before Bot API 6.7
	})
}

// article returns a suggestion as the message that it becomes when it is chosen.
func (c *conn) article(i int, s bot.Suggestion) article {
	title := strings.Join(strings.Fields(s.Title), " ")
	a := article{
		Type: "article", ID: strconv.Itoa(i), Title: title,
		Description: shorten(strings.Join(strings.Fields(markup.Text(s.Text)), " "), inlineDescription),
		Content:     content{ParseMode: "HTML", NoPreview: true},
	}
	a.Content.Preview.Disabled = true
	messages := render("# "+markup.Escape(title)+"\n\n"+s.Text, inlineText)
	if len(messages) > 0 {
		a.Content.Text = messages[0]
	}
	if len(messages) > 1 && c.self.Name != "" && linkForm.MatchString(s.Entry) {
		a.Content.Text += "\n\n" + `<a href="` + c.deepLink(s.Entry) + `">` + escaper.Replace(c.texts("").OpenPrivate) + "</a>"
	}
	return a
}
