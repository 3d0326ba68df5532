// Package discordtest is a Discord for tests: the part of its REST API and gateway that a bot of this kind uses, with the real
// one's limits, deadlines, error codes and ways to fail.
package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Who is who on the server.
const (
	Token       = "MTA0.Secret-Token.fake"
	BotID       = "900"
	Application = "901"
	Guild       = "800"
)

// JSON is an object as it goes over the wire.
type JSON = map[string]any

// Server is the fake. It is safe for concurrent use.
type Server struct {
	*httptest.Server
	Shown     func(Message)           // told of every message the bot shows, in order; set before the bot connects
	Refuses   func(route string) int  // the status with which a route such as "PUT /applications/901/commands" is refused; 0 for none
	Rejects   func(message JSON) bool // whether the form of a message is refused beyond Discord's limits
	Heartbeat time.Duration           // between heartbeats
	ResumeURL string                  // what READY names
	Deflate   bool                    // frames are compressed whether the bot wants that or not
	Mute      bool                    // the gateway says nothing at all
	Greeting  JSON                    // a frame to send before READY, the first time
	Content   bool                    // the application may ask for the Message Content intent

	mu         sync.Mutex
	fault      Fault
	faults     int
	every      int // fail every so many-th call that shows something; 0 for none
	calls      int
	requests   []string
	nonces     map[string]string
	messages   []Message
	commands   map[string][]JSON
	exchanges  map[string]*Interaction
	sessions   map[string]*session
	sockets    map[*socket]bool
	early      []JSON // events from before the first session
	identified int
	resumed    int
	deaf       bool
	refused    bool
	next       int
	Channels   map[string]JSON // what GET /channels/{id} answers
	Guilds     []JSON          // what GET /users/@me/guilds answers
	Roles      []JSON          // of every guild
	Flags      int             // of the application
}

// Message is one that the bot has shown.
type Message struct {
	Channel string
	To      string // the interaction it answers; empty for none
	Hidden  bool   // ephemeral
	Edited  bool   // filled in after the interaction was deferred
	Body    JSON
}

// Content returns the text of m.
func (m Message) Content() string {
	s, _ := m.Body["content"].(string)
	return s
}

// Fault is a way in which calls fail.
type Fault string

// The faults.
const (
	RateLimited Fault = "429"
	ServerError Fault = "500"
	Cut         Fault = "cut"  // the connection ends, nothing has happened
	Lost        Fault = "lost" // the connection ends, but the call has had its effect
)

// New starts a server.
func New() *Server {
	s := &Server{
		Heartbeat: 40 * time.Second,
		nonces:    map[string]string{},
		commands:  map[string][]JSON{},
		exchanges: map[string]*Interaction{},
		sessions:  map[string]*session{},
		sockets:   map[*socket]bool{},
		Channels:  map[string]JSON{},
		next:      5000,
	}
	s.Server = httptest.NewServer(s.routes())
	return s
}

// Close ends all connections.
func (s *Server) Close() {
	s.Drop()
	s.Server.CloseClientConnections()
	s.Server.Close()
}

// Fail makes the next n calls that show something fail.
func (s *Server) Fail(f Fault, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault, s.faults = f, n
}

// FailEvery makes every n-th call that shows something fail once, in turns by limits, by errors and by cut connections.
func (s *Server) FailEvery(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.every = n
}

// Refuse makes the server forget the token.
func (s *Server) Refuse() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = true
}

// Requests returns method and path of every call so far.
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Messages returns everything the bot has shown.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.messages)
}

// ID returns a number that has not been used.
func (s *Server) ID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	return strconv.Itoa(s.next)
}

