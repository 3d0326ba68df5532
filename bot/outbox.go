package bot

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"frontdesk/bot/store"
)

// Update is something that a platform delivered, as an Outbox keeps it until it is answered.
type Update struct {
	ID   string // the platform's; the same when it is delivered again
	Chat string // updates of one chat are handed out one at a time
	Seq  int64  // in this order
	Body []byte // as it came, for the adapter to read again after a crash; erased once it is answered

	kept  bool   // the store has it
	reply []byte // what the bot answered before the crash
}

// Outbox has every update of one platform answered once, as far as the platform allows, whatever ends the process. An adapter
//
//   - gives to Take what the platform delivers, before it tells the platform that it has it;
//   - puts what comes back, and now and then what Waiting returns, into the lane of its chat, where it calls Next until there
//     is no more, has the message answered with Ask, shows the reply with Send, and ends with Done.
//
// Between two processes that share the store, Next keeps the order of a chat, and hands out what a dead one has begun. When
// the store fails, everything goes on in memory and the log says so once.
//
// # Once
//
// A reply is recorded with the conversation before any of it is sent, so that after a crash the same reply is sent, not
// another one. Each message of it is recorded before it is sent, and the platform's ID of it afterwards. So of every message
// one of three things is known:
//
//   - It was shown: its ID is recorded. It is not sent again.
//   - It was not shown: the platform refused it, with a 429 or an error of its own, or could not be reached. It is sent again.
//   - Nobody knows: the request went out and no answer came back (the call's error is Unknown), or the process ended between
//     the two records.
//
// Discord settles the third: it is sent again with the same nonce and enforce_nonce, and Discord returns the message that is
// there already. It does so for some minutes; what was left for longer may be shown twice.
//
// Telegram cannot settle it: a call has no key by which it could be known again, and a bot cannot read a chat's history. There
// the rule errs towards twice, because a person who gets no answer is left alone with a question, and one who gets it twice is
// not harmed. A message is sent at most MostUnknown times that way, then counted as shown, and the log says so. An urgent
// reply or a safety question is sent until it is known to be shown.
type Outbox struct {
	keeper
	adapter string
	known   *lru.Cache[string, bool]           // updates that were taken or answered (true) while the store failed
	sends   *lru.Cache[string, *store.Sending] // by update and part, of updates that are not kept
	notes   *lru.Cache[string, string]         // by chat and name, while the store failed
	lease   atomic.Pointer[func() store.Lease] // under which updates are taken; nil: none is needed
}

// MostUnknown is how often a message that is not urgent is sent at most when nobody knows whether it was shown.
const MostUnknown = 3

const maxKnown = 10_000

// Unknown is the error of a call of which nobody knows whether the platform carried it out.
type Unknown struct{ Err error }

func (e *Unknown) Error() string { return e.Err.Error() }

func (e *Unknown) Unwrap() error { return e.Err }

// ErrLost says that an update is in the hands of another process by now. Nothing may be sent for it.
var ErrLost = store.ErrLost

// NewOutbox returns the outbox of a platform. Without a store it keeps to all that is said here, but for what ends with the
// process.
func NewOutbox(st *store.Store, platform string, log *slog.Logger) *Outbox {
	return &Outbox{
		keeper: keeper{st: st, log: log}, adapter: platform,
		known: memory[bool](), sends: memory[*store.Sending](), notes: memory[string](),
	}
}

// memory is what is remembered of the last things of a kind.
func memory[V any]() *lru.Cache[string, V] {
	m, _ := lru.New[string, V](maxKnown) // it fails for sizes below one only
	return m
}

// Lead runs do in the one process of those that share the store that may poll the platform or hold its connection. It waits
// for its turn, and does so again when do is cut off because the turn was lost. It returns nil when ctx is done, else what do
// returns. While the turn is not this process's, Take takes nothing.
func (o *Outbox) Lead(ctx context.Context, do func(ctx context.Context) error) error {
	if o.st == nil {
		return do(ctx)
	}
	return o.st.Lead(ctx, o.adapter, func(ctx context.Context, held func() store.Lease) error {
		o.lease.Store(&held)
		return do(ctx)
	})
}

