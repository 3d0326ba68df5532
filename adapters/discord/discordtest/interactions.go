package discordtest

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// AckWithin is how long an interaction waits for its first word.
const AckWithin = 3 * time.Second

// Interaction is one that somebody began, and what the bot made of it.
type Interaction struct {
	ID, Token    string
	Channel      string
	Autocomplete bool

	mu       sync.Mutex
	began    time.Time
	expired  bool
	words    []JSON        // the first words that were accepted: one at most
	took     time.Duration // until the first word
	deferred bool          // and not filled in yet
	hidden   bool
	done     chan struct{} // closed when it is answered
}

// Interact begins an interaction: fields are those of INTERACTION_CREATE besides id, token and application_id.
func (s *Server) Interact(fields JSON) *Interaction {
	in := s.NewInteraction(fields)
	s.Dispatch("INTERACTION_CREATE", in.event(fields))
	return in
}

// NewInteraction makes an interaction known without telling the bot.
func (s *Server) NewInteraction(fields JSON) *Interaction {
	id := s.ID()
	channel, _ := fields["channel_id"].(string)
	in := &Interaction{ID: id, Token: "interaction-secret-" + id, Channel: channel, began: time.Now(), done: make(chan struct{})}
	in.Autocomplete = fields["type"] == 4
	s.mu.Lock()
	defer s.mu.Unlock()
	s.exchanges[in.Token] = in
	return in
}

func (in *Interaction) event(fields JSON) JSON {
	e := JSON{"id": in.ID, "token": in.Token, "application_id": Application, "version": 1}
	for k, v := range fields {
		e[k] = v
	}
	return e
}

// Replay tells the bot of an interaction again.
func (s *Server) Replay(in *Interaction, fields JSON) {
	s.Dispatch("INTERACTION_CREATE", in.event(fields))
}

// Expire ends the fifteen minutes of an interaction's token.
func (in *Interaction) Expire() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.expired = true
}

// Done is closed once the interaction is answered.
func (in *Interaction) Done() <-chan struct{} { return in.done }

// Words returns the first words that were accepted and how long the first took.
func (in *Interaction) Words() ([]JSON, time.Duration) {
	in.mu.Lock()
	defer in.mu.Unlock()
	return slices.Clone(in.words), in.took
}

func (s *Server) exchange(token string) *Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.exchanges[token]
}

// callback takes the first word of the bot.
func (s *Server) callback(r *http.Request, body JSON) (int, any) {
	in := s.exchange(r.PathValue("token"))
	if in == nil || in.ID != r.PathValue("id") {
		return problem(404, 10062, "Unknown interaction")
	}
	data, _ := body["data"].(map[string]any)
	kind, _ := body["type"].(float64)
	if kind == 4 {
		if why := s.invalid(data); why != "" {
			return problem(400, 50035, "Invalid Form Body: %s", why)
		}
	}
	if choices, ok := data["choices"].([]any); kind == 8 && (!ok || len(choices) > 25) {
		return problem(400, 50035, "Invalid Form Body: choices")
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	switch {
	case len(in.words) > 0:
		return problem(400, 40060, "Interaction has already been acknowledged.")
	case time.Since(in.began) > AckWithin:
		return problem(404, 10062, "Unknown interaction")
	}
	in.words, in.took = append(in.words, body), time.Since(in.began)
	in.hidden = data["flags"] == 64.0
	in.deferred = kind == 5
	if kind == 4 {
		s.show(Message{Channel: in.Channel, To: in.ID, Hidden: in.hidden, Body: data})
	}
	if !in.deferred {
		close(in.done)
	}
	return 204, nil
}

// alive returns the interaction of a token that can still be used, or why it cannot.
func (s *Server) alive(r *http.Request) (*Interaction, int, any) {
	in := s.exchange(r.PathValue("token"))
	if in == nil || r.PathValue("app") != Application {
		status, why := problem(404, 10015, "Unknown Webhook")
		return nil, status, why
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.expired {
		status, why := problem(401, 50027, "Invalid Webhook Token")
		return nil, status, why
	}
	if len(in.words) == 0 {
		status, why := problem(404, 10015, "Unknown Webhook")
		return nil, status, why
	}
	return in, 0, nil
}

func (s *Server) followUp(r *http.Request, body JSON) (int, any) {
	in, status, why := s.alive(r)
	if in == nil {
		return status, why
	}
	if why := s.invalid(body); why != "" {
		return problem(400, 50035, "Invalid Form Body: %s", why)
	}
	s.show(Message{Channel: in.Channel, To: in.ID, Hidden: body["flags"] == 64.0, Body: body})
	return 200, JSON{"id": s.ID()}
}

func (s *Server) editOriginal(r *http.Request, body JSON) (int, any) {
	in, status, why := s.alive(r)
	if in == nil {
		return status, why
	}
	if why := s.invalid(body); why != "" {
		return problem(400, 50035, "Invalid Form Body: %s", why)
	}
	if in.fill() { // an edit that is repeated shows nothing new
		s.show(Message{Channel: in.Channel, To: in.ID, Hidden: in.hidden, Edited: true, Body: body})
	}
	return 200, JSON{"id": s.ID()}
}

func (s *Server) deleteOriginal(r *http.Request, _ JSON) (int, any) {
	in, status, why := s.alive(r)
	if in == nil {
		return status, why
	}
	in.fill()
	return 204, nil
}

// fill ends the deferral and reports whether there was one.
func (in *Interaction) fill() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	was := in.deferred
	if in.deferred = false; was {
		close(in.done)
	}
	return was
}
