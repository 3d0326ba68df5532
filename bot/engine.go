package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"frontdesk/bot/journal"
	"frontdesk/bot/store"
)

// Respond answers one message: session in, session out. It is a Handler. Whatever goes wrong inside becomes a Failure reply
// that carries the clinic's number; the log gets the place, never the text.
func (b *Bot) Respond(ctx context.Context, m Message) (r Reply) {
	defer func() {
		if p := recover(); p != nil {
			b.log.ErrorContext(ctx, "respond_panicked", "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			r = b.failure()
		}
	}()
	for range maxRaces {
		answer, err := b.respond(ctx, m)
		if !errors.Is(err, store.ErrChanged) {
			b.journal.Record(journal.Event{Kind: journal.Replied, Entries: answer.Entries, Reply: string(answer.Kind)})
			return answer
		}
	}
	return b.failure()
}

// maxRaces is how often a message is answered anew because another process has answered the same person meanwhile.
const maxRaces = 10

// respond answers a message from the conversation as it is, and keeps the conversation and the reply, or neither.
func (b *Bot) respond(ctx context.Context, m Message) (Reply, error) {
	s := b.sessions.open(ctx, m, b.now())
	defer s.mu.Unlock()
	t := turn{b, m, &s.state, b.understand(m, &s.state)}
	t.speaks()
	r := t.finish(t.reply(ctx))
	t.s.settle(r)
	return r, b.sessions.save(ctx, m, s, r)
}

// turn is one message on its way through the steps.
type turn struct {
	*Bot
	m Message
	s *State
	u understood
}

// finish puts around a reply what every reply has: the courtesy returned, the emergency number while an emergency is open, and words that were not
// just said.
func (t turn) finish(r Reply) Reply {
	whole := t.dressed(r)
	if whole.Text == t.s.Last && !r.repeats {
		whole = t.dressed(t.otherwise(r))
	}
	return whole
}

// dressed puts around a reply the courtesy, the line in the person's language and the emergency number.
func (t turn) dressed(r Reply) Reply {
	if r.repeats {
		return r
	}
	if line := t.returned(r); line != "" && !r.translated {
		r.Text, r.Body = line+"\n\n"+r.Text, line+"\n\n"+r.Body
	}
	r = t.inTheirLanguage(r)
	r.Text = t.guarded(r.Text)
	return r
}
