package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"frontdesk/adapters/discord/internal/rest"
)

const (
	checkWithin = 15 * time.Second // for one call; a server that is down says so by then
	maxChecked  = 20               // servers whose commands are looked at
)

// The flags of an application that may read messages which do not concern it
// (https://discord.com/developers/docs/resources/application#application-object-application-flags).
const mayReadContent = 1<<18 | 1<<19

// Check implements bot.Checker: the token, the intents, and what the bot may do in its servers and channels.
func (a *Adapter) Check(ctx context.Context) (findings []string, err error) {
	var me user
	if err := a.get(ctx, "/users/@me", &me); err != nil {
		if rest.Status(err) == http.StatusUnauthorized {
			return nil, errToken
		}
		return nil, fmt.Errorf("cannot reach Discord at %s: %w", a.cfg.APIURL, err)
	}
	i := inspection{Adapter: a, me: me, application: me.ID}
	i.intents(ctx)
	i.gateway(ctx)
	i.guilds(ctx)
	i.channels(ctx)
	return i.findings, nil
}

// get makes one call that need not wait.
func (a *Adapter) get(ctx context.Context, path string, answer any) error {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	return a.rest.Do(ctx, rest.Call{Method: http.MethodGet, Path: path, Into: answer})
}

// inspection gathers what is wrong.
type inspection struct {
	*Adapter
	me          user
	application string
	findings    []string
}

func (i *inspection) find(format string, args ...any) {
	i.findings = append(i.findings, fmt.Sprintf(format, args...))
}

// invite is where somebody with the right to add bots adds this one.
func (i *inspection) invite() string {
	q := url.Values{
		"client_id":   {i.application},
		"scope":       {"bot applications.commands"},
		"permissions": {fmt.Sprint(uint64(i.wanted()))},
	}
	return strings.TrimRight(i.cfg.APIURL, "/") + "/oauth2/authorize?" + q.Encode()
}

// wanted is what the bot needs in a channel under this configuration.
func (i *inspection) wanted() permissions {
	p := permissions(discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionReadMessageHistory |
		discordgo.PermissionSendMessagesInThreads)
	if i.cfg.Embeds {
		p |= discordgo.PermissionEmbedLinks
	}
	if i.cfg.Threads {
		p |= discordgo.PermissionCreatePublicThreads
	}
	return p
}

// intents checks that the application may ask for what the configuration wants.
func (i *inspection) intents(ctx context.Context) {
	var app struct {
		ID    string `json:"id"`
		Flags int    `json:"flags"`
	}
	if err := i.get(ctx, "/oauth2/applications/@me", &app); err != nil {
		i.find("the server does not tell about the application, so its intents were not checked (%v)", err)
		return
	}
	if app.ID != "" {
		i.application = app.ID
	}
	if i.cfg.MessageContent && app.Flags&mayReadContent == 0 {
		i.find("message_content is true but the application has no Message Content Intent; turn it on at "+
			"https://discord.com/developers/applications/%s/bot or set message_content to false", i.application)
	}
}

// gateway checks that there is a gateway to connect to.
func (i *inspection) gateway(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	if address, err := i.gatewayURL(ctx); err != nil || address == "" {
		i.find("the server names no gateway; set gateway_url (%v)", err)
	}
}

// guilds checks that the bot is in its servers and may have commands there.
func (i *inspection) guilds(ctx context.Context) {
	var in []struct{ ID, Name string }
	if err := i.get(ctx, "/users/@me/guilds", &in); err != nil {
		i.find("the server does not tell where the bot is, so that was not checked (%v)", err)
		return
	}
	if len(in) == 0 {
		i.find("the bot is in no server yet; invite it with %s", i.invite())
	}
	known := map[string]bool{}
	for n, g := range in {
		known[g.ID] = true
		wanted := len(i.cfg.Guilds) == 0 || slices.Contains(i.cfg.Guilds, g.ID)
		if n < maxChecked && wanted && i.commandsRefused(ctx, g.ID) {
			i.find("in the server %q the bot may not have commands: the scope applications.commands is missing; invite it again with %s", g.Name, i.invite())
		}
	}
	for _, id := range i.cfg.Guilds {
		if !known[id] {
			i.find("guilds names %s, where the bot is not; invite it with %s", id, i.invite())
		}
	}
}

func (i *inspection) commandsRefused(ctx context.Context, guild string) bool {
	return rest.Status(i.get(ctx, "/applications/"+i.application+"/guilds/"+guild+"/commands", nil)) == http.StatusForbidden
}

// channels checks that the bot can speak in the channels of the configuration.
func (i *inspection) channels(ctx context.Context) {
	ids := slices.Concat(i.cfg.Channels, i.cfg.PublicChannels, i.cfg.QuestionChannels)
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		var c channel
		if err := i.get(ctx, "/channels/"+id, &c); err != nil {
			i.find("the bot cannot see channel %s; is the ID right, and has its role View Channel there? (%v)", id, err)
			continue
		}
		may, err := i.allowedIn(ctx, c)
		if err != nil {
			i.find("what the bot may do in #%s was not checked (%v)", c.Name, err)
			continue
		}
		if lacks := (i.wanted() &^ may).names(); len(lacks) > 0 {
			i.find("in #%s the bot lacks %s; add them to its role, or invite it again with %s", c.Name, strings.Join(lacks, ", "), i.invite())
		}
	}
}

// allowedIn returns what the bot may do in a channel.
func (i *inspection) allowedIn(ctx context.Context, c channel) (permissions, error) {
	var roles []role
	var member struct {
		Roles []string `json:"roles"`
	}
	err := errors.Join(
		i.get(ctx, "/guilds/"+c.GuildID+"/roles", &roles),
		i.get(ctx, "/guilds/"+c.GuildID+"/members/"+i.me.ID, &member),
	)
	if err != nil {
		return 0, err
	}
	return c.permits(i.me.ID, member.Roles, roles), nil
}
