package gateway_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"frontdesk/adapters/discord/discordtest"
	"frontdesk/adapters/discord/internal/gateway"
)

// connect runs a shard before a server and returns the types of the events that come.
func connect(t *testing.T, server *discordtest.Server, set func(*gateway.Config)) (events chan string, ended chan error, shard *gateway.Shard) {
	t.Helper()
	t.Cleanup(server.Close)
	events, ended = make(chan string, 1000), make(chan error, 1)
	cfg := gateway.Config{
		Token:   "Bot " + discordtest.Token,
		Intents: 1<<9 | 1<<12,
		Shards:  1,
		URL:     func(context.Context) (string, error) { return "ws" + strings.TrimPrefix(server.URL, "http"), nil },
		Roam:    true,
		Handle:  func(e gateway.Event) { events <- e.Type },
		Log:     slog.New(slog.DiscardHandler),
	}
	if set != nil {
		set(&cfg)
	}
	ctx, stop := context.WithCancel(t.Context())
	shard = gateway.New(cfg)
	go func() { ended <- shard.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			t.Error("Run does not end")
		}
	})
	return events, ended, shard
}

// await waits for an event of a type.
func await(t *testing.T, events chan string, kind string) {
	t.Helper()
	deadline := time.After(15 * time.Second)
	for {
		select {
		case got := <-events:
			if got == kind {
				return
			}
		case <-deadline:
			t.Fatalf("no %s comes", kind)
		}
	}
}

func TestSessionStartsOver(t *testing.T) {
	for name, cut := range map[string]func(*discordtest.Server){
		"session over":           func(s *discordtest.Server) { s.Invalidate(false) },
		"closed after a timeout": func(s *discordtest.Server) { s.Hangup(4009) },
		"resume refused": func(s *discordtest.Server) {
			s.ForgetSessions()
			s.Drop()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := discordtest.New()
			events, _, shard := connect(t, server, nil)
			await(t, events, "READY")
			cut(server)
			await(t, events, "READY")
			server.Dispatch("TYPING_START", nil)
			await(t, events, "TYPING_START")
			if err := shard.Ready(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestReconnectBeforeReady(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	server.Greeting = discordtest.JSON{"op": 7} // locks up discordgo's own connection for ever
	events, _, _ := connect(t, server, nil)
	await(t, events, "READY")
}

func TestCompressedFrames(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	server.Deflate = true
	events, _, _ := connect(t, server, nil)
	await(t, events, "GUILD_CREATE")
}

func TestResumeAddressIsUsedAndGivenUp(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	server.ResumeURL = "ws://127.0.0.1:1"
	events, _, _ := connect(t, server, nil)
	await(t, events, "READY")
	server.Drop()
	await(t, events, "RESUMED")
}

func TestSilentGatewayDoesNotHoldUpTheStop(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, _, shard := connect(t, discordtest.New(), func(c *gateway.Config) {
		c.URL = func(context.Context) (string, error) { return "ws://" + listener.Addr().String(), nil }
	})
	conn, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if shard.Ready() == nil {
		t.Error("ready without a hello")
	}
}

func TestMuteGatewayDoesNotHoldUpTheStop(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	server.Mute = true
	asked := make(chan struct{}, 10)
	_, _, shard := connect(t, server, func(c *gateway.Config) {
		url := c.URL
		c.URL = func(ctx context.Context) (string, error) {
			asked <- struct{}{}
			return url(ctx)
		}
	})
	<-asked
	if shard.Ready() == nil {
		t.Error("ready without a hello")
	}
}

func TestRefusal(t *testing.T) {
	t.Parallel()
	server := discordtest.New()
	server.Refuse()
	_, ended, _ := connect(t, server, nil)
	err := <-ended
	ended <- err
	var refused *gateway.RefusedError
	if !errors.As(err, &refused) || refused.Code != 4004 {
		t.Errorf("Run ended with %v", err)
	}
}
