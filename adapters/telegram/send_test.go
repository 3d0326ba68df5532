package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
)

// labels returns the texts of the buttons of a keyboard, by row.
func labels(t *testing.T, markup string) [][]string {
	t.Helper()
	var k keyboard
	if markup != "" {
		if err := json.Unmarshal([]byte(markup), &k); err != nil {
			t.Fatal(err)
		}
	}
	var rows [][]string
	for _, row := range k.Rows {
		var texts []string
		for _, b := range row {
			texts = append(texts, b.Text)
		}
		rows = append(rows, texts)
	}
	return rows
}

func TestAnAnswerHasChoicesAndThumbs(t *testing.T) {
	t.Parallel()
	reply := bot.Reply{
		Kind: bot.Answer, Entries: []string{"pain-during"}, Text: "**Often** only a [prick](https://example.org/a?b=1&c=2).",
		Choices: []bot.Choice{{ID: "show:soreness-after", Label: "How sore will I be?"}, {ID: strings.Repeat("x", 65), Label: "too long"}, {ID: "show:x", Label: " "}},
		Contact: &bot.Contact{Name: "Example Physiotherapy", Phone: "+91 89510 47001", BookingURL: "https://example.org/book"},
	}
	s := play(t, telegramtest.New(t), always(reply), unchanged)
	s.says(ann, "does it hurt?")
	if diff := cmp.Diff([]string{"Often only a prick.", "contact Example Physiotherapy +918951047001"}, s.shows(id(ann), 2)); diff != "" {
		t.Error(diff)
	}
	want := map[string]string{
		"chat_id": "1001", "text": `<b>Often</b> only a <a href="https://example.org/a?b=1&amp;c=2">prick</a>.`, "parse_mode": "HTML",
		"link_preview_options": `{"is_disabled":true}`, "disable_web_page_preview": "true",
		"reply_markup": `{"inline_keyboard":[[{"text":"How sore will I be?","callback_data":"show:soreness-after"}],[{"text":"Book online","url":"https://example.org/book"}],` +
			`[{"text":"👍","callback_data":"up:pain-during"},{"text":"👎","callback_data":"down:pain-during"}]]}`,
	}
	if diff := cmp.Diff(want, s.calls("sendMessage", 1)[0].Params); diff != "" {
		t.Errorf("sendMessage (-want +got):\n%s", diff)
	}
}

func TestAVoteIsAToast(t *testing.T) {
	t.Parallel()
	answer := bot.Reply{Kind: bot.Answer, Entries: []string{"pain-during"}, Text: "A prick.", Choices: []bot.Choice{{ID: "show:x", Label: "More"}}}
	s := play(t, telegramtest.New(t), func(_ context.Context, m bot.Message) bot.Reply {
		if m.Choice != "" {
			return bot.Reply{Kind: bot.SmallTalk, Text: "Thank **you**. " + strings.Repeat("x", 300)}
		}
		return answer
	}, unchanged)
	s.says(ann, "does it hurt?")
	s.shows(id(ann), 1)
	s.Press(id(ann), id(ann), "up:pain-during")
	toast := s.calls("answerCallbackQuery", 1)[0].Params["text"]
	if !strings.HasPrefix(toast, "Thank you. xxx") || len([]rune(toast)) != 200 {
		t.Errorf("toast %q", toast)
	}
	s.calls("editMessageReplyMarkup", 1)
	if diff := cmp.Diff([][]string{{"More"}}, labels(t, s.Keyboard(ann, 0))); diff != "" {
		t.Errorf("buttons left (-want +got):\n%s", diff)
	}
	s.flush()
	if got := s.shows(id(ann), 1); len(got) != 1 {
		t.Errorf("the vote is shown as a message: %q", got)
	}
}

