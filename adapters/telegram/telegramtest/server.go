// Package telegramtest is a Bot API server for tests. It refuses what Telegram refuses, in Telegram's words
// (https://core.telegram.org/bots/api), and fails on demand.
package telegramtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/adapters/adaptertest"
)

// The bot that the server knows.
const (
	Token = "123456789:AAE-secret_Key0123456789abcdefghij"
	BotID = 123456789
	Name  = "frontdesk_bot"
)

// Fault is a way in which the server fails a call.
type Fault int

// The faults.
const (
	None        Fault = iota
	RateLimited       // 429 with retry_after 1
	ServerError       // 500
	BadGateway        // 502 with a page of a proxy's
	Cut               // the connection ends before the call is carried out
	Garbage           // 200 with something that is no JSON
	Half              // 200 with half of an answer
	Refused           // 401
	NoMethod          // 404, as from a server that lacks the method
	BadMarkup         // 400 can't parse entities
	Blocked           // 403
	Slow              // carried out after a while
	Lost              // carried out, and the connection ends before the answer
	Conflict          // 409, as when another program polls
)

// Call is one call that a client made.
type Call struct {
	Method string
	Params map[string]string
	At     time.Time
	OK     bool // it was carried out
}

// Server is the fake. The exported fields are set before it is used; everything else is safe for concurrent use.
type Server struct {
	adaptertest.Screen
	URL       string
	Fault     func(Call) Fault // decides which calls fail; nil: those that Fail names
	Impatient bool             // answers polls at once
	Delay     time.Duration    // of a Slow call
	Moved     map[int64]int64  // groups that have become supergroups
	Redirect  string           // where every call is sent on to, if anywhere

	mu        sync.Mutex
	calls     []Call
	updates   []queued
	nextID    int64
	arrived   chan struct{} // closed when an update comes in
	poll      chan struct{} // closed when a later poll takes over
	webhook   string
	secret    string
	faults    map[string][]Fault
	messages  map[int64]map[int64]shownMessage
	messageID int64
	blocked   map[int64]bool
	queries   map[string]bool // callback and inline queries that wait for an answer
	closed    chan struct{}
}

type queued struct {
	id  int64
	raw json.RawMessage
}

// New starts a server, which ends with the test.
func New(t testing.TB) *Server {
	s := &Server{
		nextID: 880_000_001, arrived: make(chan struct{}), faults: map[string][]Fault{}, messages: map[int64]map[int64]shownMessage{},
		blocked: map[int64]bool{}, queries: map[string]bool{}, closed: make(chan struct{}), messageID: 100,
	}
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		close(s.closed)
		server.CloseClientConnections()
		server.Close()
	})
	s.URL = server.URL
	return s
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.Redirect != "" {
		http.Redirect(w, r, s.Redirect+r.URL.Path, http.StatusTemporaryRedirect)
		return
	}
	token, method, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	call := Call{Method: method, Params: params(r), At: time.Now()}
	switch {
	case !ok || !strings.Contains(token, ":"):
		s.refuse(w, &apiError{404, "Not Found", nil})
		return
	case token != Token:
		s.refuse(w, &apiError{401, "Unauthorized", nil})
		return
	}
	fault, failed := s.failed(w, call)
	if failed {
		return
	}
	result, err := s.carryOut(r, call)
	call.OK = err == nil
	s.record(call)
	if fault == Lost {
		panic(http.ErrAbortHandler)
	}
	if err != nil {
		s.refuse(w, err)
		return
	}
	answer(w, 200, map[string]any{"ok": true, "result": result})
}

// params reads the parameters in any form that Telegram takes.
func params(r *http.Request) map[string]string {
	p := map[string]string{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var body map[string]json.RawMessage
		_ = json.NewDecoder(r.Body).Decode(&body)
		for k, raw := range body {
			var text string
			if json.Unmarshal(raw, &text) != nil {
				text = string(raw)
			}
			p[k] = text
		}
		return p
	}
	_ = r.ParseForm()
	for k := range r.Form {
		p[k] = r.Form.Get(k)
	}
	return p
}

