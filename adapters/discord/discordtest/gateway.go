package discordtest

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// session is what outlives a socket: the events since it began.
type session struct {
	id      string
	intents int
	shard   int
	log     []JSON
	socket  *socket // nil while nobody listens
}

// socket is one connection. Its lock orders what is written.
type socket struct {
	mu       sync.Mutex
	conn     *websocket.Conn
	compress bool
}

func (k *socket) send(v any) {
	k.mu.Lock()
	defer k.mu.Unlock()
	b, _ := json.Marshal(v)
	if !k.compress {
		_ = k.conn.WriteMessage(websocket.TextMessage, b)
		return
	}
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(b)
	_ = w.Close()
	_ = k.conn.WriteMessage(websocket.BinaryMessage, z.Bytes())
}

func (k *socket) end(code int, text string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	_ = k.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, text), time.Now().Add(time.Second))
	_ = k.conn.Close()
}

// serveGateway speaks with one client until it leaves.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("encoding") != "json" {
		http.NotFound(w, r)
		return
	}
	var up websocket.Upgrader
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	k := &socket{conn: conn}
	s.mu.Lock()
	s.sockets[k] = true
	s.mu.Unlock()
	defer s.leave(k)
	if s.Mute {
		_, _, _ = conn.ReadMessage()
		return
	}
	k.send(JSON{"op": 10, "d": JSON{"heartbeat_interval": s.Heartbeat.Milliseconds()}})
	for {
		_, b, err := conn.ReadMessage()
		if err != nil {
			return
		}
		var f struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if json.Unmarshal(b, &f) != nil {
			k.end(4002, "Decode error.")
			return
		}
		s.heard(k, f.Op, f.D)
	}
}

func (s *Server) heard(k *socket, op int, d json.RawMessage) {
	switch op {
	case 1:
		s.mu.Lock()
		deaf := s.deaf
		s.mu.Unlock()
		if !deaf {
			k.send(JSON{"op": 11})
		}
	case 2:
		s.identify(k, d)
	case 6:
		s.resume(k, d)
	}
}

func (s *Server) leave(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sockets, k)
	for _, sess := range s.sessions {
		if sess.socket == k {
			sess.socket = nil
		}
	}
	_ = k.conn.Close()
}

func (s *Server) known(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.refused && (token == Token || token == "Bot "+Token)
}

func (s *Server) identify(k *socket, d json.RawMessage) {
	var id struct {
		Token    string `json:"token"`
		Intents  int    `json:"intents"`
		Compress bool   `json:"compress"`
		Shard    []int  `json:"shard"`
	}
	_ = json.Unmarshal(d, &id)
	switch {
	case !s.known(id.Token):
		k.end(4004, "Authentication failed.")
		return
	case id.Intents&(1<<15) != 0 && !s.Content:
		k.end(4014, "Disallowed intent(s).")
		return
	}
	k.compress = id.Compress || s.Deflate
	s.mu.Lock()
	s.identified++
	sess := &session{id: "session" + strconv.Itoa(s.identified), intents: id.Intents, socket: k}
	if len(id.Shard) == 2 {
		sess.shard = id.Shard[0]
	}
	s.sessions[sess.id] = sess
	greeting := s.Greeting
	s.Greeting = nil
	early := s.early
	s.early = nil
	s.mu.Unlock()
	if greeting != nil {
		k.send(greeting)
	}
	s.tell(sess, "READY", JSON{
		"v": 9, "session_id": sess.id, "resume_gateway_url": s.ResumeURL, "user": JSON{"id": BotID, "username": "desk", "bot": true},
		"application": JSON{"id": Application}, "guilds": []JSON{{"id": Guild, "unavailable": true}},
	})
	s.tell(sess, "GUILD_CREATE", JSON{"id": Guild, "threads": []JSON{
		{"id": "701", "type": 11, "parent_id": "700", "owner_id": BotID},
		{"id": "702", "type": 11, "parent_id": "700", "owner_id": "4242"},
	}})
	for _, e := range early {
		kind := e["t"].(string)
		s.tell(sess, kind, sess.sees(kind, e["d"].(JSON)))
	}
}