const api = "/api/v9"

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/", s.serveGateway)
	for pattern, h := range map[string]func(r *http.Request, body JSON) (int, any){
		"GET /gateway":                                      s.gatewayURL,
		"GET /gateway/bot":                                  s.gatewayAdvice,
		"GET /users/@me":                                    func(*http.Request, JSON) (int, any) { return 200, JSON{"id": BotID, "username": "desk", "bot": true} },
		"GET /users/@me/guilds":                             func(*http.Request, JSON) (int, any) { return 200, s.Guilds },
		"GET /oauth2/applications/@me":                      s.application,
		"GET /guilds/{guild}/roles":                         func(*http.Request, JSON) (int, any) { return 200, s.Roles },
		"GET /guilds/{guild}/members/{user}":                func(*http.Request, JSON) (int, any) { return 200, JSON{"roles": []string{"77"}} },
		"GET /channels/{channel}":                           s.channel,
		"POST /users/@me/channels":                          s.openDM,
		"POST /channels/{channel}/messages":                 s.createMessage,
		"POST /channels/{channel}/messages/{id}/threads":    s.openThread,
		"POST /channels/{channel}/typing":                   func(*http.Request, JSON) (int, any) { return 204, nil },
		"POST /interactions/{id}/{token}/callback":          s.callback,
		"POST /webhooks/{app}/{token}":                      s.followUp,
		"PATCH /webhooks/{app}/{token}/messages/@original":  s.editOriginal,
		"DELETE /webhooks/{app}/{token}/messages/@original": s.deleteOriginal,
		"GET /applications/{app}/commands":                  s.listCommands,
		"PUT /applications/{app}/commands":                  s.putCommands,
		"GET /applications/{app}/guilds/{guild}/commands":   s.listCommands,
		"PUT /applications/{app}/guilds/{guild}/commands":   s.putCommands,
	} {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" "+api+path, s.handle(h))
	}
	mux.HandleFunc(api+"/", func(w http.ResponseWriter, r *http.Request) {
		write(w, 404, JSON{"message": "404: Not Found", "code": 0})
	})
	return mux
}

// handle wraps a route in what all have in common.
func (s *Server) handle(h func(*http.Request, JSON) (int, any)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		route := r.Method + " " + strings.TrimPrefix(r.URL.Path, api)
		s.mu.Lock()
		s.requests = append(s.requests, route)
		refused := s.refused
		s.mu.Unlock()
		open := strings.Contains(route, " /interactions/") || strings.Contains(route, " /webhooks/") || route == "GET /gateway"
		if !open && (refused || r.Header.Get("Authorization") != "Bot "+Token) {
			write(w, 401, JSON{"message": "401: Unauthorized", "code": 0})
			return
		}
		if s.Refuses != nil {
			if status := s.Refuses(route); status != 0 {
				write(w, status, JSON{"message": "refused", "code": 0})
				return
			}
		}
		var body JSON
		if r.Method != http.MethodGet && !strings.HasPrefix(route, "PUT") {
			_ = json.NewDecoder(r.Body).Decode(&body)
		}
		s.respond(w, r, h, body)
	}
}

// respond answers, or fails the way it was told to.
func (s *Server) respond(w http.ResponseWriter, r *http.Request, h func(*http.Request, JSON) (int, any), body JSON) {
	fault := s.nextFault(r)
	switch fault {
	case RateLimited:
		w.Header().Set("Retry-After", "1")
		write(w, 429, JSON{"message": "You are being rate limited.", "retry_after": 0.1, "global": false})
		return
	case ServerError:
		http.Error(w, "<html>upstream connect error</html>", http.StatusServiceUnavailable)
		return
	case Cut:
		panic(http.ErrAbortHandler)
	}
	status, answer := h(r, body)
	if fault == Lost {
		panic(http.ErrAbortHandler)
	}
	write(w, status, answer)
}

// nextFault returns how this call fails, if it shows something.
func (s *Server) nextFault(r *http.Request) Fault {
	shows := r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/messages") ||
		strings.Contains(r.URL.Path, "/interactions/") || strings.Contains(r.URL.Path, "/webhooks/")
	if !shows {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	if s.faults > 0 {
		s.faults--
		return s.fault
	}
	if s.every > 0 && s.calls%s.every == 0 {
		return []Fault{ServerError, RateLimited, Cut, Lost}[s.calls/s.every%4]
	}
	return ""
}

func write(w http.ResponseWriter, status int, v any) {
	if v == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// problem is an answer that refuses.
func problem(status, code int, format string, args ...any) (int, any) {
	return status, JSON{"code": code, "message": fmt.Sprintf(format, args...)}
}
