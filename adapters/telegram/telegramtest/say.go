package telegramtest

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"frontdesk/adapters/adaptertest"
)

// Object is a JSON object.
type Object = map[string]any

// Person returns a user.
func Person(id int64) Object {
	return Object{"id": id, "is_bot": false, "first_name": "Ann", "language_code": "en"}
}

// Text returns a message in a private chat.
func Text(person int64, text string) Object {
	return Object{
		"message_id": 7, "date": time.Now().Unix(), "from": Person(person),
		"chat": Object{"id": person, "type": "private", "first_name": "Ann"}, "text": text,
	}
}

// InGroup returns a message in a group.
func InGroup(group, person int64, text string) Object {
	m := Text(person, text)
	m["chat"] = Object{"id": group, "type": "supergroup", "title": "Backs"}
	return m
}

// With returns a copy of m with more fields.
func With(m Object, more Object) Object {
	m = maps.Clone(m)
	maps.Copy(m, more)
	return m
}

// Mention returns the entity of name in text.
func Mention(text, name string) Object {
	before, _, _ := strings.Cut(text, name)
	return Object{"type": "mention", "offset": len(utf16.Encode([]rune(before))), "length": len(utf16.Encode([]rune(name)))}
}

// Say queues what a person says.
func (s *Server) Say(said adaptertest.Said) {
	chat, person := number(said.Chat), number(said.User)
	m := Text(person, said.Text)
	if said.Group {
		text := said.Text
		if said.Addressed {
			text = "@" + Name + " " + text
		}
		m = InGroup(chat, person, text)
		if said.Addressed {
			m["entities"] = []Object{Mention(text, "@"+Name)}
		}
	}
	if said.Bot {
		m["from"] = Object{"id": person, "is_bot": true, "first_name": "Other", "username": "other_bot"}
	}
	if said.Sticker {
		delete(m, "text")
		m["sticker"] = Object{"file_id": "x", "emoji": "👍"}
	}
	s.Push(Object{"message": m})
}

// Press queues the press of the button with that data below the last message of a chat that has it.
func (s *Server) Press(chat, person, data string) {
	s.mu.Lock()
	id, markup := int64(0), ""
	messages := s.messages[number(chat)]
	for _, at := range slices.Backward(slices.Sorted(maps.Keys(messages))) {
		if m := messages[at]; strings.Contains(m.markup, strconv.Quote(data)) {
			id, markup = at, m.markup
			break
		}
	}
	query := strconv.FormatInt(s.nextID*7919, 10)
	s.queries[query] = true
	s.mu.Unlock()
	m := Object{
		"message_id": id, "date": time.Now().Unix(), "from": Object{"id": BotID, "is_bot": true, "first_name": "Front desk", "username": Name},
		"chat": Object{"id": number(chat), "type": "private"}, "text": "…",
	}
	if number(chat) < 0 {
		m["chat"] = Object{"id": number(chat), "type": "supergroup"}
	}
	if markup != "" {
		m["reply_markup"] = json.RawMessage(markup)
	}
	s.Push(Object{"callback_query": Object{"id": query, "from": Person(number(person)), "message": m, "chat_instance": "1", "data": data}})
}

// Type queues an inline query.
func (s *Server) Type(person int64, query string) {
	id := strconv.FormatInt(time.Now().UnixNano(), 10)
	s.mu.Lock()
	s.queries[id] = true
	s.mu.Unlock()
	s.Push(Object{"inline_query": Object{"id": id, "from": Person(person), "query": query, "offset": "", "chat_type": "private"}})
}

// Keyboard returns the markup of the message in a chat that was shown n-th, counted from 0, as it is now.
func (s *Server) Keyboard(chat int64, n int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := slices.Sorted(maps.Keys(s.messages[chat]))
	if n >= len(ids) {
		return ""
	}
	return s.messages[chat][ids[n]].markup
}

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}
