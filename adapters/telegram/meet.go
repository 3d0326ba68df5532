package telegram

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/adapters/internal/retry"
)

// connecting says how often a server that is away is tried.
func connecting() retry.Policy {
	return retry.Policy{First: 500 * time.Millisecond, Most: 10 * time.Second}
}

// meet asks the server who the bot is, for as long as it takes. The error is for a token that it refuses.
func (c *conn) meet(ctx context.Context) error {
	policy := connecting()
	err := policy.Do(ctx, func(ctx context.Context) error {
		err := c.api.call(ctx, "getMe", nil, &c.self)
		var later *retry.Later
		if errors.As(err, &later) && ctx.Err() == nil {
			c.health.down(err)
			c.log.Warn("the Bot API server does not answer yet", "error", err)
		}
		return err
	})
	switch r := refused(err); {
	case ctx.Err() != nil:
		return nil
	case r.says(http.StatusUnauthorized), r.says(http.StatusNotFound):
		return c.refusedToken(err)
	case err != nil:
		return fmt.Errorf("%w; check adapters.telegram.api_url", err)
	}
	c.log.Info("telegram connected", "bot", c.self.Name, "mode", c.cfg.Mode, "reads_all_group_messages", c.self.ReadsAll)
	return nil
}

// introduce sets the command menus and descriptions in every language. English is for all that have none of their own.
func (c *conn) introduce(ctx context.Context) {
	for _, language := range slices.Sorted(maps.Keys(c.cfg.Texts)) {
		t := c.cfg.Texts[language]
		calls := []struct {
			method string
			params tgbotapi.Params
		}{
			{"setMyCommands", tgbotapi.Params{"scope": `{"type":"all_private_chats"}`, "commands": t.menu(privateCommands())}},
			{"setMyCommands", tgbotapi.Params{"scope": `{"type":"all_group_chats"}`, "commands": t.menu(groupCommands())}},
			{"setMyDescription", tgbotapi.Params{"description": t.Description}},
			{"setMyShortDescription", tgbotapi.Params{"short_description": t.About}},
		}
		for _, call := range calls {
			if language != english {
				call.params["language_code"] = language
			}
			c.decorate(ctx, call.method, call.params)
		}
	}
}

// menu returns commands with their descriptions.
func (t Texts) menu(names []string) string {
	menu := []tgbotapi.BotCommand{}
	for _, name := range names {
		menu = append(menu, tgbotapi.BotCommand{Command: name, Description: t.Commands[name]})
	}
	return asJSON(menu)
}

// webhookState is what Telegram knows of the bot's webhook.
// https://core.telegram.org/bots/api#webhookinfo
type webhookState struct {
	URL       string `json:"url"`
	Pending   number `json:"pending_update_count"`
	LastError string `json:"last_error_message"`
}

// Check implements bot.Checker.
func (a *Adapter) Check(ctx context.Context) ([]string, error) {
	var me self
	if err := a.api.call(ctx, "getMe", nil, &me); err != nil {
		if r := refused(err); r.says(http.StatusUnauthorized) || r.says(http.StatusNotFound) {
			return nil, (&conn{Adapter: a}).refusedToken(err)
		}
		return nil, fmt.Errorf("%w; check adapters.telegram.api_url and the network", err)
	}
	findings := me.findings()
	var hook webhookState
	if err := a.api.call(ctx, "getWebhookInfo", nil, &hook); err != nil {
		return append(findings, fmt.Sprintf("the webhook could not be checked: %v", err)), nil
	}
	return append(findings, hook.findings(a.cfg.Mode, a.cfg.Webhook.URL)...), nil
}

func (s self) findings() []string {
	findings := []string{fmt.Sprintf("the token is good: this is @%s", s.Name)}
	switch {
	case s.ReadsAll:
		findings = append(findings, "privacy mode is off: in groups Telegram sends the bot everything that is said, and it ignores what is not for it; "+
			"turn privacy mode on with /setprivacy at @BotFather, then remove the bot from its groups and add it again")
	case s.JoinGroups:
		findings = append(findings, "privacy mode is on: in groups the bot sees commands, replies to its messages and mentions, which is all it needs")
	default:
		findings = append(findings, "the bot cannot be added to groups; /setjoingroups at @BotFather allows it")
	}
	if !s.Inline {
		findings = append(findings, "inline mode is off; /setinline at @BotFather lets people ask in any chat")
	}
	return findings
}

// findings compares what Telegram knows with the settings.
func (w webhookState) findings(mode, wanted string) []string {
	host := w.URL
	if u, err := url.Parse(w.URL); err == nil {
		host = u.Host // the path may be a secret
	}
	var findings []string
	switch {
	case mode == polling && w.URL != "":
		findings = append(findings, "a webhook is set at "+host+": serve will remove it in order to poll; is another instance meant to run there?")
	case mode == webhook && w.URL != "" && w.URL != wanted:
		findings = append(findings, "another webhook is set at "+host+": serve will replace it")
	}
	if w.LastError != "" {
		findings = append(findings, "Telegram could not deliver to the webhook at "+host+": "+w.LastError)
	}
	if w.Pending > 0 {
		findings = append(findings, fmt.Sprintf("%d updates are waiting to be answered", w.Pending))
	}
	return findings
}
