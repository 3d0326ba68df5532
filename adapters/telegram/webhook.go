package telegram

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
	maxUpdate    = 1 << 20 // bytes; real ones stay far below
	webhookWait  = 20 * time.Second
)

// listen receives updates as a webhook until ctx is done.
func (c *conn) listen(ctx, work context.Context) error {
	listener, err := net.Listen("tcp", c.cfg.Webhook.Listen)
	if err != nil {
		return fmt.Errorf("adapters.telegram.webhook.listen: %w; choose an address that is free", err)
	}
	secret := c.cfg.Webhook.Secret
	if secret == "" {
		secret = rand.Text()
	}
	server := &http.Server{
		Handler:           c.receiver(ctx, work, secret),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       20 * time.Second,
		WriteTimeout:      20*time.Second + webhookWait,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(c.log.Handler(), slog.LevelWarn),
	}
	served := make(chan struct{})
	go func() {
		defer close(served)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			c.fail(fmt.Errorf("webhook: %w", err))
		}
	}()
	c.announce(ctx, secret)
	<-ctx.Done()
	c.shut(ctx, server)
	<-served
	return nil
}

// shut lets the requests in hand end.
func (c *conn) shut(ctx context.Context, server *http.Server) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		_ = server.Close() // what is cut off is sent again
	}
}

// announce tells Telegram where to send updates, until it takes it.
func (c *conn) announce(ctx context.Context, secret string) {
	p := tgbotapi.Params{
		"url": c.cfg.Webhook.URL, "secret_token": secret, "allowed_updates": asJSON(kinds()), "drop_pending_updates": "false",
	}
	policy := connecting()
	err := policy.Do(ctx, func(ctx context.Context) error {
		err := c.api.call(ctx, "setWebhook", p, nil)
		if err != nil && ctx.Err() == nil {
			c.health.down(err)
			c.log.Warn("webhook not set yet", "error", err)
		}
		return err
	})
	switch {
	case err == nil:
		c.health.up()
	case ctx.Err() != nil:
	case refused(err).says(http.StatusUnauthorized):
		c.fail(c.refusedToken(err))
	default:
		c.fail(fmt.Errorf("the server refuses adapters.telegram.webhook.url (%w)", err))
	}
}

// receiver takes the updates that Telegram sends. It answers 200 once an update is kept. What it cannot
// read is ignored, because Telegram would send it again and again.
func (c *conn) receiver(ctx, work context.Context, secret string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), []byte(secret)) != 1 {
			http.Error(w, "not from Telegram", http.StatusUnauthorized)
			return
		}
		if r.Method != http.MethodPost {
			http.Error(w, "updates are posted", http.StatusMethodNotAllowed)
			return
		}
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			c.log.Warn("an update was ignored: it is too large")
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		case err != nil:
			http.Error(w, "cut off", http.StatusBadRequest)
		case !c.receive(ctx, work, raw):
			http.Error(w, "later", http.StatusServiceUnavailable)
		}
	})
}

// receive takes one update and reports whether Telegram may forget it.
func (c *conn) receive(ctx, work context.Context, raw json.RawMessage) bool {
	limited, cancel := context.WithTimeout(ctx, webhookWait)
	defer cancel()
	c.health.up()
	c.hand.Room(limited, manyInHand)
	return limited.Err() == nil && c.accept(limited, work, []json.RawMessage{raw}) == nil
}
