package discord_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"frontdesk/adapters/discord"
	"frontdesk/adapters/discord/discordtest"
)

// The permissions of a channel in Discord's numbers.
const (
	view, send, embed, history, inThreads = 1 << 10, 1 << 11, 1 << 14, 1 << 16, 1 << 38
	all                                   = view | send | embed | history | inThreads
)

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name   string
		set    func(*discordtest.Server, *discord.Config)
		want   []string // what each finding holds
		refuse string   // what the error holds
	}{
		{"all is well", func(*discordtest.Server, *discord.Config) {}, nil, ""},
		{
			"in no server", func(s *discordtest.Server, _ *discord.Config) { s.Guilds = nil },
			[]string{"/oauth2/authorize?client_id=901&permissions=274877991936&scope=bot+applications.commands"},
			"",
		},
		{"not in that server", func(_ *discordtest.Server, c *discord.Config) { c.Guilds = []string{"801"} }, []string{"guilds names 801"}, ""},
		{"no intent", func(s *discordtest.Server, c *discord.Config) { c.MessageContent, s.Flags = true, 0 }, []string{"https://discord.com/developers/applications/901/bot"}, ""},
		{"an intent", func(s *discordtest.Server, c *discord.Config) { c.MessageContent, s.Flags = true, 1<<19 }, nil, ""},
		{"no commands", func(s *discordtest.Server, _ *discord.Config) {
			s.Refuses = func(route string) int {
				if strings.HasSuffix(route, "/commands") {
					return http.StatusForbidden
				}
				return 0
			}
		}, []string{"applications.commands"}, ""},
		{"an unknown channel", func(_ *discordtest.Server, c *discord.Config) { c.Channels = []string{"999"} }, []string{"cannot see channel 999"}, ""},
		{"a channel where all is allowed", func(_ *discordtest.Server, c *discord.Config) {
			c.Channels, c.PublicChannels = []string{"700"}, []string{"700"}
		}, nil, ""},
		{
			"a channel where it is mute", func(_ *discordtest.Server, c *discord.Config) { c.Channels, c.Threads = []string{"710"}, true },
			[]string{"#quiet the bot lacks Send Messages, Embed Links, Create Public Threads"},
			"",
		},
		{"no gateway", func(s *discordtest.Server, _ *discord.Config) {
			s.Refuses = func(route string) int { return map[string]int{"GET /gateway": http.StatusNotFound}[route] }
		}, []string{"set gateway_url"}, ""},
		{"a refused token", func(s *discordtest.Server, _ *discord.Config) { s.Refuse() }, nil, "adapters.discord.token is refused"},
		{"a server that does not exist", func(_ *discordtest.Server, c *discord.Config) { c.APIURL = "http://127.0.0.1:1" }, nil, "cannot reach Discord at http://127.0.0.1:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := community(t)
			cfg := discord.Defaults()
			cfg.Token, cfg.APIURL = discordtest.Token, server.URL
			c.set(server, &cfg)
			findings, err := checked(t, cfg)
			if (err != nil) != (c.refuse != "") || err != nil && !strings.Contains(err.Error(), c.refuse) {
				t.Fatalf("error %v, want %q", err, c.refuse)
			}
			if len(findings) != len(c.want) {
				t.Fatalf("findings %q, want %q", findings, c.want)
			}
			for i, want := range c.want {
				if !strings.Contains(findings[i], want) {
					t.Errorf("finding %q, want %q in it", findings[i], want)
				}
			}
		})
	}
}

// community is a server with a channel where the bot may do all that it wants, and one where it may not.
func community(t *testing.T) *discordtest.Server {
	server := discordtest.New()
	t.Cleanup(server.Close)
	server.Guilds = []object{{"id": discordtest.Guild, "name": "Community"}}
	server.Roles = []object{{"id": discordtest.Guild, "permissions": "1024"}, {"id": "77", "permissions": all}, {"id": "78", "permissions": "8"}}
	server.Channels["700"] = object{"id": "700", "name": "general", "guild_id": discordtest.Guild}
	server.Channels["710"] = object{"id": "710", "name": "quiet", "guild_id": discordtest.Guild, "permission_overwrites": []object{
		{"id": discordtest.Guild, "type": 0, "allow": "0", "deny": embed},
		{"id": "77", "type": 0, "allow": embed, "deny": send},
		{"id": discordtest.BotID, "type": 1, "allow": "0", "deny": embed},
	}}
	return server
}

func checked(t *testing.T, cfg discord.Config) ([]string, error) {
	t.Helper()
	a, err := discord.New(cfg, nil, quietLog())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), checkPatience)
	defer cancel()
	return a.Check(ctx)
}