func TestAPressedChoiceIsMarked(t *testing.T) {
	t.Parallel()
	question := bot.Reply{Kind: bot.Clarify, Text: "Which?", Choices: []bot.Choice{{ID: "pick:a", Label: "A"}, {ID: "pick:b", Label: "B"}}}
	s := play(t, telegramtest.New(t), func(ctx context.Context, m bot.Message) bot.Reply {
		if m.Choice != "" {
			return echo(ctx, m)
		}
		return question
	}, unchanged)
	s.says(ann, "hurt")
	s.shows(id(ann), 1)
	for i := range 2 { // the second press changes nothing on the message
		s.Press(id(ann), id(ann), "pick:a")
		s.shows(id(ann), 2+i)
		s.calls("editMessageReplyMarkup", 1)
	}
	s.flush()
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([][]string{{"✓ A"}, {"B"}}, labels(t, s.Keyboard(ann, 0))); diff != "" {
		t.Errorf("buttons (-want +got):\n%s", diff)
	}
	if n := len(s.Calls("editMessageReplyMarkup")); n != 1 {
		t.Errorf("%d edits", n)
	}
}

func TestAPressThatIsTooOldIsAnsweredAllTheSame(t *testing.T) {
	t.Parallel()
	s := telegramtest.New(t)
	s.PushRaw(real(`{"update_id":%d,"callback_query":{"id":"1","from":ANN,"message":{"message_id":4,"from":SELF,"chat":PRIVATE,"date":1},"data":"show:x"}}`))
	st := play(t, s, echo, unchanged)
	st.shows(id(ann), 1)
	st.flush()
	if log := st.log.Logged(); strings.Contains(log, "WARN") || strings.Contains(log, "ERROR") {
		t.Error(log)
	}
}

func TestInATopicTheReplyGoesToTheTopic(t *testing.T) {
	t.Parallel()
	s := play(t, telegramtest.New(t), always(bot.Reply{Kind: bot.Handoff, Text: strings.Repeat("word ", 1000), Contact: &bot.Contact{Name: "Clinic", Phone: "+91 1"}}), unchanged)
	s.PushRaw(real(`{"update_id":%d,"message":{"message_id":77,"from":ANN,"chat":FORUM,"date":1,"message_thread_id":45,"is_topic_message":true,"text":"/ask who?"}}`))
	s.shows(id(group)+":45", 3)
	calls := s.calls("sendMessage", 2)
	if got := calls[0].Params["reply_parameters"]; got != `{"message_id":77,"allow_sending_without_reply":true}` {
		t.Errorf("the first message replies to %q", got)
	}
	if got := calls[1].Params["reply_parameters"]; got != "" {
		t.Errorf("the second message replies to %q", got)
	}
}

func TestAPrivateReplyLeavesTheGroup(t *testing.T) {
	t.Parallel()
	reply := bot.Reply{Kind: bot.Urgent, Text: "Call 112.", Private: true, Short: "Please call a doctor.", Choices: []bot.Choice{{ID: "now:yes", Label: "Yes"}}}
	withoutShort := reply
	withoutShort.Short = ""
	open := [][]string{{"Open a private chat"}}
	tests := []struct {
		name           string
		reply          bot.Reply
		blocked        bool
		group, private []string
		button         [][]string
	}{
		{"both", reply, false, []string{"Please call a doctor."}, []string{"Call 112."}, nil},
		{"nothing for the group", withoutShort, false, []string{}, []string{"Call 112."}, nil},
		{"no private chat", reply, true, []string{"Please call a doctor."}, []string{}, open},
		{"no private chat, nothing for the group", withoutShort, true, []string{"I would rather answer that in a private chat."}, []string{}, open},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := play(t, telegramtest.New(t), always(tt.reply), unchanged)
			if tt.blocked {
				s.Block(ann)
			}
			s.Push(telegramtest.Object{"message": telegramtest.InGroup(group, ann, "/ask my legs are numb")})
			got := s.shows(id(group), len(tt.group))
			s.flush()
			if diff := cmp.Diff(tt.group, got); diff != "" {
				t.Errorf("group (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.private, s.shows(id(ann), len(tt.private))); diff != "" {
				t.Errorf("private (-want +got):\n%s", diff)
			}
			markup := s.Keyboard(group, 0)
			if diff := cmp.Diff(tt.button, labels(t, markup)); diff != "" {
				t.Errorf("buttons (-want +got):\n%s", diff)
			}
			if tt.blocked && !strings.Contains(markup, "https://t.me/frontdesk_bot?start=ask") {
				t.Errorf("markup %s", markup)
			}
		})
	}
}

