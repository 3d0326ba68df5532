// Package discord carries messages between Discord and the bot: commands, mentions, replies, direct messages, buttons and
// menus. It needs no privileged intent.
//
// discordgo gives the types that are sent; what is received is decoded leniently, and the connection and the calls are made by
// the packages gateway and rest.
package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"frontdesk/adapters/discord/internal/gateway"
	"frontdesk/adapters/discord/internal/rest"
	"frontdesk/bot"
)

// Adapter speaks on Discord.
type Adapter struct {
	cfg     Config
	suggest bot.Suggester
	log     *slog.Logger
	rest    *rest.Client
	shards  atomic.Pointer[[]*gateway.Shard] // nil while it does not run
}

// New checks cfg and returns the adapter; it does not connect. A setting that cannot work is a *bot.KeyError.
func New(cfg Config, suggest bot.Suggester, log *slog.Logger) (*Adapter, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	client, err := rest.New(cfg.APIURL, "Bot "+cfg.Token, log)
	if err != nil {
		return nil, &bot.KeyError{Key: "api_url", Problem: err.Error()}
	}
	if suggest == nil {
		suggest = func(string, int) []bot.Suggestion { return nil }
	}
	return &Adapter{cfg: cfg, suggest: suggest, log: log, rest: client}, nil
}

const (
	stopWithin    = 10 * time.Second // for the replies in hand when it stops
	identifyEvery = 5 * time.Second  // https://discord.com/developers/docs/events/gateway#rate-limiting-max-concurrency
	shardRequired = 4011             // the close code for a bot that has grown out of its shards
)

// Run implements bot.Adapter.
func (a *Adapter) Run(ctx context.Context, handle bot.Handler) error {
	work, giveUp := context.WithCancel(context.WithoutCancel(ctx))
	defer giveUp()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	d := newDesk(a, handle, stop)
	var adopting sync.WaitGroup
	err := d.out.Lead(ctx, func(ctx context.Context) error {
		adopting.Go(func() { d.adopt(ctx, work) })
		return a.connect(ctx, func(e gateway.Event) { d.take(work, e) })
	})
	stop(nil)
	adopting.Wait()
	if cause := context.Cause(ctx); err == nil && errors.Is(cause, errToken) {
		err = cause
	}
	if !d.finish(stopWithin) {
		a.log.Warn("stopped with replies still in hand", "waited", stopWithin)
	}
	giveUp()
	d.aside.Wait()
	a.shards.Store(nil)
	a.rest.Close()
	return err
}

// Ready implements bot.Readier: every shard's session is live and its last heartbeat was acknowledged.
func (a *Adapter) Ready() error {
	shards := a.shards.Load()
	if shards == nil {
		return errors.New("discord is not connected yet")
	}
	var errs []error
	for _, s := range *shards {
		errs = append(errs, s.Ready())
	}
	return errors.Join(errs...)
}

// connect runs the shards until ctx is done. When the gateway's advice counts, it starts over once that changes.
func (a *Adapter) connect(ctx context.Context, take func(gateway.Event)) error {
	for {
		n, every := a.plan(ctx)
		err := a.runShards(ctx, n, every, take)
		var refused *gateway.RefusedError
		if a.cfg.Shards == autoShards && errors.As(err, &refused) && refused.Code == shardRequired && ctx.Err() == nil {
			a.log.Info("discord wants more shards", "had", n)
			continue
		}
		return explain(err)
	}
}

// plan returns how many shards there are and how much time lies between two that identify.
func (a *Adapter) plan(ctx context.Context) (int, time.Duration) {
	if n, err := strconv.Atoi(a.cfg.Shards); err == nil {
		return n, identifyEvery
	}
	ctx, cancel := context.WithTimeout(ctx, showWithin)
	defer cancel()
	var advice struct {
		Shards int `json:"shards"`
		Limit  struct {
			AtOnce int `json:"max_concurrency"`
		} `json:"session_start_limit"`
	}
	if err := a.rest.Do(ctx, rest.Call{Method: "GET", Path: "/gateway/bot", Into: &advice}); err != nil {
		a.log.Warn("discord gave no advice on shards, one it is", "error", err)
	}
	n := min(max(advice.Shards, 1), maxShards)
	return n, identifyEvery / time.Duration(max(advice.Limit.AtOnce, 1))
}

// runShards runs n connections; the first that cannot go on ends them all.
func (a *Adapter) runShards(ctx context.Context, n int, every time.Duration, take func(gateway.Event)) error {
	turns := rate.NewLimiter(rate.Every(every), 1)
	if n == 1 {
		turns.SetBurst(2) // for a session that ends as soon as it has begun
	}
	shards := make([]*gateway.Shard, n)
	for i := range shards {
		shards[i] = gateway.New(gateway.Config{
			Token:   "Bot " + a.cfg.Token,
			Intents: int(a.intents()),
			Shard:   i,
			Shards:  n,
			URL:     a.gatewayURL,
			Roam:    a.cfg.GatewayURL == "",
			Turn:    turns.Wait,
			Handle:  take,
			Log:     a.log,
		})
	}
	a.shards.Store(&shards)
	group, ctx := errgroup.WithContext(ctx)
	for _, s := range shards {
		group.Go(func() error { return s.Run(ctx) })
	}
	return group.Wait()
}

// intents is what the gateway is asked to send: no member lists, no presences, and the text of messages that do not concern
// the bot only where the operator has turned that on.
func (a *Adapter) intents() discordgo.Intent {
	intents := discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages
	if a.cfg.MessageContent {
		intents |= discordgo.IntentMessageContent
	}
	return intents
}

// gatewayURL returns where a new session connects.
func (a *Adapter) gatewayURL(ctx context.Context) (string, error) {
	if a.cfg.GatewayURL != "" {
		return a.cfg.GatewayURL, nil
	}
	var answer struct {
		URL string `json:"url"`
	}
	err := a.rest.Do(ctx, rest.Call{Method: "GET", Path: "/gateway", Into: &answer})
	if rest.Status(err) == 401 {
		return "", fmt.Errorf("%w: %w", gateway.ErrRefused, errToken)
	}
	return answer.URL, err
}

// errToken is the end: nothing works with a token that Discord does not know.
var errToken = errors.New("adapters.discord.token is refused by Discord; make a new one on the Bot page of https://discord.com/developers/applications")

// explain says in plain words why the gateway does not let the bot in.
func explain(err error) error {
	var refused *gateway.RefusedError
	switch {
	case errors.Is(err, errToken):
		return errToken
	case !errors.As(err, &refused):
		return err
	}
	switch refused.Code {
	case 4004:
		return fmt.Errorf("%w (%w)", errToken, refused)
	case 4013, 4014:
		return fmt.Errorf("discord refuses the intents: turn on the Message Content Intent on the Bot page of the developer portal, "+
			"or set adapters.discord.message_content to false (%w)", refused)
	case 4010, shardRequired:
		return fmt.Errorf("discord wants another number of shards: set adapters.discord.shards to auto (%w)", refused)
	}
	return fmt.Errorf("discord does not let the bot in (%w)", refused)
}
