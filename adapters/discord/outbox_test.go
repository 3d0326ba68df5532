package discord_test

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdesk/adapters/discord"
	"frontdesk/adapters/discord/discordtest"
	"frontdesk/bot"
)

// leave keeps a task as a run does that ends before it is done.
func leave(t *testing.T, kept *bot.Outbox, id, chat string, task object) bot.Update {
	t.Helper()
	body, err := json.Marshal(task)
	if err != nil {
		t.Fatal(err)
	}
	u := bot.Update{ID: id, Chat: chat, Body: body}
	if _, err := kept.Take(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	return u
}

// acknowledge defers an interaction, as an earlier run did.
func acknowledge(t *testing.T, server *discordtest.Server, in *discordtest.Interaction) {
	t.Helper()
	res, err := http.Post(server.URL+"/api/v9/interactions/"+in.ID+"/"+in.Token+"/callback", "application/json", strings.NewReader(`{"type":5}`))
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode >= 300 {
		t.Fatal(res.Status)
	}
}

func TestWhatAnEarlierRunLeftIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	server, kept := discordtest.New(), newOutbox(t, t.TempDir())
	message := func(id string) object {
		return object{
			"message": object{"id": id, "channel_id": "700", "guild_id": discordtest.Guild, "author": object{"id": "42"}},
			"text":    "message " + id, "asked": true,
		}
	}
	shown := leave(t, kept, "1", "700", message("1"))
	if u, ok := kept.Next(t.Context(), shown); ok { // it came as far as to be shown
		err := kept.Send(t.Context(), u, bot.Part{Name: "1-0"}, func(context.Context) (string, error) { return "77", nil })
		if err != nil {
			t.Error(err)
		}
		kept.Return(t.Context(), u)
	}
	leave(t, kept, "2", "700", message("2"))
	for _, name := range []string{"acknowledged", "unheard"} {
		fields := inGuild(2, ask(name))
		in := server.NewInteraction(fields)
		if name == "acknowledged" {
			acknowledge(t, server, in)
		}
		fields["id"], fields["token"], fields["application_id"] = in.ID, in.Token, discordtest.Application
		leave(t, kept, in.ID, "700 42", object{"interaction": fields})
	}

	d := run(t, server, func(c *discord.Config) { c.Outbox = kept }, echo)
	d.eventually(t, "the end of all", func() bool { return len(kept.Waiting(t.Context())) == 0 && len(d.Messages()) >= 3 })
	if err := d.halt(t); err != nil {
		t.Error(err)
	}
	var got []string
	for _, m := range d.Messages() {
		got = append(got, m.Channel+": "+m.Content())
	}
	slices.Sort(got)
	// The first was shown before; the interaction that is too old is answered in a direct message to its person.
	if diff := cmp.Diff([]string{"42: unheard", "700: acknowledged", "700: message 2"}, got); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
}
