package bot

import (
	"context"

	"frontdesk/bot/language"
	"frontdesk/bot/triage"
	"frontdesk/knowledge"
)

// rule is one row of the table of a conversation: what is done about a turn, by what is open and what the turn does.
type rule struct {
	open open
	act  act
	step func(turn) Reply
}

// rules are read from top to bottom; the first row that fits takes the turn. Red flags are looked for before: see turn.alarm. The steps change the
// state themselves where it changes, and State.settle keeps the rest.
var rules = []rule{
	// open        what is said   what is done
	{safety, yes, turn.confirmed},       // → emergency
	{safety, no, turn.safe},             // → what waited is answered
	{safety, withdraw, turn.safe},       //
	{safety, chosen, turn.safetyButton}, //
	{safety, command, turn.command},     // the question stays open
	{safety, whatever, turn.unclear},    // → asked once more, then emergency

	{emergency, withdraw, turn.withdrawn}, // → nothing open
	{emergency, command, turn.command},    //
	{emergency, chosen, turn.choice},      // a button of before
	{emergency, whatever, turn.within},    // answered inside the emergency

	{anything, command, turn.command},
	{anything, chosen, turn.choice},
	{anything, tooLong, turn.tooLong},
	{anything, courteous, turn.courtesy},

	{choosing, yes, turn.theOne},
	{choosing, no, turn.noneOfThem},
	{choosing, both, turn.bothOfThem},

	{topic, both, turn.bothOfThem},
	{topic, yes, turn.more},
	{topic, more, turn.more},
	{topic, shorter, turn.shorter},
	{topic, confused, turn.confused},
	{anything, again, turn.again},
	{topic, fine, turn.reassured},

	{anything, whatever, turn.ask},
}

// step takes a turn by the rules.
func (t turn) step() Reply {
	open := t.s.open()
	for _, r := range rules {
		if (r.open == anything || r.open == open) && (r.act == whatever || r.act == t.u.act) {
			return r.step(t)
		}
	}
	return t.ask()
}

// look reads the red flags of a message. What says nothing by itself is not looked at: a button, a command, thanks, and the words of an answer to
// our own question.
func (t turn) look() triage.Finding {
	empty := len(t.u.words) <= wholePhrase && t.u.act != statement && t.u.act != tooLong
	if t.u.act == chosen || t.u.act == command || t.u.act == courteous || empty {
		return triage.Finding{Heard: t.s.Heard}
	}
	f := t.triage.Look(t.u.text, t.s.Heard)
	if t.u.core != t.u.text {
		f = worse(f, t.triage.Look(t.u.core, t.s.Heard)) // a greeting makes a message longer, and its signs look rarer in it
	}
	if f.Level == triage.Ask && len(knowledge.ContentWords(t.u.words)) <= 1 && t.triage.Look(t.u.text, nil).Level == triage.None {
		f = triage.Finding{Heard: f.Heard} // "and on the neck?" is no sign, whatever was said before
	}
	if f.Level == triage.None && t.foreign() != nil && t.u.language != language.Unknown && t.u.language != language.Romanised {
		heard := f.Heard
		f = t.alarms.look(t.u.reading)
		f.Heard = heard
	}
	return f
}

// worse returns the surer of two findings about one message, with what the first has heard.
func worse(a, b triage.Finding) triage.Finding {
	if b.Level <= a.Level {
		return a
	}
	b.Heard = a.Heard
	return b
}

// reply looks for red flags first, and then takes the turn by the rules.
func (t turn) reply(ctx context.Context) Reply {
	if t.u.act == command && t.u.command == "/forget" {
		return t.forget(ctx)
	}
	finding := t.look()
	t.s.Heard = finding.Heard
	if r, ok := t.alarm(finding); ok {
		return r
	}
	return t.step()
}
