package telegram

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
)

// The parts that the updates below share, as Telegram sends them.
const (
	jsonAnn     = `{"id":1001,"is_bot":false,"first_name":"Ann","last_name":"Lee","username":"ann","language_code":"en"}`
	jsonPrivate = `{"id":1001,"first_name":"Ann","last_name":"Lee","username":"ann","type":"private"}`
	jsonGroup   = `{"id":-1001234567890,"title":"Backs","type":"supergroup"}`
	jsonForum   = `{"id":-1001234567890,"title":"Backs","is_forum":true,"type":"supergroup"}`
	jsonSelf    = `{"id":123456789,"is_bot":true,"first_name":"Front desk","username":"frontdesk_bot"}`
)

// real fills the parts into an update.
func real(update string) string {
	return strings.NewReplacer("ANN", jsonAnn, "PRIVATE", jsonPrivate, "GROUP", jsonGroup, "FORUM", jsonForum, "SELF", jsonSelf).Replace(update)
}

func privately(text string) []bot.Message {
	return []bot.Message{{Chat: "1001", User: "1001", Text: text}}
}

func inGroup(text string) []bot.Message {
	return []bot.Message{{Chat: "-1001234567890", User: "1001", Text: text, Group: true}}
}

func pressing(id string) []bot.Message {
	return []bot.Message{{Chat: "1001", User: "1001", Choice: id}}
}

func textOnly() []string { return []string{Defaults().Texts[english].TextOnly} }

