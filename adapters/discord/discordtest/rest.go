package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"unicode/utf16"
)

func (s *Server) gatewayURL(*http.Request, JSON) (int, any) {
	return 200, JSON{"url": "ws" + strings.TrimPrefix(s.URL, "http")}
}

func (s *Server) gatewayAdvice(*http.Request, JSON) (int, any) {
	return 200, JSON{"url": "ws" + strings.TrimPrefix(s.URL, "http"), "shards": 2, "session_start_limit": JSON{"max_concurrency": 16}}
}

func (s *Server) application(*http.Request, JSON) (int, any) {
	return 200, JSON{"id": Application, "name": "desk", "flags": s.Flags}
}

func (s *Server) channel(r *http.Request, _ JSON) (int, any) {
	c, ok := s.Channels[r.PathValue("channel")]
	if !ok {
		return problem(404, 10003, "Unknown Channel")
	}
	return 200, c
}

// openDM opens a direct message; its channel has the number of its person. Person 666 takes none.
func (s *Server) openDM(_ *http.Request, body JSON) (int, any) {
	return 200, JSON{"id": body["recipient_id"], "type": 1}
}

func (s *Server) openThread(r *http.Request, body JSON) (int, any) {
	return 201, JSON{"id": s.ID(), "type": 11, "parent_id": r.PathValue("channel"), "owner_id": BotID, "name": body["name"]}
}

func (s *Server) createMessage(r *http.Request, body JSON) (int, any) {
	channel := r.PathValue("channel")
	if channel == "666" {
		return problem(403, 50007, "Cannot send messages to this user")
	}
	if why := s.invalid(body); why != "" {
		return problem(400, 50035, "Invalid Form Body: %s", why)
	}
	if nonce, _ := body["nonce"].(string); nonce != "" && body["enforce_nonce"] == true {
		s.mu.Lock()
		id, repeated := s.nonces[channel+nonce]
		s.mu.Unlock()
		if repeated {
			return 200, JSON{"id": id}
		}
		id = s.ID()
		s.mu.Lock()
		s.nonces[channel+nonce] = id
		s.mu.Unlock()
	}
	s.show(Message{Channel: channel, Body: body})
	return 200, JSON{"id": s.ID(), "channel_id": channel}
}

// show records a message and tells of it.
func (s *Server) show(m Message) {
	s.mu.Lock()
	s.messages = append(s.messages, m)
	tell := s.Shown
	s.mu.Unlock()
	if tell != nil {
		tell(m)
	}
}

func (s *Server) listCommands(r *http.Request, _ JSON) (int, any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return 200, append([]JSON{}, s.commands[r.URL.Path]...)
}

// putCommands overwrites commands and, as Discord does, leaves out what is empty and adds fields of its own.
func (s *Server) putCommands(r *http.Request, _ JSON) (int, any) {
	var list []JSON
	if json.NewDecoder(r.Body).Decode(&list) != nil {
		return problem(400, 50035, "Invalid Form Body")
	}
	for i, c := range list {
		c["id"], c["version"] = s.ID(), "1"
		if c["options"] == nil {
			delete(c, "options")
		}
		list[i] = c
	}
	slices.Reverse(list)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands[r.URL.Path] = list
	return 200, list
}

// invalid says why a message is refused, nothing when it is not.
func (s *Server) invalid(m JSON) string {
	if s.Rejects != nil && s.Rejects(m) {
		return "refused"
	}
	return invalid(m)
}

// invalid says which of Discord's limits a message breaks, nothing when it keeps them all.
func invalid(m JSON) string {
	content, _ := m["content"].(string)
	embeds, _ := m["embeds"].([]any)
	rows, _ := m["components"].([]any)
	mentions, _ := m["allowed_mentions"].(map[string]any)
	parse, said := mentions["parse"].([]any)
	switch {
	case len(utf16.Encode([]rune(content))) > 2000:
		return "content: must be 2000 or fewer in length"
	case strings.TrimSpace(content) == "" && len(embeds) == 0:
		return "content: cannot send an empty message"
	case !said || len(parse) > 0 || mentions["replied_user"] == true:
		return "allowed_mentions: this server wants none" // stricter than Discord
	case len(rows) > 5:
		return "components: must be 5 or fewer in length"
	case len(embeds) > 10:
		return "embeds: must be 10 or fewer in length"
	}
	if why := invalidRows(rows); why != "" {
		return why
	}
	return invalidEmbeds(embeds)
}

func invalidRows(rows []any) string {
	known := map[any]bool{}
	for _, r := range rows {
		inside, _ := r.(map[string]any)["components"].([]any)
		if len(inside) == 0 || len(inside) > 5 {
			return "components: a row has 1 to 5"
		}
		for _, c := range inside {
			c := c.(map[string]any)
			id, _ := c["custom_id"].(string)
			link, _ := c["url"].(string)
			label, _ := c["label"].(string)
			options, _ := c["options"].([]any)
			switch {
			case link != "" && id != "" || link == "" && id == "" || len([]rune(id)) > 100 || id != "" && known[id]:
				return "components: custom_id " + id
			case link != "" && !strings.HasPrefix(link, "http"):
				return "components: scheme of " + link
			case c["type"] == 2.0 && label == "" || len([]rune(label)) > 80:
				return "components: label " + label
			case c["type"] == 3.0 && (len(options) == 0 || len(options) > 25):
				return "components: a menu has 1 to 25 options"
			}
			known[id] = true
		}
	}
	return ""
}

func invalidEmbeds(embeds []any) string {
	total := 0
	for _, e := range embeds {
		e := e.(map[string]any)
		title, _ := e["title"].(string)
		description, _ := e["description"].(string)
		if len([]rune(title)) > 256 || len([]rune(description)) > 4096 {
			return "embeds: too long"
		}
		if f, ok := e["footer"].(map[string]any); ok && f["text"] == "" {
			return "embeds: empty footer"
		}
		total += len([]rune(title)) + len([]rune(description))
	}
	if total > 6000 {
		return "embeds: more than 6000 in all"
	}
	return ""
}
