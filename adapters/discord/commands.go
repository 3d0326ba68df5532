package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/bwmarrin/discordgo"

	"frontdesk/adapters/discord/internal/rest"
)

// name is what messages call this platform.
const name = "discord"

// The commands; the engine understands their names as text.
const (
	askCommand     = "ask"
	topicsCommand  = "topics"
	bookCommand    = "book"
	privacyCommand = "privacy"
	forgetCommand  = "forget"
	answerThis     = "Answer this"

	questionOption = "question"
)

// The limits of a suggestion and of a question (https://discord.com/developers/docs/interactions/application-commands and
// https://discord.com/developers/docs/components/reference#text-input).
const (
	maxSuggestions = 25
	maxSuggestion  = 100 // characters
	maxQuestion    = 4000
)

// commands is what the bot registers. Where a command may be used can only be said of global ones.
func commands(global bool) []*discordgo.ApplicationCommand {
	list := []*discordgo.ApplicationCommand{
		{Name: askCommand, Description: "Ask a question. Only you see the answer, unless this channel shows answers to all.", Options: []*discordgo.ApplicationCommandOption{{
			Type: discordgo.ApplicationCommandOptionString, Name: questionOption,
			Description: "Your question; leave it out to write a longer one", Autocomplete: true, MaxLength: maxQuestion,
		}}},
		{Name: topicsCommand, Description: "What you can ask about"},
		{Name: bookCommand, Description: "How to make an appointment"},
		{Name: privacyCommand, Description: "What is kept about you"},
		{Name: forgetCommand, Description: "Delete what is kept about you"},
	}
	for _, c := range list {
		c.Type = discordgo.ChatApplicationCommand
	}
	list = append(list, &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: answerThis})
	if global {
		for _, c := range list {
			c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM}
			c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
		}
	}
	return list
}

// questionForm is what /ask opens when it comes without a question.
func questionForm() any {
	return discordgo.InteractionResponseData{
		CustomID: ourForm,
		Title:    "Ask a question",
		Components: []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{
			CustomID: formField, Label: "Your question", Style: discordgo.TextInputParagraph, Required: true, MaxLength: maxQuestion,
		}}}},
	}
}

// registerCommands makes the commands known, everywhere or in the guilds of the configuration. A server may refuse that; what
// people say is answered all the same.
func (d *desk) registerCommands(ctx context.Context, application string) {
	global := "/applications/" + application + "/commands"
	if len(d.cfg.Guilds) == 0 {
		d.register(ctx, global, commands(true))
		return
	}
	for _, guild := range d.cfg.Guilds {
		d.register(ctx, "/applications/"+application+"/guilds/"+guild+"/commands", commands(false))
	}
	d.retract(ctx, global)
}

// register overwrites the commands at path unless they are there already.
func (d *desk) register(ctx context.Context, path string, want []*discordgo.ApplicationCommand) {
	have, err := d.registered(ctx, path)
	if err == nil && sameCommands(want, have) {
		return
	}
	if err := d.call(ctx, rest.Call{Method: http.MethodPut, Path: path, Body: want}); err != nil {
		d.note(ctx, "cannot register the commands; mentions and direct messages work without them", err)
		return
	}
	d.log.Info("commands registered", "count", len(want))
}

// retract removes the global commands of an earlier configuration, which would stand beside those of the guilds.
func (d *desk) retract(ctx context.Context, path string) {
	have, err := d.registered(ctx, path)
	if err != nil || !sameCommands(commands(true), have) {
		return
	}
	if err := d.call(ctx, rest.Call{Method: http.MethodPut, Path: path, Body: []any{}}); err != nil {
		d.note(ctx, "cannot remove the global commands", err)
	}
}

func (d *desk) registered(ctx context.Context, path string) ([]map[string]any, error) {
	var have []map[string]any
	err := d.call(ctx, rest.Call{Method: http.MethodGet, Path: path, Into: &have})
	return have, err
}

// sameCommands reports whether the server has exactly these commands. It may add fields of its own to each.
func sameCommands(want []*discordgo.ApplicationCommand, have []map[string]any) bool {
	if len(want) != len(have) {
		return false
	}
	known := map[any]map[string]any{}
	for _, h := range have {
		known[h["name"]] = h
	}
	for _, w := range want {
		h, ok := known[w.Name]
		if !ok || !covers(h, plain(w)) {
			return false
		}
	}
	return true
}

// plain returns v as JSON decodes it.
func plain(v any) any {
	var out any
	b, err := json.Marshal(v)
	if err != nil || json.Unmarshal(b, &out) != nil {
		return nil
	}
	return out
}

// covers reports whether have says everything that want says; what want leaves empty may be missing.
func covers(have, want any) bool {
	switch want := want.(type) {
	case map[string]any:
		have, ok := have.(map[string]any)
		for key, w := range want {
			ok = ok && covers(have[key], w)
		}
		return ok
	case []any:
		have, _ := have.([]any) // none is as good as an empty one
		same := len(have) == len(want)
		for i := 0; same && i < len(want); i++ {
			same = covers(have[i], want[i])
		}
		return same
	}
	return empty(have) && empty(want) || reflect.DeepEqual(have, want)
}

// empty reports whether a value of JSON says nothing: null, false, zero, or a text or list without content.
func empty(v any) bool {
	switch v := v.(type) {
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return v == nil || reflect.ValueOf(v).IsZero()
}