func TestRefusedMarkupIsSentAsPlainText(t *testing.T) {
	t.Parallel()
	s := play(t, telegramtest.New(t), always(bot.Reply{Kind: bot.Answer, Text: "**5 < 6** & more", Choices: []bot.Choice{{ID: "x", Label: "X"}}}), unchanged)
	s.Fail("sendMessage", telegramtest.BadMarkup, 1)
	s.says(ann, "one")
	s.shows(id(ann), 1)
	s.Fail("sendMessage", telegramtest.BadMarkup, 2)
	s.says(ann, "two")
	if diff := cmp.Diff([]string{"5 < 6 & more", "5 < 6 & more"}, s.shows(id(ann), 2)); diff != "" {
		t.Error(diff)
	}
	calls := s.calls("sendMessage", 2)
	if p := calls[0].Params; p["parse_mode"] != "" || p["text"] != "5 < 6 & more" || p["reply_markup"] == "" {
		t.Errorf("after one refusal: %v", p)
	}
	if diff := cmp.Diff(map[string]string{"chat_id": "1001", "text": "5 < 6 & more"}, calls[1].Params); diff != "" {
		t.Errorf("after two refusals: %s", diff)
	}
}

func TestABlockedChatIsGivenUp(t *testing.T) {
	t.Parallel()
	s := play(t, telegramtest.New(t), always(bot.Reply{Kind: bot.Answer, Text: strings.Repeat("word ", 2000)}), unchanged)
	s.Block(ann)
	s.says(ann, "hello")
	s.says(bob, "hello")
	s.shows(id(bob), 3)
	s.tries("sendMessage", 4)
	s.flush()
	if n := len(s.Calls("sendMessage")); n != 4 {
		t.Errorf("%d calls, want 1 refused and 3 carried out", n)
	}
}

func TestAGroupThatMovesIsFollowed(t *testing.T) {
	t.Parallel()
	server := telegramtest.New(t)
	server.Moved = map[int64]int64{-55: -10055}
	s := play(t, server, echo, unchanged)
	s.Push(telegramtest.Object{"message": telegramtest.InGroup(-55, ann, "/ask hello")})
	s.shows("-10055", 1)
}

func TestTypingIsShownWhenAReplyIsSlow(t *testing.T) {
	t.Parallel()
	s := play(t, telegramtest.New(t), func(ctx context.Context, m bot.Message) bot.Reply {
		if m.Text == "slow" {
			<-time.After(slowReply + 2*time.Second)
		}
		return echo(ctx, m)
	}, unchanged)
	s.says(ann, "quick")
	s.shows(id(ann), 1)
	s.says(bob, "slow")
	s.shows(id(bob), 1)
	calls := s.calls("sendChatAction", 1)
	if p := calls[0].Params; len(calls) != 1 || p["chat_id"] != id(bob) || p["action"] != "typing" {
		t.Errorf("chat actions: %v", calls)
	}
}

