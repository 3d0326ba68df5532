package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"frontdesk/adapters/discord/internal/rest"
	"frontdesk/bot"
)

const (
	// deferAfter is when an interaction without an answer is told that one will come.
	deferAfter = 1500 * time.Millisecond
	// ackWithin is how long Discord waits for the first word
	// (https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction), less the way there.
	ackWithin = discordgo.InteractionDeadline - 100*time.Millisecond
	// ackPatience bounds one attempt at it, so that there is time for another.
	ackPatience = time.Second
	// showWithin bounds everything that is sent later; a rate limit may be in the way.
	showWithin = 2 * time.Minute
)

// The codes that end an interaction (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json).
const (
	unknownWebhook      = discordgo.ErrCodeUnknownWebhook
	unknownInteraction  = discordgo.ErrCodeUnknownInteraction
	alreadyAcknowledged = 40060
	invalidWebhookToken = 50027
)

// errGone means that an interaction cannot be answered any more: it is too old, or another process has answered it.
var errGone = errors.New("the interaction is over")

// An exchange is the answer to one interaction. Discord waits three seconds for its first word and fifteen minutes for the
// rest. It is safe for concurrent use.
type exchange struct {
	rest   *rest.Client
	out    *bot.Outbox
	of     bot.Update // the interaction, as it is kept
	in     interaction
	hidden bool // what is deferred will be shown to this person only
	log    *slog.Logger
	timer  *time.Timer
	began  time.Time

	resumed bool // an earlier run began it, and perhaps answered

	mu    sync.Mutex
	state state
}

// state is how far an exchange has come.
type state int

const (
	waiting  state = iota // Discord has heard nothing
	deferred              // Discord knows that an answer will come
	answered
	gone
)

// begin starts the clock: unless it is answered first, the interaction is deferred in time.
func (x *exchange) begin(ctx context.Context) {
	x.began = time.Now()
	x.timer = time.AfterFunc(deferAfter, func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		if x.state != waiting {
			return
		}
		x.state = deferred
		if err := x.callback(ctx, response{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource, Data: flags(x.hidden)}); err != nil {
			x.lose("deferring an interaction", err)
		}
	})
}

// response is the first word to an interaction.
type response struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data any                               `json:"data,omitempty"`
}

// flags is the data of a response that holds nothing else.
func flags(hidden bool) any {
	if hidden {
		return map[string]any{"flags": discordgo.MessageFlagsEphemeral}
	}
	return nil
}

// show answers with messages, hidden ones to this person only. It returns errGone when it is too late.
func (x *exchange) show(ctx context.Context, messages []outgoing, hidden bool) error {
	x.timer.Stop()
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(messages) == 0 {
		return x.silence(ctx)
	}
	later, err := x.open(ctx, messages, hidden)
	for i := 0; err == nil && i < len(later); i++ {
		n := len(messages) - len(later) + i
		err = x.once(ctx, n, func() error { return x.followUp(ctx, later[i], hidden) })
	}
	return err
}

// open gives the first word and returns what is left to say.
func (x *exchange) open(ctx context.Context, messages []outgoing, hidden bool) ([]outgoing, error) {
	first, later := messages[0], messages[1:]
	switch {
	case x.state == waiting:
		x.state = answered
		if hidden {
			first.Flags = discordgo.MessageFlagsEphemeral
		}
		send := func(m outgoing) error {
			return x.callback(ctx, response{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: m})
		}
		return later, x.once(ctx, 0, func() error { return x.try("answering an interaction", first, send) })
	case x.state == deferred && hidden && !x.hidden:
		x.state = answered
		return messages, x.once(ctx, -1, func() error { return x.edit(ctx, line(privatelyLine)) })
	case x.state == deferred:
		x.state = answered
		return later, x.once(ctx, 0, func() error { return x.edit(ctx, first) })
	}
	return nil, errGone
}

// once sends one message of the answer, unless an earlier run has. The first one lies in one place, so that sending it twice
// shows it once; of the others Discord does not know which it has.
func (x *exchange) once(ctx context.Context, message int, send func() error) error {
	return x.out.Send(ctx, x.of, bot.Part{Name: fmt.Sprint("message ", message)}, func(context.Context) (string, error) { return "", send() })
}