// Take keeps updates and returns those that were not known before. After an error, ErrLost or that of ctx, it has not kept
// them, and the platform must not be told otherwise.
func (o *Outbox) Take(ctx context.Context, updates ...Update) ([]Update, error) {
	if o.st != nil {
		fresh, err := o.take(ctx, updates)
		if o.works(ctx, err) || errors.Is(err, ErrLost) {
			return fresh, err
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var fresh []Update
	for _, u := range updates {
		if known, _ := o.known.ContainsOrAdd(u.ID, false); !known {
			fresh = append(fresh, u)
		}
	}
	return fresh, nil
}

func (o *Outbox) take(ctx context.Context, updates []Update) (fresh []Update, err error) {
	rows := make([]store.Update, len(updates))
	for i, u := range updates {
		rows[i] = store.Update{Adapter: o.adapter, ID: u.ID, Chat: u.Chat, Seq: u.Seq, Body: u.Body}
	}
	var lease store.Lease
	if held := o.lease.Load(); held != nil {
		lease = (*held)()
	}
	taken, err := o.st.Take(ctx, lease, rows...)
	for _, row := range taken {
		if answered, _ := o.known.Get(row.ID); !answered {
			fresh = append(fresh, fromRow(row))
		}
	}
	return fresh, err
}

func fromRow(row store.Update) Update {
	return Update{ID: row.ID, Chat: row.Chat, Seq: row.Seq, Body: row.Body, kept: true, reply: row.Reply}
}

// Waiting returns updates that wait to be answered and that no living process has begun, without their chats: after a start
// those that the last run left. Those that this process has in its lanes are among them.
func (o *Outbox) Waiting(ctx context.Context) []Update {
	if o.st == nil {
		return nil
	}
	rows, err := o.st.Waiting(ctx, o.adapter)
	o.works(ctx, err)
	var all []Update
	for _, row := range rows {
		all = append(all, fromRow(row))
	}
	return all
}

// Next hands out what is to be answered next in the chat of an update that was taken: it, an earlier one, or nothing any more.
func (o *Outbox) Next(ctx context.Context, of Update) (Update, bool) {
	for o.st != nil {
		row, err := o.st.Next(ctx, o.adapter, of.Chat)
		if !o.works(ctx, err) {
			break
		}
		if row.ID == "" {
			return Update{}, false
		}
		if answered, _ := o.known.Get(row.ID); !answered {
			return fromRow(row), true
		}
		if !o.works(ctx, o.st.Done(ctx, o.adapter, row.ID)) {
			return Update{}, false
		}
		o.known.Remove(row.ID)
	}
	of.kept = false
	answered, _ := o.known.Get(of.ID)
	return of, !answered && ctx.Err() == nil
}

// Ask has the message in an update answered: by handle, or as it was answered before a crash.
func (o *Outbox) Ask(ctx context.Context, u Update, m Message, handle Handler) Reply {
	var r Reply
	if len(u.reply) > 0 && gob.NewDecoder(bytes.NewReader(u.reply)).Decode(&r) == nil {
		return r
	}
	if u.kept {
		m.Update = u.ID
	}
	return handle(ctx, m)
}

// encode makes a reply what Ask decodes.
func encode(r Reply) []byte {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(r); err != nil {
		return nil // it would be made anew after a crash
	}
	return b.Bytes()
}

// Part is one message of a reply.
type Part struct {
	Name string // the same whenever the reply to this update is sent
	Most int    // how often it is sent when nobody knows whether it was shown; 0: until it is known
}

// Send sends a part of the reply to an update, unless it was shown already. Show makes the one call and returns the platform's
// ID of the message; its error is an *Unknown when nobody knows whether the platform carried it out, and any other when it
// certainly did not. Send returns that error, or ErrLost without having called show. See Outbox for the rule.
func (o *Outbox) Send(ctx context.Context, u Update, p Part, show func(context.Context) (id string, err error)) error {
	known, err := o.sending(ctx, u, p)
	switch {
	case err != nil:
		return err
	case known.Sent:
		return nil
	case p.Most > 0 && known.Unknown >= p.Most:
		o.log.WarnContext(ctx, "nobody_knows_whether_a_message_was_shown", "tries", known.Unknown)
		return nil
	}
	id, err := show(ctx)
	o.sent(context.WithoutCancel(ctx), u, p, id, err) // what was done is recorded, whatever ended meanwhile
	return err
}

// sending records that a part is about to be sent and returns what was known of it before. The error is ErrLost.
func (o *Outbox) sending(ctx context.Context, u Update, p Part) (store.Sending, error) {
	if u.kept {
		known, err := o.st.Send(ctx, o.adapter, u.ID, p.Name)
		if o.works(ctx, err) || errors.Is(err, ErrLost) {
			return known, err
		}
	}
	var known store.Sending
	if before, ok := o.sends.Get(u.ID + " " + p.Name); ok {
		known = *before
	}
	o.sends.Add(u.ID+" "+p.Name, &store.Sending{Sent: known.Sent, Unknown: known.Unknown + 1})
	return known, nil
}

// sent records how sending a part has ended.
func (o *Outbox) sent(ctx context.Context, u Update, p Part, id string, err error) {
	var unknown *Unknown
	shown, undone := err == nil, err != nil && !errors.As(err, &unknown)
	switch {
	case u.kept && shown:
		o.works(ctx, o.st.Sent(ctx, o.adapter, u.ID, p.Name, id))
	case u.kept && undone:
		o.works(ctx, o.st.Unsent(ctx, o.adapter, u.ID, p.Name))
	}
	if last, ok := o.sends.Get(u.ID + " " + p.Name); ok {
		switch {
		case shown:
			last.Sent = true
		case undone:
			last.Unknown--
		}
	}
}

// Done ends with an update. What it and its reply say is erased.
func (o *Outbox) Done(ctx context.Context, u Update) {
	ctx = context.WithoutCancel(ctx)
	if u.kept {
		if err := o.st.Done(ctx, o.adapter, u.ID); errors.Is(err, ErrLost) || o.works(ctx, err) {
			return
		}
	}
	o.known.Add(u.ID, true)
}

// Drop is for an update that was taken and is not to be answered.
func (o *Outbox) Drop(ctx context.Context, u Update) {
	if !u.kept || !o.works(ctx, o.st.Drop(ctx, o.adapter, u.ID)) {
		o.known.Add(u.ID, true)
	}
}

// Return gives an update back that Next has handed out and that cannot be answered now: Waiting returns it again.
func (o *Outbox) Return(ctx context.Context, u Update) {
	ctx = context.WithoutCancel(ctx)
	if u.kept {
		o.works(ctx, o.st.Return(ctx, o.adapter, u.ID))
		return
	}
	o.known.Remove(u.ID) // the platform may deliver it again
}

// Remember notes something small about a chat for a while, such as that it refuses a method. It is no place for words.
func (o *Outbox) Remember(ctx context.Context, chat, name, value string, keep time.Duration) {
	n := store.Note{Adapter: o.adapter, Scope: chat, Name: name, Value: value, Keep: keep}
	if o.st == nil || !o.works(ctx, o.st.Remember(ctx, n)) {
		o.notes.Add(chat+" "+name, value)
	}
}

// Recall returns what was noted, and false when it was not, or too long ago.
func (o *Outbox) Recall(ctx context.Context, chat, name string) (string, bool) {
	if o.st != nil {
		value, ok, err := o.st.Recall(ctx, store.Note{Adapter: o.adapter, Scope: chat, Name: name})
		if o.works(ctx, err) && ok {
			return value, true
		}
	}
	return o.notes.Get(chat + " " + name)
}
