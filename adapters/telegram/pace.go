package telegram

import (
	"context"
	"sync"
	"time"

	"frontdesk/adapters/internal/retry"
)

// pace keeps what the bot sends within the limits of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this:
// one message a second in a chat, 20 a minute in a group, 30 a second in all. It is safe for concurrent use.
type pace struct {
	mu    sync.Mutex
	all   window
	chats map[int64]*chatPace
	free  bool // no limits
}

type chatPace struct{ second, minute window }

const (
	perSecond      = 30
	perGroupMinute = 20
	manyChats      = 1000 // from here on the chats that nothing was sent to for a minute are forgotten
)

func newPace() *pace {
	return &pace{all: window{most: perSecond, span: time.Second}, chats: map[int64]*chatPace{}}
}

// wait waits until a message may be sent to a chat, and counts it. A group's ID is negative.
func (p *pace) wait(ctx context.Context, chat int64) error {
	for {
		d := p.take(time.Now(), chat)
		if d <= 0 {
			return ctx.Err()
		}
		if err := retry.Wait(ctx, d); err != nil {
			return err
		}
	}
}

// take counts a message that may be sent now, or returns how long it has to wait.
func (p *pace) take(now time.Time, chat int64) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.free {
		return 0
	}
	c := p.of(chat, now)
	windows := []*window{&p.all, &c.second}
	if chat < 0 {
		windows = append(windows, &c.minute)
	}
	var wait time.Duration
	for _, w := range windows {
		wait = max(wait, w.wait(now))
	}
	if wait <= 0 {
		for _, w := range windows {
			w.count(now)
		}
	}
	return wait
}

func (p *pace) of(chat int64, now time.Time) *chatPace {
	if c := p.chats[chat]; c != nil {
		return c
	}
	if len(p.chats) >= manyChats {
		for id, c := range p.chats {
			if now.Sub(c.second.last()) > time.Minute {
				delete(p.chats, id)
			}
		}
	}
	c := &chatPace{second: window{most: 1, span: time.Second}, minute: window{most: perGroupMinute, span: time.Minute}}
	p.chats[chat] = c
	return c
}

// sent says that a message counted by wait has gone out. The chat's next second begins now, because it is the server's clock
// that counts and not that of the bot.
func (p *pace) sent(chat int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.chats[chat]; c != nil && len(c.second.passed) > 0 {
		c.second.passed[len(c.second.passed)-1] = time.Now()
	}
}

// forget drops what is known about a chat.
func (p *pace) forget(chat int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.chats, chat)
}

// window lets at most that many events pass in any span of time.
type window struct {
	most   int
	span   time.Duration
	passed []time.Time // the last of them, oldest first
}

// wait returns how long the next event has to wait.
func (w *window) wait(now time.Time) time.Duration {
	if len(w.passed) < w.most {
		return 0
	}
	return w.passed[0].Add(w.span).Sub(now)
}

func (w *window) count(now time.Time) {
	if len(w.passed) == w.most {
		copy(w.passed, w.passed[1:])
		w.passed = w.passed[:w.most-1]
	}
	w.passed = append(w.passed, now)
}

func (w *window) last() time.Time {
	if len(w.passed) == 0 {
		return time.Time{}
	}
	return w.passed[len(w.passed)-1]
}