var updateTests = []struct {
	name, update string
	want         []bot.Message
	shown        []string // in private
}{
	{name: "text", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"does it hurt?"}}`, want: privately("does it hurt?"), shown: []string{"does it hurt?"}},
	{name: "edited text", update: `{"update_id":%d,"edited_message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"edit_date":1763760009,"text":"does it hurt"}}`},
	{name: "start", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"/start","entities":[{"offset":0,"length":6,"type":"bot_command"}]}}`, want: privately("/start"), shown: []string{"/start"}},
	{name: "deep link to an entry", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"/start soreness-after","entities":[{"offset":0,"length":6,"type":"bot_command"}]}}`, want: pressing("show:soreness-after"), shown: []string{"show:soreness-after"}},
	{name: "deep link to ask", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"/start ask"}}`, want: privately("/start"), shown: []string{"/start"}},
	{name: "deep link too long for a choice", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"/start ` + strings.Repeat("x", 64) + `"}}`, want: privately("/start"), shown: []string{"/start"}},
	{name: "deep link with foreign characters", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"/start ../../etc"}}`, want: privately("/start"), shown: []string{"/start"}},
	{name: "words behind start", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"/start my legs are numb"}}`, want: privately("my legs are numb"), shown: []string{"my legs are numb"}},
	{name: "words behind a command", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"/help my legs are numb"}}`, want: privately("/help my legs are numb"), shown: []string{"/help my legs are numb"}},
	{name: "command with the bot's name", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"/Help@FrontDesk_Bot"}}`, want: privately("/help"), shown: []string{"/help"}},
	{name: "ask in private", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"/ask is it safe?"}}`, want: privately("is it safe?"), shown: []string{"is it safe?"}},
	{name: "caption", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"photo":[{"file_id":"a","file_unique_id":"b","width":1,"height":1}],"caption":"is this bruise normal?"}}`, want: privately("is this bruise normal?"), shown: []string{"is this bruise normal?"}},
	{name: "photo", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"photo":[{"file_id":"a","file_unique_id":"b","width":1,"height":1}]}}`, shown: textOnly()},
	{name: "sticker", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"sticker":{"file_id":"a","emoji":"👍"}}}`, shown: textOnly()},
	{name: "voice", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"voice":{"file_id":"a","duration":3}}}`, shown: textOnly()},
	{name: "location", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"location":{"latitude":1.5,"longitude":2.5}}}`, shown: textOnly()},
	{name: "service message", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"pinned_message":{"message_id":4,"chat":PRIVATE,"date":1,"text":"x"}}}`},
	{name: "message by another bot", update: `{"update_id":%d,"message":{"message_id":5,"from":{"id":77,"is_bot":true,"first_name":"x"},"chat":PRIVATE,"date":1763760000,"text":"hello"}}`},
	{name: "sent through an inline bot", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"hello","via_bot":SELF}}`},
	{name: "blank", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"  \n "}}`},
	{name: "no sender", update: `{"update_id":%d,"message":{"message_id":5,"chat":PRIVATE,"date":1763760000,"text":"hello"}}`},
	{name: "no chat", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"date":1763760000,"text":"hello"}}`},
	{name: "null message", update: `{"update_id":%d,"message":null}`},
	{name: "nothing", update: `{"update_id":%d}`},

	{name: "group talk", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"does it hurt?"}}`},
	{name: "group mention", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"😀 @FrontDesk_bot, does it hurt?","entities":[{"offset":3,"length":14,"type":"mention"}]}}`, want: inGroup("😀  , does it hurt?")},
	{name: "group mention first", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"@frontdesk_bot: does it hurt?","entities":[{"offset":0,"length":14,"type":"mention"}]}}`, want: inGroup("does it hurt?")},
	{name: "bare group mention", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"@frontdesk_bot","entities":[{"offset":0,"length":14,"type":"mention"}]}}`, want: inGroup("/help")},
	{name: "mention by name", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"Desk does it hurt?","entities":[{"offset":0,"length":4,"type":"text_mention","user":SELF}]}}`, want: inGroup("does it hurt?")},
	{name: "mention of a longer name", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"@frontdesk_bot_2 does it hurt?","entities":[{"offset":0,"length":16,"type":"mention"}]}}`},
	{name: "name in code", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"@frontdesk_bot hi","entities":[{"offset":0,"length":14,"type":"code"}]}}`},
	{name: "mention outside of the text", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"@frontdesk_bot hi","entities":[{"offset":9223372036854775807,"length":14,"type":"mention"},{"offset":-3,"length":2,"type":"mention"},{"offset":0,"length":9223372036854775807,"type":"mention"}]}}`},
	{name: "mention in a caption", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"photo":[{}],"caption":"@frontdesk_bot normal?","caption_entities":[{"offset":0,"length":14,"type":"mention"}]}}`, want: inGroup("normal?")},
	{name: "reply to the bot", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"and after?","reply_to_message":{"message_id":4,"from":SELF,"chat":GROUP,"date":1,"text":"x"}}}`, want: inGroup("and after?")},
	{name: "reply to a person", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"and after?","reply_to_message":{"message_id":4,"from":ANN,"chat":GROUP,"date":1,"text":"x"}}}`},
	{name: "first message of a topic the bot made", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":FORUM,"date":1763760000,"message_thread_id":45,"is_topic_message":true,"text":"hello all","reply_to_message":{"message_id":45,"from":SELF,"chat":FORUM,"date":1,"forum_topic_created":{"name":"x"}}}}`},
	{name: "ask in a group", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"/ask@frontdesk_bot is it safe?"}}`, want: inGroup("is it safe?")},
	{name: "command of the bot's without its name", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"/topics"}}`, want: inGroup("/topics")},
	{name: "command of another bot", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"/help@other_bot","reply_to_message":{"message_id":4,"from":SELF,"chat":GROUP,"date":1,"text":"x"}}}`},
	{name: "unknown command", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"text":"/roll 6"}}`},
	{name: "sticker in a group", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"sticker":{"file_id":"a"}}}`},
	{name: "anonymous admin", update: `{"update_id":%d,"message":{"message_id":5,"from":{"id":1087968824,"is_bot":true,"first_name":"Group","username":"GroupAnonymousBot"},"sender_chat":GROUP,"chat":GROUP,"date":1763760000,"text":"/ask is it safe?"}}`, want: []bot.Message{{Chat: "-1001234567890", User: "-1001234567890", Text: "is it safe?", Group: true}}},
	{name: "post of the group's channel", update: `{"update_id":%d,"message":{"message_id":5,"from":{"id":777000,"is_bot":false,"first_name":"Telegram"},"sender_chat":{"id":-1009,"type":"channel"},"is_automatic_forward":true,"chat":GROUP,"date":1763760000,"text":"/ask is it safe?"}}`},
	{name: "topic", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":FORUM,"date":1763760000,"message_thread_id":45,"is_topic_message":true,"text":"/ask is it safe?"}}`, want: []bot.Message{{Chat: "-1001234567890:45", User: "1001", Text: "is it safe?", Group: true}}},
	{name: "thread that is no topic", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":GROUP,"date":1763760000,"message_thread_id":45,"text":"/ask is it safe?"}}`, want: inGroup("is it safe?")},
	{name: "channel post", update: `{"update_id":%d,"channel_post":{"message_id":5,"sender_chat":{"id":-1009,"type":"channel"},"chat":{"id":-1009,"type":"channel"},"date":1763760000,"text":"/ask hello"}}`},
	{name: "message in a channel", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":{"id":-1009,"type":"channel"},"date":1763760000,"text":"/ask hello"}}`},

	{name: "callback", update: `{"update_id":%d,"callback_query":{"id":"1","from":ANN,"message":{"message_id":4,"from":SELF,"chat":PRIVATE,"date":1763760000,"text":"which?"},"chat_instance":"1","data":"pick:pain-during"}}`, want: pressing("pick:pain-during"), shown: []string{"pick:pain-during"}},
	{name: "callback below an old message", update: `{"update_id":%d,"callback_query":{"id":"1","from":ANN,"message":{"message_id":4,"chat":PRIVATE,"date":0},"chat_instance":"1","data":"none"}}`, want: pressing("none"), shown: []string{"none"}},
	{name: "callback with foreign data", update: `{"update_id":%d,"callback_query":{"id":"1","from":ANN,"message":{"message_id":4,"from":SELF,"chat":PRIVATE,"date":1},"chat_instance":"1","data":"<b>'; DROP"}}`, want: pressing("<b>'; DROP"), shown: []string{"<b>'; DROP"}},
	{name: "callback with too much data", update: `{"update_id":%d,"callback_query":{"id":"1","from":ANN,"message":{"message_id":4,"from":SELF,"chat":PRIVATE,"date":1},"chat_instance":"1","data":"` + strings.Repeat("x", 65) + `"}}`},
	{name: "callback of an inline message", update: `{"update_id":%d,"callback_query":{"id":"1","from":ANN,"inline_message_id":"AAA","chat_instance":"1","data":"none"}}`},
	{name: "callback of a game", update: `{"update_id":%d,"callback_query":{"id":"1","from":ANN,"message":{"message_id":4,"from":SELF,"chat":PRIVATE,"date":1},"chat_instance":"1","game_short_name":"x"}}`},
	{name: "callback of nobody", update: `{"update_id":%d,"callback_query":{"id":"1","data":"none"}}`},

	{name: "blocked", update: `{"update_id":%d,"my_chat_member":{"chat":PRIVATE,"from":ANN,"date":1,"old_chat_member":{"user":SELF,"status":"member"},"new_chat_member":{"user":SELF,"status":"kicked","until_date":0}}}`},
	{name: "unblocked", update: `{"update_id":%d,"my_chat_member":{"chat":PRIVATE,"from":ANN,"date":1,"old_chat_member":{"user":SELF,"status":"kicked"},"new_chat_member":{"user":SELF,"status":"member"}}}`},
	{name: "reaction", update: `{"update_id":%d,"message_reaction":{"chat":PRIVATE,"message_id":5,"user":ANN,"date":1,"old_reaction":[],"new_reaction":[{"type":"emoji","emoji":"👍"}]}}`},
	{name: "business message", update: `{"update_id":%d,"business_message":{"message_id":5,"business_connection_id":"x","from":ANN,"chat":PRIVATE,"date":1,"text":"hello"}}`},
	{name: "poll", update: `{"update_id":%d,"poll":{"id":"1","question":"x"}}`},
	{name: "something new", update: `{"update_id":%d,"hologram":{"from":ANN}}`},

	{name: "text of the wrong type", update: `{"update_id":%d,"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":{"rich":1}}}`},
	{name: "ID of the wrong type", update: `{"update_id":%d,"message":{"message_id":[],"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"hello"}}`},
	{name: "64-bit IDs", update: `{"update_id":%d,"message":{"message_id":9007199254740993,"from":{"id":9223372036854775807,"is_bot":false},"chat":{"id":9223372036854775807,"type":"private"},"date":1763760000,"text":"hello"}}`, want: []bot.Message{{Chat: "9223372036854775807", User: "9223372036854775807", Text: "hello"}}},
	{name: "numbers as strings", update: `{"update_id":%d,"message":{"message_id":"5","from":{"id":"1001"},"chat":{"id":1001.0,"type":"private"},"date":"1","text":"hello"}}`, want: privately("hello"), shown: []string{"hello"}},
	{name: "not an object", update: `"%d"`},
	{name: "no ID", update: `{"message":{"message_id":5,"from":ANN,"chat":PRIVATE,"date":1763760000,"text":"hello"}}`},
	{name: "null", update: `null`},
}

func TestUpdates(t *testing.T) {
	t.Parallel()
	for _, tt := range updateTests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := play(t, telegramtest.New(t), echo, unchanged)
			s.PushRaw(real(tt.update))
			s.says(bob, "last")
			wait(s, func() bool { return len(s.messages()) > len(tt.want) })
			s.flush()
			if err := s.stop(); err != nil {
				t.Error(err)
			}
			heard := []bot.Message{}
			for _, m := range s.messages() {
				if m.Text != "last" {
					heard = append(heard, m)
				}
			}
			if diff := cmp.Diff(append([]bot.Message{}, tt.want...), heard, cmpopts.IgnoreFields(bot.Message{}, "Update")); diff != "" {
				t.Errorf("heard (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(append([]string{}, tt.shown...), s.shows("1001", 0)); diff != "" {
				t.Errorf("shown (-want +got):\n%s", diff)
			}
			if left := s.Pending(); len(left) > 0 {
				t.Errorf("not confirmed: %v", left)
			}
		})
	}
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	entities := make([]telegramtest.Object, 100)
	for i := range entities {
		entities[i] = telegramtest.Object{"type": "mention", "offset": i * 40, "length": 5000 - i*40}
	}
	texts := map[string]string{
		"combining marks": "a" + strings.Repeat("\u0301", 4095),
		"RTL overrides":   strings.Repeat("\u202e\u202d", 2048),
		"zero width":      strings.Repeat("\u200b", 4096),
		"emoji":           strings.Repeat("👩‍👩‍👧‍👦", 370),
		"brackets":        strings.Repeat("[", 4096),
		"tags":            strings.Repeat("<b>", 1365),
		"ampersands":      strings.Repeat("&", 4096),
		"stars":           strings.Repeat("*a", 2048),
		"NUL":             "a\x00b",
	}
	s := play(t, telegramtest.New(t), echo, unchanged)
	for _, text := range texts {
		s.Push(telegramtest.Object{"message": telegramtest.With(telegramtest.Text(ann, text), telegramtest.Object{"entities": entities})})
		s.Push(telegramtest.Object{"message": telegramtest.With(telegramtest.InGroup(group, ann, "/ask "+text), telegramtest.Object{"entities": entities})})
	}
	s.flush()
	s.calls("sendMessage", 2*(len(texts)-2)) // the invisible ones show nothing
	if log := s.log.Logged(); strings.Contains(log, "panic") || strings.Contains(log, "refused") || strings.Contains(log, "not sent") {
		t.Error(log)
	}
}
