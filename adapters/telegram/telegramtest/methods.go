package telegramtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"frontdesk/adapters/adaptertest"
)

type shownMessage struct {
	text   string
	markup string
}

func (s *Server) carryOut(r *http.Request, call Call) (any, *apiError) {
	p := call.Params
	switch call.Method {
	case "getMe":
		return map[string]any{
			"id": BotID, "is_bot": true, "first_name": "Front desk", "username": Name, "can_join_groups": true,
			"can_read_all_group_messages": false, "supports_inline_queries": true,
		}, nil
	case "getUpdates":
		return s.getUpdates(r, p)
	case "sendMessage":
		return s.sendMessage(p)
	case "sendContact":
		return s.sendContact(p)
	case "editMessageReplyMarkup":
		return s.editMarkup(p)
	case "answerCallbackQuery":
		if utf8.RuneCountInString(p["text"]) > 200 {
			return nil, badRequest("MESSAGE_TOO_LONG")
		}
		return s.answerQuery(p["callback_query_id"])
	case "answerInlineQuery":
		if err := checkResults(p["results"]); err != nil {
			return nil, err
		}
		return s.answerQuery(p["inline_query_id"])
	}
	return s.settings(call.Method, p)
}

// settings carries out the calls that set the bot up.
func (s *Server) settings(method string, p map[string]string) (any, *apiError) {
	switch method {
	case "setWebhook", "deleteWebhook":
		s.mu.Lock()
		defer s.mu.Unlock()
		s.webhook, s.secret = p["url"], p["secret_token"]
		return true, nil
	case "getWebhookInfo":
		s.mu.Lock()
		defer s.mu.Unlock()
		return map[string]any{"url": s.webhook, "pending_update_count": len(s.updates)}, nil
	case "setMyCommands":
		var commands []struct{ Command, Description string }
		if json.Unmarshal([]byte(p["commands"]), &commands) != nil {
			return nil, badRequest("can't parse commands JSON object")
		}
		for _, c := range commands {
			if c.Command != strings.ToLower(c.Command) || c.Command == "" || c.Description == "" {
				return nil, badRequest("BOT_COMMAND_INVALID")
			}
		}
		return true, nil
	case "setMyDescription", "setMyShortDescription", "sendChatAction":
		return true, nil
	}
	return nil, &apiError{404, "Not Found: method not found", nil}
}

// getUpdates confirms what lies before offset and returns what comes after, waiting for it if asked to.
func (s *Server) getUpdates(r *http.Request, p map[string]string) (any, *apiError) {
	offset, _ := strconv.ParseInt(p["offset"], 10, 64)
	limit, _ := strconv.Atoi(p["limit"])
	if limit < 1 || limit > 100 {
		limit = 100
	}
	seconds, _ := strconv.Atoi(p["timeout"])
	if s.Impatient {
		seconds = 0
	}
	deadline := time.After(time.Duration(seconds) * time.Second)
	mine := make(chan struct{})
	s.mu.Lock()
	if s.webhook != "" {
		s.mu.Unlock()
		return nil, &apiError{409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first", nil}
	}
	if s.poll != nil {
		close(s.poll)
	}
	s.poll = mine
	s.mu.Unlock()
	for {
		updates, arrived := s.from(offset, limit, p["allowed_updates"])
		if len(updates) == 0 {
			select {
			case <-arrived:
				continue
			case <-mine:
				return nil, terminated()
			case <-deadline:
			case <-r.Context().Done():
			case <-s.closed:
			}
		}
		s.mu.Lock()
		if s.poll == mine {
			s.poll = nil
		}
		s.mu.Unlock()
		return updates, nil
	}
}

func (s *Server) from(offset int64, limit int, allowed string) ([]json.RawMessage, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if offset < 0 {
		offset = s.nextID + offset
	}
	if offset > 0 {
		s.updates = slices.DeleteFunc(s.updates, func(u queued) bool { return u.id < offset })
	}
	list := []json.RawMessage{}
	for i := 0; i < len(s.updates) && len(list) < limit; {
		if !isAllowed(s.updates[i].raw, allowed) {
			s.updates = slices.Delete(s.updates, i, i+1)
			continue
		}
		list = append(list, s.updates[i].raw)
		i++
	}
	return list, s.arrived
}

// isAllowed reports whether the client asked for updates of that kind.
func isAllowed(raw json.RawMessage, allowed string) bool {
	var kinds []string
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(allowed), &kinds) != nil || len(kinds) == 0 || json.Unmarshal(raw, &fields) != nil || len(fields) != 2 {
		return true
	}
	for _, k := range kinds {
		if _, ok := fields[k]; ok {
			return true
		}
	}
	return fields["update_id"] == nil
}

func (s *Server) sendMessage(p map[string]string) (any, *apiError) {
	text := p["text"]
	switch p["parse_mode"] {
	case "HTML":
		parsed, err := ParseHTML(text)
		if err != "" {
			return nil, badRequest("can't parse entities: " + err)
		}
		text = parsed
	case "":
	default:
		return nil, badRequest("unsupported parse_mode")
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil, badRequest("message text is empty")
	}
	if len(utf16.Encode([]rune(text))) > 4096 {
		return nil, badRequest("message is too long")
	}
	return s.show(p, text)
}

