package discord

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"frontdesk/bot"
)

// Config is the discord section of the configuration file. IDs are the long numbers that "Copy ID" gives in Discord's
// developer mode.
type Config struct {
	Token              string      `yaml:"token"`               // of the application's Bot page; "Bot " before it is allowed
	APIURL             string      `yaml:"api_url"`             // scheme and host that every REST call goes to
	GatewayURL         string      `yaml:"gateway_url"`         // ws or wss; empty: what GET /gateway answers
	Guilds             []string    `yaml:"guilds"`              // register the commands in these servers only; empty: everywhere
	Channels           []string    `yaml:"channels"`            // speak in these channels and their threads only; empty: in all
	PublicChannels     []string    `yaml:"public_channels"`     // where everyone sees the answers to commands
	MessageContent     bool        `yaml:"message_content"`     // the Message Content intent is on in the developer portal
	QuestionChannels   []string    `yaml:"question_channels"`   // where it answers, when sure, what nobody asked it; needs message_content
	QuestionConfidence float64     `yaml:"question_confidence"` // 0 to 1: how sure is sure there
	Embeds             bool        `yaml:"embeds"`              // show an answer's sources and the date of its review
	Threads            bool        `yaml:"threads"`             // answer a mention in a thread of its own
	Shards             string      `yaml:"shards"`              // how many connections; auto: as many as Discord advises
	Outbox             *bot.Outbox `yaml:"-"`                   // for what must outlive a restart
	MessagesPerMinute  int         `yaml:"messages_per_minute"` // of one person, before a polite line asks for patience; 0: any number
}

// Defaults returns the settings that hold where the file says nothing.
func Defaults() Config {
	return Config{
		APIURL:             "https://discord.com",
		QuestionConfidence: 0.8,
		Embeds:             true,
		Shards:             "1",
		MessagesPerMinute:  120,
	}
}

// maxShards is far more than a bot of this kind can need: 2,500 guilds make one shard.
const maxShards = 1000

// check returns the first setting that cannot work.
func (c *Config) check() error {
	if err := c.checkAccess(); err != nil {
		return err
	}
	if err := c.checkIDs(); err != nil {
		return err
	}
	if len(c.QuestionChannels) > 0 && !c.MessageContent {
		return &bot.KeyError{Key: "question_channels", Problem: "needs message_content: true here and the Message Content Intent on the Bot page of the developer portal"}
	}
	if c.QuestionConfidence < 0 || c.QuestionConfidence > 1 {
		return &bot.KeyError{Key: "question_confidence", Problem: "is not between 0 and 1"}
	}
	if c.MessagesPerMinute < 0 {
		return &bot.KeyError{Key: "messages_per_minute", Problem: "is negative; 0 sets no limit"}
	}
	if n, err := strconv.Atoi(c.Shards); c.Shards != autoShards && (err != nil || n < 1 || n > maxShards) {
		return &bot.KeyError{Key: "shards", Problem: fmt.Sprintf("is neither auto nor a number from 1 to %d", maxShards)}
	}
	return nil
}

func (c *Config) checkIDs() error {
	for _, list := range []struct {
		key string
		ids []string
	}{
		{"guilds", c.Guilds},
		{"channels", c.Channels},
		{"public_channels", c.PublicChannels},
		{"question_channels", c.QuestionChannels},
	} {
		for _, id := range list.ids {
			if _, err := strconv.ParseUint(id, 10, 64); err != nil {
				return &bot.KeyError{Key: list.key, Problem: fmt.Sprintf("holds %q, which is no ID; right-click in Discord with developer mode on and copy it", id)}
			}
		}
	}
	return nil
}

// autoShards lets the gateway say how many connections there are.
const autoShards = "auto"

// checkAccess checks the token and the gateway's address; the API's is checked by the client that is made for it.
func (c *Config) checkAccess() error {
	c.Token = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(c.Token)+" ", "Bot "))
	switch {
	case c.Token == "":
		return &bot.KeyError{Key: "token", Problem: "is missing; the Bot page of https://discord.com/developers/applications gives you one"}
	case strings.ContainsFunc(c.Token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return &bot.KeyError{Key: "token", Problem: "holds characters that no token has; copy it again from the Bot page of the developer portal"}
	}
	if c.GatewayURL == "" {
		return nil
	}
	u, err := url.Parse(c.GatewayURL)
	if err != nil || u.Scheme != "ws" && u.Scheme != "wss" || u.Host == "" || u.User != nil {
		return &bot.KeyError{Key: "gateway_url", Problem: "is not a ws or wss address such as wss://gateway.discord.gg"}
	}
	return nil
}