func (s *Server) resume(k *socket, d json.RawMessage) {
	var r struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int    `json:"seq"`
	}
	_ = json.Unmarshal(d, &r)
	s.mu.Lock()
	sess := s.sessions[r.SessionID]
	if sess == nil || r.Seq > len(sess.log) {
		s.mu.Unlock()
		k.send(JSON{"op": 9, "d": false})
		return
	}
	s.resumed++
	missed := slices.Clone(sess.log[r.Seq:])
	for _, e := range missed {
		k.send(e)
	}
	sess.socket = k
	s.mu.Unlock()
	s.tell(sess, "RESUMED", JSON{})
}

// tell sends an event to one session and keeps it for a resume.
func (s *Server) tell(sess *session, kind string, d JSON) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := JSON{"op": 0, "s": len(sess.log) + 1, "t": kind, "d": d}
	sess.log = append(sess.log, e)
	if sess.socket != nil {
		sess.socket.send(e)
	}
}

// Dispatch sends an event to the first shard of every session that has not ended, listening or not; before there is one, it
// waits for the first. The text of a message is
// kept back as Discord does without the Message Content intent.
func (s *Server) Dispatch(kind string, d JSON) {
	s.mu.Lock()
	if s.identified == 0 {
		s.early = append(s.early, JSON{"t": kind, "d": d})
	}
	var to []*session
	for _, sess := range s.sessions {
		if sess.shard == 0 {
			to = append(to, sess)
		}
	}
	s.mu.Unlock()
	for _, sess := range to {
		s.tell(sess, kind, sess.sees(kind, d))
	}
}

// sees is what a session is shown of an event.
func (sess *session) sees(kind string, d JSON) JSON {
	if kind == "MESSAGE_CREATE" && sess.intents&(1<<15) == 0 {
		return masked(d)
	}
	return d
}

// masked is a message as a bot sees it that may not read what does not concern it.
func masked(m JSON) JSON {
	if m["guild_id"] == nil {
		return m
	}
	mentions, _ := m["mentions"].([]JSON)
	if slices.ContainsFunc(mentions, func(u JSON) bool { return u["id"] == BotID }) {
		return m
	}
	out := JSON{}
	for k, v := range m {
		out[k] = v
	}
	out["content"] = ""
	return out
}

// each calls f for every open socket.
func (s *Server) each(f func(*socket)) {
	s.mu.Lock()
	var open []*socket
	for k := range s.sockets {
		open = append(open, k)
	}
	s.mu.Unlock()
	for _, k := range open {
		f(k)
	}
}

// Drop cuts every connection without a word.
func (s *Server) Drop() { s.each(func(k *socket) { _ = k.conn.UnderlyingConn().Close() }) }

// AskReconnect sends operation 7.
func (s *Server) AskReconnect() { s.each(func(k *socket) { k.send(JSON{"op": 7, "d": nil}) }) }

// Send sends a frame as it is.
func (s *Server) Send(frame JSON) { s.each(func(k *socket) { k.send(frame) }) }

// Raw sends bytes that need not be a frame.
func (s *Server) Raw(text string) {
	s.each(func(k *socket) {
		k.mu.Lock()
		defer k.mu.Unlock()
		_ = k.conn.WriteMessage(websocket.TextMessage, []byte(text))
	})
}

// Invalidate ends every session with operation 9.
func (s *Server) Invalidate(resumable bool) {
	if !resumable {
		s.ForgetSessions()
	}
	s.each(func(k *socket) { k.send(JSON{"op": 9, "d": resumable}) })
}

// ForgetSessions makes every resume fail.
func (s *Server) ForgetSessions() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.sessions)
}

// Hangup closes every connection with a code.
func (s *Server) Hangup(code int) { s.each(func(k *socket) { k.end(code, "") }) }

// Deafen lets heartbeats go unanswered, or answers them again.
func (s *Server) Deafen(deaf bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deaf = deaf
}

// Sessions returns how many sessions have begun and how many resumes there were.
func (s *Server) Sessions() (identified, resumed int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.identified, s.resumed
}