type apiError struct {
	code   int
	reason string
	extra  map[string]any
}

func (s *Server) refuse(w http.ResponseWriter, e *apiError) {
	body := map[string]any{"ok": false, "error_code": e.code, "description": e.reason}
	if e.extra != nil {
		body["parameters"] = e.extra
	}
	answer(w, e.code, body)
}

func answer(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(body)
}

// Fail makes the next n calls of a method fail.
func (s *Server) Fail(method string, f Fault, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.faults[method] = append(s.faults[method], f)
	}
}

// failed fails a call, if it is to fail, and returns how.
func (s *Server) failed(w http.ResponseWriter, call Call) (Fault, bool) {
	s.mu.Lock()
	f := None
	if queue := s.faults[call.Method]; len(queue) > 0 {
		f, s.faults[call.Method] = queue[0], queue[1:]
	}
	s.mu.Unlock()
	if f == None && s.Fault != nil {
		f = s.Fault(call)
	}
	switch f {
	case None, Lost:
		return f, false
	case Slow:
		select {
		case <-time.After(s.Delay):
		case <-s.closed:
		}
		return f, false
	}
	s.record(call)
	switch f {
	case Cut:
		panic(http.ErrAbortHandler)
	case BadGateway:
		http.Error(w, "<html><body>502 Bad Gateway</body></html>", http.StatusBadGateway)
	case Garbage:
		_, _ = io.WriteString(w, "<!doctype html><title>Sign in to the hotel's network</title>")
	case Half:
		_, _ = io.WriteString(w, `{"ok":true,"result":[{"update_id":12,`)
	default:
		s.refuse(w, f.refusal())
	}
	return f, true
}

func (f Fault) refusal() *apiError {
	switch f {
	case RateLimited:
		return &apiError{429, "Too Many Requests: retry after 1", map[string]any{"retry_after": 1}}
	case Refused:
		return &apiError{401, "Unauthorized", nil}
	case NoMethod:
		return &apiError{404, "Not Found: method not found", nil}
	case BadMarkup:
		return badRequest(`can't parse entities: Unsupported start tag "x" at byte offset 0`)
	case Conflict:
		return terminated()
	case Blocked:
		return &apiError{403, "Forbidden: bot was blocked by the user", nil}
	}
	return &apiError{500, "Internal Server Error", nil}
}

func terminated() *apiError {
	return &apiError{409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", nil}
}

func badRequest(reason string) *apiError { return &apiError{400, "Bad Request: " + reason, nil} }

func (s *Server) record(c Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, c)
}

// Calls returns the calls of a method so far, those that failed too.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.calls), func(c Call) bool { return c.Method != method })
}

// Block makes a person block the bot, so that it may not write to them.
func (s *Server) Block(person int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blocked[person] = true
}

// Webhook returns the address and secret of the webhook that is set.
func (s *Server) Webhook() (address, secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.webhook, s.secret
}

// SetWebhook sets a webhook as another program would.
func (s *Server) SetWebhook(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.webhook = address
}

// Pending returns the IDs of the updates that no client has confirmed.
func (s *Server) Pending() []int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []int64
	for _, u := range s.updates {
		ids = append(ids, u.id)
	}
	return ids
}

// Push queues an update; fields holds everything but its ID, which is returned.
func (s *Server) Push(fields map[string]any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.nextID
	fields["update_id"] = id
	raw, err := json.Marshal(fields)
	if err != nil {
		panic(err)
	}
	s.push(id, raw)
	return id
}

// PushRaw queues what may be no update at all. %d in it becomes an ID.
func (s *Server) PushRaw(raw string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.nextID
	s.push(id, json.RawMessage(strings.ReplaceAll(raw, "%d", strconv.FormatInt(id, 10))))
	return id
}

func (s *Server) push(id int64, raw json.RawMessage) {
	s.updates = append(s.updates, queued{id, raw})
	s.nextID = id + 1
	close(s.arrived)
	s.arrived = make(chan struct{})
}
