// Package gateway keeps one connection to Discord's gateway alive: it introduces itself, answers heartbeats, resumes what was
// cut and starts over what cannot be resumed. discordgo's own connection is not used because it cannot be cancelled, and one
// frame at the wrong moment locks it for ever.
//
// The protocol is https://discord.com/developers/docs/events/gateway.
package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"frontdesk/adapters/internal/retry"
)

const (
	handshakeWait = 15 * time.Second // for the dial, for hello and for what follows identify
	steadyAfter   = 5 * time.Second  // a connection that lived this long is replaced at once
	maxResumes    = 3                // resumes without an answer before the session is given up
	ackPatience   = 10 * time.Second // a heartbeat unanswered for longer makes the shard not ready
)

// again is how long to wait before another connection.
var again = retry.Policy{First: 200 * time.Millisecond, Most: time.Minute}

// Event is one dispatch of the gateway.
type Event struct {
	Type string
	Data json.RawMessage
}

// Config says how a Shard connects. Everything but Turn and Log is required.
type Config struct {
	Token         string // as discordgo sends it, with "Bot " before it
	Intents       int
	Shard, Shards int                                   // this one and how many there are
	URL           func(context.Context) (string, error) // where a new session connects: ws or wss, without a query
	Roam          bool                                  // resume at the address that READY names rather than at URL
	Turn          func(context.Context) error           // waits until this shard may identify
	Handle        func(Event)                           // called for every dispatch in order; it neither blocks nor panics
	Log           *slog.Logger
}

// A Shard is one connection and the session that outlives it.
type Shard struct {
	cfg     Config
	session session
	fresh   time.Duration // how long to wait before the next identify

	mu     sync.Mutex
	broken error     // why the connection is not usable; nil while it is
	asked  time.Time // when the oldest unanswered heartbeat was sent; zero when none is
}

// session is what a resume needs.
type session struct {
	id, url string
	seq     int64
	tries   int // resumes since it was last live
}

// New returns a shard that is not connected yet.
func New(cfg Config) *Shard {
	return &Shard{cfg: cfg, broken: errors.New("not connected yet")}
}

// RefusedError is a close code after which connecting again cannot help
// (https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes).
type RefusedError struct {
	Code int
	Text string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("the gateway closed the connection with %d: %s", e.Code, e.Text)
}

// ErrRefused is what Config.URL wraps when asking again cannot help.
var ErrRefused = errors.New("refused")

// Run stays connected until ctx is done and then returns nil. It returns a RefusedError, or an error that wraps ErrRefused,
// when it cannot go on. It is called once.
func (s *Shard) Run(ctx context.Context) error {
	for failed := 0; ; failed++ {
		began := time.Now()
		live, err := s.connect(ctx)
		if ctx.Err() != nil {
			s.setBroken(errors.New("stopped"))
			return nil
		}
		s.setBroken(err)
		var refused *RefusedError
		if errors.As(err, &refused) || errors.Is(err, ErrRefused) {
			return err
		}
		s.cfg.Log.Warn("gateway connection ended", "shard", s.cfg.Shard, "error", err)
		if live {
			failed = 0
		}
		if live && time.Since(began) > steadyAfter {
			continue
		}
		if retry.Wait(ctx, again.Pause(failed)) != nil {
			return nil
		}
	}
}

// Ready returns nil while the session is live and the last heartbeat was acknowledged, and otherwise why not. It is safe for
// concurrent use.
func (s *Shard) Ready() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken != nil {
		return fmt.Errorf("discord shard %d: %w", s.cfg.Shard, s.broken)
	}
	if !s.asked.IsZero() && time.Since(s.asked) > ackPatience {
		return fmt.Errorf("discord shard %d: no heartbeat acknowledged for %s", s.cfg.Shard, time.Since(s.asked).Round(time.Second))
	}
	return nil
}

// connect lives through one connection. It returns why that ended, and whether the session was live meanwhile.
func (s *Shard) connect(ctx context.Context) (live bool, err error) {
	if err := s.await(ctx); err != nil {
		return false, err
	}
	sock, err := s.dial(ctx)
	if err != nil {
		return false, err
	}
	defer context.AfterFunc(ctx, func() { sock.leave(websocket.CloseNormalClosure) })()
	defer sock.leave(websocket.CloseServiceRestart)
	interval, err := sock.hello()
	if err != nil {
		return false, err
	}
	if err := s.introduce(sock); err != nil {
		return false, err
	}
	beats, stop := context.WithCancel(ctx)
	var beating sync.WaitGroup
	beating.Go(func() { s.beat(beats, sock, interval) })
	defer beating.Wait()
	defer stop()
	err = s.read(sock)
	return sock.live, err
}