func TestAServerThatLacksWhatIsNiceStillGetsAnswers(t *testing.T) {
	t.Parallel()
	server := telegramtest.New(t)
	needed := []string{"getMe", "getUpdates", "sendMessage"}
	server.Fault = func(c telegramtest.Call) telegramtest.Fault {
		if !slices.Contains(needed, c.Method) {
			return telegramtest.NoMethod
		}
		return telegramtest.None
	}
	s := play(t, server, always(bot.Reply{Kind: bot.Handoff, Text: "Call us.", Choices: []bot.Choice{{ID: "x", Label: "X"}}, Contact: &bot.Contact{Name: "Clinic", Phone: "+91 1"}}), unchanged)
	s.says(ann, "hello")
	s.shows(id(ann), 1)
	s.Press(id(ann), id(ann), "x")
	s.shows(id(ann), 2)
	if err := s.stop(); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNiceHoldsUpNoAnswerForLong(t *testing.T) {
	t.Parallel()
	server := telegramtest.New(t)
	server.Delay = time.Hour
	server.Fail("answerCallbackQuery", telegramtest.Slow, 1)
	s := play(t, server, echo, unchanged)
	s.PushRaw(real(`{"update_id":%d,"callback_query":{"id":"1","from":ANN,"message":{"message_id":4,"from":SELF,"chat":PRIVATE,"date":1},"data":"show:x"}}`))
	begin := time.Now()
	s.shows(id(ann), 1)
	if took := time.Since(begin); took > decorateTime+2*time.Second {
		t.Errorf("the answer came after %v", took)
	}
}

func TestIntroductionInEveryLanguage(t *testing.T) {
	t.Parallel()
	s := play(t, telegramtest.New(t), echo, func(c *Config) {
		c.Texts = map[string]Texts{"de": {About: "Die Anmeldung.", TextOnly: "Bitte nur Text.", Commands: map[string]string{"help": "Hilfe"}}}
	})
	calls := s.calls("setMyShortDescription", 2)
	if diff := cmp.Diff(map[string]string{"short_description": "Die Anmeldung.", "language_code": "de"}, calls[0].Params); diff != "" {
		t.Error(diff)
	}
	if _, has := calls[1].Params["language_code"]; has {
		t.Error("English is not for everybody else")
	}
	commands := s.calls("setMyCommands", 4)
	if got := commands[0].Params["commands"]; !strings.Contains(got, `{"command":"help","description":"Hilfe"}`) || !strings.Contains(got, `{"command":"start","description":"Say hello"}`) {
		t.Errorf("German commands: %s", got)
	}
	german := telegramtest.With(telegramtest.Text(ann, ""), telegramtest.Object{"voice": telegramtest.Object{}, "from": telegramtest.Object{"id": ann, "language_code": "de-AT"}})
	s.Push(telegramtest.Object{"message": german})
	if got := s.shows(id(ann), 1); got[0] != "Bitte nur Text." {
		t.Errorf("shown %q", got)
	}
}

func TestAnAlbumIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	s := play(t, telegramtest.New(t), echo, unchanged)
	for range 5 {
		s.Push(telegramtest.Object{"message": telegramtest.With(telegramtest.Text(ann, ""), telegramtest.Object{"photo": []int{}, "media_group_id": "9"})})
	}
	s.flush()
	if got := s.shows(id(ann), 1); len(got) != 1 {
		t.Errorf("shown %q", got)
	}
}

func TestAddedToAGroup(t *testing.T) {
	t.Parallel()
	s := play(t, telegramtest.New(t), echo, unchanged)
	for _, status := range []string{"left", "member"} { // the second is a promotion
		s.PushRaw(real(`{"update_id":%d,"my_chat_member":{"chat":GROUP,"from":ANN,"date":1,"old_chat_member":{"user":SELF,"status":"` + status + `"},"new_chat_member":{"user":SELF,"status":"administrator"}}}`))
	}
	s.flush()
	if diff := cmp.Diff([]string{Defaults().Texts[english].Added}, s.shows(id(group), 1)); diff != "" {
		t.Error(diff)
	}
}

func TestInlineResults(t *testing.T) {
	t.Parallel()
	suggest := func(text string, n int) []bot.Suggestion {
		if text == strings.Repeat("😀", 256) {
			return nil
		}
		return []bot.Suggestion{
			{Entry: "soreness-after", Title: "How <sore>\nwill I be?", Text: "A **day** or two."},
			{Entry: "long", Title: "Long", Text: strings.Repeat("word & word ", 2000)},
		}
	}
	s := play(t, telegramtest.New(t), echo, unchanged)
	s.adapter.suggest = suggest
	s.Type(ann, "soreness")
	call := s.calls("answerInlineQuery", 1)[0]
	var results []article
	if err := json.Unmarshal([]byte(call.Params["results"]), &results); err != nil || len(results) != 2 {
		t.Fatalf("%v: %s", err, call.Params["results"])
	}
	if r := results[0]; r.Title != "How <sore> will I be?" || r.Description != "A day or two." || r.Content.Text != "<b>How &lt;sore&gt; will I be?</b>\nA <b>day</b> or two." {
		t.Errorf("%+v", r)
	}
	if r := results[1]; !strings.HasSuffix(r.Content.Text, `<a href="https://t.me/frontdesk_bot?start=long">Open a private chat</a>`) || units(r.Content.Text) > maxText {
		t.Errorf("%d units ending in %q", units(r.Content.Text), r.Content.Text[len(r.Content.Text)-100:])
	}
	if call.Params["is_personal"] != "" || call.Params["cache_time"] != "300" {
		t.Errorf("%v", call.Params)
	}
	s.Type(ann, strings.Repeat("😀", 256))
	if got := s.calls("answerInlineQuery", 2)[1].Params["results"]; got != "[]" {
		t.Errorf("results for emoji: %s", got)
	}
}

