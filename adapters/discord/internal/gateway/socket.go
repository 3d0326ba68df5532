package gateway

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"frontdesk/adapters/internal/retry"
)

// The operations of the gateway (https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-opcodes).
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opResume    = 6
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opAck       = 11

	opUnreadable = -1 // a frame that is no JSON of the known shape; it is skipped
)

const (
	version   = "9" // what discordgo v0.29 and the servers that are made for it speak
	writeWait = 10 * time.Second
	maxFrame  = 64 << 20 // bytes of one frame after inflating: a large guild's GUILD_CREATE has a few MB
)

type frame struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
	S  int64           `json:"s"`
	T  string          `json:"t"`
}

type identify struct {
	Token      string     `json:"token"`
	Intents    int        `json:"intents"`
	Properties properties `json:"properties"`
	Shard      *[2]int    `json:"shard,omitempty"`
}

type properties struct {
	OS      string `json:"os"`
	Browser string `json:"browser"`
	Device  string `json:"device"`
}

type resume struct {
	Token     string `json:"token"`
	SessionID string `json:"session_id"`
	Seq       int64  `json:"seq"`
}

type ready struct {
	SessionID string `json:"session_id"`
	ResumeURL string `json:"resume_gateway_url"`
}

// socket is one WebSocket. One goroutine receives; any may send or leave.
type socket struct {
	conn   *websocket.Conn
	live   bool // READY or RESUMED has come; of the receiving goroutine
	write  sync.Mutex
	seq    atomic.Int64 // of the last event handed on; 0 before the first
	acked  atomic.Bool  // the last heartbeat was answered
	zombie atomic.Bool  // left because it was not
}

// open dials the gateway at address, to which it adds the version and the encoding.
func open(ctx context.Context, address string) (*socket, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("gateway address %q: %w", address, err)
	}
	u.Scheme = strings.Replace(u.Scheme, "http", "ws", 1)
	if u.Path == "" {
		u.Path = "/"
	}
	q := u.Query()
	q.Set("v", version)
	q.Set("encoding", "json")
	u.RawQuery = q.Encode()
	dialer := websocket.Dialer{Proxy: websocket.DefaultDialer.Proxy, HandshakeTimeout: handshakeWait}
	conn, _, err := dialer.DialContext(ctx, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("connecting to the gateway at %s: %w", u.Host, err)
	}
	conn.SetReadLimit(maxFrame)
	return &socket{conn: conn}, nil
}

// hello waits for the first frame, which names the time between heartbeats.
func (k *socket) hello() (time.Duration, error) {
	k.expect()
	f, err := k.receive()
	if err != nil {
		return 0, fmt.Errorf("waiting for the gateway's hello: %w", err)
	}
	var h struct {
		Interval float64 `json:"heartbeat_interval"`
	}
	if err := json.Unmarshal(f.D, &h); f.Op != opHello || err != nil || h.Interval < 1 {
		return 0, fmt.Errorf("the gateway began with operation %d instead of a hello", f.Op)
	}
	return time.Duration(h.Interval * float64(time.Millisecond)), nil
}

// expect bounds the wait for the next frame until the session is live; from then on the heartbeats do.
func (k *socket) expect() {
	deadline := time.Now().Add(handshakeWait)
	if k.live {
		deadline = time.Time{}
	}
	k.conn.SetReadDeadline(deadline)
}

// receive returns the next frame, inflated when the gateway compressed it. Its error ends the connection.
func (k *socket) receive() (frame, error) {
	kind, b, err := k.conn.ReadMessage()
	if err != nil {
		if k.zombie.Load() {
			err = errors.New("no heartbeat was acknowledged")
		}
		return frame{}, err
	}
	if kind == websocket.BinaryMessage {
		if b, err = inflate(b); err != nil {
			return frame{}, fmt.Errorf("inflating a frame: %w", err)
		}
	}
	var f frame
	if json.Unmarshal(b, &f) != nil {
		return frame{Op: opUnreadable}, nil
	}
	return f, nil
}

func inflate(b []byte) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, maxFrame))
}

// lastSeq is the body of a heartbeat: nil before the first event.
func (k *socket) lastSeq() *int64 {
	if n := k.seq.Load(); n > 0 {
		return &n
	}
	return nil
}

func (k *socket) send(op int, d any) error {
	k.write.Lock()
	defer k.write.Unlock()
	k.conn.SetWriteDeadline(time.Now().Add(writeWait))
	return k.conn.WriteJSON(map[string]any{"op": op, "d": d})
}

// leave says goodbye with a close code and cuts the connection; receive returns at once. Only the first call counts.
func (k *socket) leave(code int) {
	k.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	k.conn.Close()
}

// beat sends heartbeats, the first at a random moment of the interval, and leaves a gateway that has not answered the one
// before.
func (s *Shard) beat(ctx context.Context, k *socket, interval time.Duration) {
	k.acked.Store(true)
	for wait := rand.N(interval); retry.Wait(ctx, wait) == nil; wait = interval {
		if !k.acked.Swap(false) {
			k.zombie.Store(true)
			k.leave(websocket.CloseServiceRestart)
			return
		}
		s.setAsked(time.Now())
		if k.send(opHeartbeat, k.lastSeq()) != nil {
			k.leave(websocket.CloseServiceRestart)
			return
		}
	}
}
