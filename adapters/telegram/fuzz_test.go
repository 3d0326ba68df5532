package telegram

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
)

func FuzzUpdate(f *testing.F) {
	for _, seed := range []string{
		`{"update_id":1,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1,"text":"@frontdesk_bot hi","entities":[{"offset":0,"length":14,"type":"mention"}]}}`,
		`{"update_id":-9e3,"message":{"message_id":"5","from":ANN,"chat":PRIVATE,"date":1,"text":"/start x","reply_to_message":{"from":SELF}}}`,
		`{"update_id":1,"callback_query":{"id":"1","from":ANN,"message":{"message_id":4,"chat":PRIVATE,"date":0},"data":"none"}}`,
		`{"update_id":1,"my_chat_member":{"chat":GROUP,"from":ANN,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"member"}}}`,
		`{"update_id":1,"inline_query":{"id":"1","from":ANN,"query":"x"},"new":[]}`, `[]`, `null`, `{"update_id":null}`,
	} {
		f.Add(real(seed))
	}
	me := self{ID: telegramtest.BotID, Name: telegramtest.Name}
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := readUpdate(json.RawMessage(raw))
		if err != nil {
			return
		}
		u.lane()
		if u.Callback != nil && u.Callback.ours() {
			u.Callback.Message.where()
		}
		if u.Message == nil {
			return
		}
		m, meant := me.hears(u.Message)
		if !meant {
			return
		}
		u.Message.where()
		if m.Chat == "" || m.User == "" || len(m.Choice) > bot.MaxChoiceID || m.Text != "" && m.Choice != "" || !utf8.ValidString(m.Text) {
			t.Errorf("heard %+v", m)
		}
	})
}

func FuzzRender(f *testing.F) {
	f.Add("**a** _b_ `c<` [d](https://e.org/?f=1&g=\"2\") <b>&amp; \\*\n\n- h\n- i\n\n> j\n\n```go\nk & l\n```\n# m")
	f.Add(strings.Repeat("**word** ", 1500))
	f.Add(strings.Repeat("&", 5000) + "\u202e\u0301👩‍👩‍👧")
	f.Fuzz(func(t *testing.T, source string) {
		for _, m := range render(source, maxText) {
			text, problem := telegramtest.ParseHTML(m)
			switch {
			case problem != "":
				t.Fatalf("%s: %q", problem, m)
			case units(m) > maxText:
				t.Fatalf("%d units", units(m))
			case strings.TrimSpace(text) == "":
				t.Fatalf("nothing to see: %q", m)
			case plain(m) != text:
				t.Fatalf("plain %q, want %q", plain(m), text)
			}
		}
	})
}
