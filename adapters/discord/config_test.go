package discord_test

import (
	"errors"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"frontdesk/adapters/discord"
	"frontdesk/bot"
)

const checkPatience = 2 * time.Second

func TestSettings(t *testing.T) {
	for _, c := range []struct{ name, yaml, key string }{
		{"the least", "token: abc", ""},
		{"a token as it is sent", `token: "Bot abc"`, ""},
		{"everything", `
token: abc
api_url: http://localhost:3000/proxy/api/v9/
gateway_url: ws://localhost:3001
guilds: [123456789012345678]
channels: ["123456789012345678"]
public_channels: [1]
message_content: true
question_channels: [2]
question_confidence: 0.9
embeds: false
threads: true
shards: auto
messages_per_minute: 0`, ""},
		{"shards as a number", "{token: abc, shards: 4}", ""},
		{"no token", "embeds: true", "token"},
		{"a prefix without a token", `token: "Bot "`, "token"},
		{"a broken token", "token: \"a\\nb\"", "token"},
		{"an address without a scheme", "{token: abc, api_url: discord.com}", "api_url"},
		{"a gateway for browsers", "{token: abc, gateway_url: https://gateway.discord.gg}", "gateway_url"},
		{"a channel's name", "{token: abc, channels: [general]}", "channels"},
		{"a server's name", "{token: abc, guilds: [us]}", "guilds"},
		{"no intent", "{token: abc, question_channels: [1]}", "question_channels"},
		{"more than sure", "{token: abc, question_confidence: 80}", "question_confidence"},
		{"no shards", "{token: abc, shards: 0}", "shards"},
		{"a negative number", "{token: abc, messages_per_minute: -1}", "messages_per_minute"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg := discord.Defaults()
			if err := yaml.Unmarshal([]byte(c.yaml), &cfg); err != nil {
				t.Fatal(err)
			}
			_, err := discord.New(cfg, nil, quietLog())
			var key *bot.KeyError
			if !errors.As(err, &key) {
				key = &bot.KeyError{}
			}
			if key.Key != c.key || err != nil && c.key == "" {
				t.Errorf("New returned %v, want an error of %q", err, c.key)
			}
		})
	}
}