func (s *Server) sendContact(p map[string]string) (any, *apiError) {
	if p["phone_number"] == "" || p["first_name"] == "" {
		return nil, badRequest("phone number or first name is empty")
	}
	return s.show(p, "contact "+p["first_name"]+" "+p["phone_number"])
}

// show puts a message on the screen of its chat or topic.
func (s *Server) show(p map[string]string, text string) (any, *apiError) {
	chat, err := strconv.ParseInt(p["chat_id"], 10, 64)
	if err != nil || chat == 0 {
		return nil, badRequest("chat not found")
	}
	if to := s.Moved[chat]; to != 0 {
		return nil, &apiError{400, "Bad Request: group chat was upgraded to a supergroup chat", map[string]any{"migrate_to_chat_id": to}}
	}
	choices, refusal := checkKeyboard(p["reply_markup"])
	if refusal != nil {
		return nil, refusal
	}
	s.mu.Lock()
	if s.blocked[chat] {
		s.mu.Unlock()
		return nil, Blocked.refusal()
	}
	s.messageID++
	id := s.messageID
	if s.messages[chat] == nil {
		s.messages[chat] = map[int64]shownMessage{}
	}
	s.messages[chat][id] = shownMessage{text, p["reply_markup"]}
	s.mu.Unlock()
	key := p["chat_id"]
	if p["message_thread_id"] != "" {
		key += ":" + p["message_thread_id"]
	}
	s.Show(key, adaptertest.Shown{Text: text, Choices: choices})
	return map[string]any{"message_id": id, "date": time.Now().Unix(), "chat": map[string]any{"id": chat}, "text": text}, nil
}

func (s *Server) editMarkup(p map[string]string) (any, *apiError) {
	chat, _ := strconv.ParseInt(p["chat_id"], 10, 64)
	id, _ := strconv.ParseInt(p["message_id"], 10, 64)
	if _, err := checkKeyboard(p["reply_markup"]); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m, ok := s.messages[chat][id]
	switch {
	case !ok:
		return nil, badRequest("message to edit not found")
	case m.markup == p["reply_markup"]:
		return nil, badRequest("message is not modified: specified new message content and reply markup are exactly the same")
	}
	m.markup = p["reply_markup"]
	s.messages[chat][id] = m
	return true, nil
}

// answerQuery answers a callback or inline query, which is possible once.
func (s *Server) answerQuery(id string) (any, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.queries[id] {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	delete(s.queries, id)
	return true, nil
}

// Expire makes all queries too old to be answered.
func (s *Server) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.queries)
}

type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
	URL  string `json:"url"`
}

// checkKeyboard returns the data of an inline keyboard's buttons, or what Telegram says against it.
func checkKeyboard(markup string) ([]string, *apiError) {
	if markup == "" {
		return nil, nil
	}
	var keyboard struct {
		Rows [][]button `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(markup), &keyboard) != nil || keyboard.Rows == nil {
		return nil, badRequest("can't parse reply keyboard markup JSON object")
	}
	var choices []string
	for _, row := range keyboard.Rows {
		for _, b := range row {
			switch {
			case strings.TrimSpace(b.Text) == "":
				return nil, badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
			case len(b.Data) > 64 || (b.Data == "") == (b.URL == ""):
				return nil, badRequest("BUTTON_DATA_INVALID")
			case b.URL != "" && !strings.HasPrefix(b.URL, "https://") && !strings.HasPrefix(b.URL, "http://") && !strings.HasPrefix(b.URL, "tg://"):
				return nil, badRequest("inline keyboard button URL '" + b.URL + "' is invalid: Unsupported URL protocol")
			case b.Data != "":
				choices = append(choices, b.Data)
			}
		}
	}
	if len(choices) > 100 {
		return nil, badRequest("REPLY_MARKUP_TOO_LONG")
	}
	return choices, nil
}

// checkResults returns what Telegram says against the results of an inline query.
func checkResults(results string) *apiError {
	var list []struct {
		Type, ID, Title string
		Content         struct {
			Text string `json:"message_text"`
		} `json:"input_message_content"`
	}
	if json.Unmarshal([]byte(results), &list) != nil || len(list) > 50 {
		return badRequest("can't parse JSON encoded inline query results")
	}
	seen := map[string]bool{}
	for _, r := range list {
		text, problem := ParseHTML(r.Content.Text)
		switch {
		case r.ID == "" || len(r.ID) > 64 || seen[r.ID]:
			return badRequest("RESULT_ID_INVALID")
		case r.Type != "article" || r.Title == "":
			return badRequest("article title is empty")
		case problem != "":
			return badRequest("can't parse entities: " + problem)
		case strings.TrimSpace(text) == "" || len(utf16.Encode([]rune(text))) > 4096:
			return badRequest("MESSAGE_TEXT_INVALID")
		}
		seen[r.ID] = true
	}
	return nil
}