// resume is begin for an interaction that an earlier run has begun: its first word was given, or it is too late for one.
func (x *exchange) resume() {
	x.began, x.state, x.resumed = time.Now(), deferred, true
	x.timer = time.NewTimer(0)
}

// try sends a message and, where the server refuses its form, sends it once more without what it may have refused.
func (x *exchange) try(what string, m outgoing, send func(outgoing) error) error {
	err := send(m)
	if rest.Status(err) == http.StatusBadRequest && !rest.Is(err, alreadyAcknowledged) {
		x.log.Warn("discord refused the form of a message, sending it plain", "error", err)
		bare := m.bare()
		bare.Flags = m.Flags
		err = send(bare)
	}
	if err != nil {
		return x.lose(what, err)
	}
	return nil
}

// edit fills what was deferred.
func (x *exchange) edit(ctx context.Context, m outgoing) error {
	return x.try("editing a deferred answer", m, func(m outgoing) error {
		return x.webhook(ctx, rest.Call{Method: http.MethodPatch, Path: x.webhookPath() + "/messages/@original", Body: m})
	})
}

// followUp adds a message to an answer.
func (x *exchange) followUp(ctx context.Context, m outgoing, hidden bool) error {
	if hidden {
		m.Flags = discordgo.MessageFlagsEphemeral
	}
	return x.try("following up an answer", m, func(m outgoing) error {
		return x.webhook(ctx, rest.Call{Method: http.MethodPost, Path: x.webhookPath(), Body: m})
	})
}

// silence tells Discord that nothing will be said: a pressed button stays as it is, a command leaves no trace.
func (x *exchange) silence(ctx context.Context) error {
	switch was := x.state; {
	case was == waiting && x.in.Type == componentUsed:
		x.state = answered
		return x.lose("acknowledging a button", x.callback(ctx, response{Type: discordgo.InteractionResponseDeferredMessageUpdate}))
	case was == waiting:
		x.state = answered
		if err := x.callback(ctx, response{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource, Data: flags(true)}); err != nil {
			return x.lose("acknowledging a command", err)
		}
	case was != deferred:
		return errGone
	}
	x.state = answered
	return x.lose("taking back a deferred answer", x.webhook(ctx, rest.Call{Method: http.MethodDelete, Path: x.webhookPath() + "/messages/@original"}))
}

// ask opens a form.
func (x *exchange) ask(ctx context.Context, form any) error {
	x.timer.Stop()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.state != waiting {
		return errGone
	}
	x.state = answered
	return x.lose("opening a form", x.callback(ctx, response{Type: discordgo.InteractionResponseModal, Data: form}))
}

// callback gives the first word. Once an attempt has failed on the way, "already acknowledged" means that it had arrived.
func (x *exchange) callback(ctx context.Context, r response) error {
	ctx, cancel := context.WithDeadline(ctx, x.began.Add(ackWithin))
	defer cancel()
	path := fmt.Sprintf("/interactions/%s/%s/callback", x.in.ID, x.in.Token)
	err := x.rest.Do(ctx, rest.Call{Method: http.MethodPost, Path: path, Body: r, Patience: ackPatience})
	var refused *rest.Error
	if errors.As(err, &refused) && refused.Code == alreadyAcknowledged && refused.Try > 0 {
		return nil
	}
	return err
}

func (x *exchange) webhook(ctx context.Context, c rest.Call) error {
	ctx, cancel := context.WithTimeout(ctx, showWithin)
	defer cancel()
	return x.rest.Do(ctx, c)
}

func (x *exchange) webhookPath() string {
	return fmt.Sprintf("/webhooks/%s/%s", x.in.ApplicationID, x.in.Token)
}

// lose ends the exchange after an error and says what the error means for it.
func (x *exchange) lose(what string, err error) error {
	if err == nil {
		return nil
	}
	x.state = gone
	switch {
	case rest.Is(err, unknownInteraction):
		x.log.Warn(what+": too late", "after", time.Since(x.began), "error", err)
	case rest.Is(err, alreadyAcknowledged):
		x.log.Warn(what+": another process with the same token has answered it; run only one", "error", err)
	case rest.Is(err, unknownWebhook), rest.Is(err, invalidWebhookToken):
		x.log.Warn(what+": its token has expired", "after", time.Since(x.began), "error", err)
	default:
		x.log.Warn(what, "error", err)
	}
	return errGone
}