func TestLimits(t *testing.T) {
	tests := []struct {
		name  string
		chats int
		sign  int64
		each  int
		want  time.Duration
	}{
		{"one message a second in a chat", 1, 1, 10, 9 * time.Second},
		{"twenty a minute in a group", 1, -1, 41, 120 * time.Second},
		{"thirty a second in all", 300, 1, 1, 9 * time.Second},
		{"chats side by side", 10, 1, 5, 4 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, begin := newPace(), time.Now()
				done := make(chan error)
				for c := range tt.chats {
					go func() {
						var err error
						for range tt.each {
							err = p.wait(t.Context(), tt.sign*int64(c+1))
						}
						done <- err
					}()
				}
				for range tt.chats {
					if err := <-done; err != nil {
						t.Error(err)
					}
				}
				if took := time.Since(begin); took != tt.want {
					t.Errorf("took %v, want %v", took, tt.want)
				}
			})
		})
	}
}

func TestLimitsForgetIdleChats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace()
		for i := range 4 * manyChats {
			if err := p.wait(t.Context(), int64(i+1)); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(p.chats); n > 3*manyChats { // a minute's worth
			t.Errorf("%d chats are remembered", n)
		}
	})
}

func TestTheLimitsHoldOnTheWire(t *testing.T) {
	t.Parallel()
	s := play(t, telegramtest.New(t), echo, unchanged)
	s.adapter.pace.free = false
	for i := range 3 {
		s.says(ann, fmt.Sprint(i))
		s.says(bob, fmt.Sprint(i))
	}
	s.shows(id(ann), 3)
	s.shows(id(bob), 3)
	last := map[string]time.Time{}
	for _, c := range s.calls("sendMessage", 6) {
		chat := c.Params["chat_id"]
		if gap := c.At.Sub(last[chat]); gap < time.Second {
			t.Errorf("chat %s after %v", chat, gap)
		}
		last[chat] = c.At
	}
}

// TestASendWhoseAnswerIsLost holds the adapter to the rule of bot.Outbox.
func TestASendWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		kind  bot.Kind
		lost  int // answers
		shown int
	}{
		{"one", bot.Answer, 1, 2},
		{"many", bot.Answer, bot.MostUnknown, bot.MostUnknown},
		{"some of an urgent reply", bot.Urgent, 5, 6},
		{"some of a safety question", bot.Triage, 5, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := telegramtest.New(t)
			server.Fail("sendMessage", telegramtest.Lost, c.lost)
			s := play(t, server, func(_ context.Context, m bot.Message) bot.Reply {
				return bot.Reply{Kind: c.kind, Text: m.Text}
			}, unchanged)
			s.says(ann, "hello")
			s.shows(id(ann), c.shown)
			s.says(ann, "last") // comes after all that is said to the first
			wait(s, func() bool { return slices.Contains(s.shows(id(ann), 0), "last") })
			if err := s.stop(); err != nil {
				t.Error(err)
			}
			if got := slices.Index(s.shows(id(ann), 0), "last"); got != c.shown {
				t.Errorf("shown %d times, want %d", got, c.shown)
			}
		})
	}
}

func TestACallThatNeverLeftIsNoDoubt(t *testing.T) {
	for err, want := range map[error]bool{
		&net.OpError{Op: "dial", Err: errors.New("refused")}: true,
		&net.OpError{Op: "read", Err: errors.New("reset")}:   false,
		io.ErrUnexpectedEOF:      false,
		context.DeadlineExceeded: false,
	} {
		if got := neverLeft(&url.Error{Op: "Post", URL: "http://x", Err: err}); got != want {
			t.Errorf("%v: %v", err, got)
		}
	}
}
