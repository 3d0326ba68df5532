package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"frontdesk/adapters/discord/internal/rest"
	"frontdesk/bot"
)

// interaction answers a command, a button, a menu or a form, and suggests entries while somebody types.
func (d *desk) interaction(ctx context.Context, in interaction) {
	by := in.by()
	if by == nil || by.ID == "" || by.Bot || in.ID == "" || in.Token == "" {
		return
	}
	d.places.add(in.Channel)
	if me := d.me.Load(); in.ApplicationID == "" && me != nil {
		in.ApplicationID = me.application
	}
	switch in.Type {
	case stillTyping:
		d.put(in.GuildID, "typing "+by.ID, func() { d.complete(ctx, in) })
	case commandUsed, componentUsed, formSubmitted:
		if !d.hand.Take(in.ID) { // the gateway repeats it
			return
		}
		x := d.exchange(in)
		x.begin(ctx)
		chat := laneOf(in, by.ID)
		if !d.put(in.GuildID, chat, func() { d.keep(ctx, in.ID, chat, task{Interaction: &in, x: x}) }) {
			d.hand.Release(in.ID)
			d.aside.Go(func() { d.note(ctx, "answering an interaction", x.show(ctx, []outgoing{line(patienceLine)}, true)) })
		}
	}
}

// exchange is the answer to an interaction, before anything is said.
func (d *desk) exchange(in interaction) *exchange {
	return &exchange{rest: d.rest, out: d.out, in: in, hidden: !d.open(in), log: d.log}
}

// laneOf names what an interaction waits for: in private all of the chat, elsewhere what the same person did there.
func laneOf(in interaction, user string) string {
	if in.GuildID == "" {
		return in.ChannelID
	}
	return in.ChannelID + " " + user
}

// open reports whether everyone in the channel of an interaction may see its answer; in private there is nobody else.
func (d *desk) open(in interaction) bool {
	return in.GuildID == "" || d.listed(d.cfg.PublicChannels, in.ChannelID)
}

// serve answers one interaction.
func (d *desk) serve(ctx context.Context, x *exchange) {
	defer func() {
		if v := recover(); v != nil {
			d.panicked(v)
			d.note(ctx, "answering an interaction", x.show(ctx, []outgoing{line(failedLine)}, true))
		}
	}()
	q := d.read(x.in)
	switch {
	case q.form:
		d.note(ctx, "opening a form", x.ask(ctx, questionForm()))
		return
	case q.line != "":
		d.note(ctx, "answering an interaction", x.show(ctx, []outgoing{line(q.line)}, true))
		return
	case q.text == "" && q.choice == "":
		d.note(ctx, "answering an interaction", x.show(ctx, nil, true))
		return
	}
	reply := d.out.Ask(ctx, x.of, bot.Message{
		Adapter: name, Chat: d.moves.chat(x.in.ChannelID), User: x.in.by().ID, Text: q.text, Choice: q.choice,
		Group: x.in.GuildID != "" && d.open(x.in),
	}, d.handle)
	messages := compose(reply, d.cfg.Embeds)
	err := x.show(ctx, messages, d.hidden(x.in, q, reply))
	if errors.Is(err, errGone) && len(messages) > 0 && (x.resumed || reply.Kind == bot.Urgent || reply.Kind == bot.Triage) {
		_, err = d.tell(ctx, x.in.by().ID, destination{nonce: x.in.ID, of: x.of}, messages)
	}
	d.note(ctx, "answering an interaction", err)
}

// hidden reports whether only the person who asked may see a reply.
func (d *desk) hidden(in interaction, q question, r bot.Reply) bool {
	switch {
	case vote(q.choice):
		return true
	case in.GuildID == "":
		return false
	case r.Private || !d.open(in):
		return true
	}
	return r.Kind != bot.Answer && r.Kind != bot.Handoff && r.Kind != bot.SmallTalk
}

// vote reports whether a choice is a thumb.
func vote(choice string) bool {
	return strings.HasPrefix(choice, bot.VoteChoice("", true)) || strings.HasPrefix(choice, bot.VoteChoice("", false))
}

// question is what an interaction says: one of a text, a choice, a form that is wanted, or a line that answers it without
// the bot; nothing when it was a button of somebody else.
type question struct {
	text, choice string
	form         bool
	line         string
}

// read returns what an interaction says.
func (d *desk) read(in interaction) question {
	if in.GuildID != "" && !d.allowed(in.ChannelID) {
		return question{line: fmt.Sprintf(notHereLine, d.cfg.Channels[0])}
	}
	if ok, _ := d.cooldown.allow(in.by().ID); !ok {
		return question{line: patienceLine}
	}
	switch in.Type {
	case commandUsed:
		var c command
		if json.Unmarshal(in.Data, &c) != nil {
			return question{line: unknownCommand}
		}
		return c.question()
	case componentUsed:
		var p press
		if json.Unmarshal(in.Data, &p) != nil {
			return question{}
		}
		if choice, ok := p.choice(); ok {
			return question{choice: choice}
		}
		return question{}
	}
	var form field
	if json.Unmarshal(in.Data, &form) != nil || form.CustomID != ourForm {
		return question{line: unknownCommand}
	}
	return worded(form.text(formField))
}

// question returns what a command asks.
func (c *command) question() question {
	if c.Type == messageCommand {
		target := c.Resolved.Messages[c.TargetID]
		return worded(target.Content)
	}
	switch c.Name {
	case askCommand:
		text := strings.TrimSpace(c.option(questionOption))
		if choice, ok := typedChoice(text); ok {
			return question{choice: choice}
		}
		return question{text: text, form: text == ""}
	case topicsCommand, bookCommand, privacyCommand, forgetCommand:
		return question{text: "/" + c.Name}
	}
	return question{line: unknownCommand}
}

// worded is a question in words, of which there may be none.
func worded(text string) question {
	if text = strings.TrimSpace(text); text == "" {
		return question{line: noTextLine}
	}
	return question{text: text}
}

// complete suggests entries for a question that is still being typed.
func (d *desk) complete(ctx context.Context, in interaction) {
	var c command
	if json.Unmarshal(in.Data, &c) != nil {
		return
	}
	choices := []map[string]string{} // never null: Discord wants the list even when it is empty
	for _, s := range d.suggest(c.option(questionOption), maxSuggestions) {
		name := clip(s.Title, maxSuggestion)
		if value := bot.ShowChoice(s.Entry); name != "" && validChoice(value) && len(choices) < maxSuggestions {
			choices = append(choices, map[string]string{"name": name, "value": value})
		}
	}
	ctx, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	err := d.rest.Do(ctx, rest.Call{
		Method:   http.MethodPost,
		Path:     fmt.Sprintf("/interactions/%s/%s/callback", in.ID, in.Token),
		Body:     response{Type: discordgo.InteractionApplicationCommandAutocompleteResult, Data: map[string]any{"choices": choices}},
		Patience: time.Second,
	})
	if err != nil {
		d.log.Info("suggestions came too late", "error", err)
	}
}