// await lets the time pass that must lie before a new session; a resume need not wait.
func (s *Shard) await(ctx context.Context) error {
	if s.session.tries == maxResumes {
		s.forget()
	}
	if s.session.id != "" {
		return nil
	}
	if err := retry.Wait(ctx, s.fresh); err != nil {
		return err
	}
	s.fresh = 0
	if s.cfg.Turn == nil {
		return nil
	}
	return s.cfg.Turn(ctx)
}

// dial opens the socket where the session can be resumed, or where a new one begins.
func (s *Shard) dial(ctx context.Context) (*socket, error) {
	ctx, cancel := context.WithTimeout(ctx, handshakeWait)
	defer cancel()
	if s.session.id != "" && s.cfg.Roam && s.session.url != "" {
		if sock, err := open(ctx, s.session.url); err == nil {
			return sock, nil
		}
		s.session.url = ""
	}
	url, err := s.cfg.URL(ctx)
	if err != nil {
		return nil, fmt.Errorf("asking for the gateway: %w", err)
	}
	return open(ctx, url)
}

// introduce resumes the session if there is one and otherwise identifies.
func (s *Shard) introduce(sock *socket) error {
	if s.session.id != "" {
		s.session.tries++
		sock.seq.Store(s.session.seq)
		return sock.send(opResume, resume{Token: s.cfg.Token, SessionID: s.session.id, Seq: s.session.seq})
	}
	id := identify{Token: s.cfg.Token, Intents: s.cfg.Intents, Properties: properties{runtime.GOOS, "frontdesk", "frontdesk"}}
	if s.cfg.Shards > 1 {
		id.Shard = &[2]int{s.cfg.Shard, s.cfg.Shards}
	}
	return sock.send(opIdentify, id)
}

// read takes frames until the connection ends.
func (s *Shard) read(sock *socket) error {
	for {
		sock.expect()
		f, err := sock.receive()
		if err != nil {
			return s.closed(err)
		}
		if err := s.take(sock, f); err != nil {
			return err
		}
	}
}

var (
	errReconnect = errors.New("the gateway asked to reconnect")
	errInvalid   = errors.New("the gateway ended the session")
)

// take acts on one frame; its error ends the connection.
func (s *Shard) take(sock *socket, f frame) error {
	switch f.Op {
	case opDispatch:
		s.dispatch(sock, f)
	case opHeartbeat:
		return sock.send(opHeartbeat, sock.lastSeq())
	case opAck:
		s.setAsked(time.Time{})
		sock.acked.Store(true)
	case opReconnect:
		return errReconnect
	case opInvalid:
		var resumable bool
		if json.Unmarshal(f.D, &resumable) != nil || !resumable {
			s.forget()
		}
		return errInvalid
	}
	return nil
}

// dispatch hands an event on and remembers how far it got.
func (s *Shard) dispatch(sock *socket, f frame) {
	switch f.T {
	case "READY":
		var r ready
		if err := json.Unmarshal(f.D, &r); err != nil {
			s.cfg.Log.Warn("unreadable READY", "error", err)
		}
		s.session = session{id: r.SessionID, url: r.ResumeURL}
		s.live(sock)
	case "RESUMED":
		s.live(sock)
	}
	s.cfg.Handle(Event{f.T, f.D})
	if f.S > 0 {
		s.session.seq = f.S
		sock.seq.Store(f.S)
	}
}

// forget drops the session. The gateway asks for one to five seconds before the identify that follows.
func (s *Shard) forget() {
	s.session = session{}
	s.fresh = time.Second + rand.N(time.Second)
}

// closed turns the end of the socket into what it means for the session.
func (s *Shard) closed(err error) error {
	var ce *websocket.CloseError
	if !errors.As(err, &ce) {
		return err
	}
	switch ce.Code {
	case 4004, 4010, 4011, 4012, 4013, 4014:
		return &RefusedError{ce.Code, ce.Text}
	case 4003, 4007, 4009:
		s.session = session{}
	}
	return err
}

func (s *Shard) live(sock *socket) {
	sock.live, s.session.tries = true, 0
	s.setBroken(nil)
	s.cfg.Log.Info("gateway connected", "shard", s.cfg.Shard)
}

func (s *Shard) setBroken(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken, s.asked = err, time.Time{}
}

func (s *Shard) setAsked(t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = t
}
