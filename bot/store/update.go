package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrLost says that an update or a lease is in other hands by now: whoever gets it must not act on it any more.
var ErrLost = errors.New("it is in other hands by now")

// Update is something that a platform delivered. One that is done is known as seen for thirty hours.
type Update struct {
	Adapter string
	ID      string // the platform's; the same when it is delivered again
	Chat    string // updates of one chat are handed out one at a time
	Seq     int64  // in this order
	Body    []byte // as it came; erased once it is done
	Reply   []byte // what Save recorded, where an earlier try came that far; nil in Take
}

// unansweredFor is how long an update waits at most. What nobody has answered by then is dropped.
const unansweredFor = 24 * time.Hour

// Take records updates, all or none, and returns those that were not known before: the others are answered already, or will
// be. With a lease it returns ErrLost when that is in other hands by now.
func (s *Store) Take(ctx context.Context, under Lease, updates ...Update) (fresh []Update, err error) {
	err = s.write(ctx, "take", func(tx *sql.Tx) error {
		fresh = nil
		if err := s.fence(ctx, tx, under); err != nil {
			return err
		}
		for _, u := range updates {
			n, err := s.take(ctx, tx, u)
			if err != nil {
				return err
			}
			if n > 0 {
				fresh = append(fresh, u)
			}
		}
		return nil
	})
	return fresh, err
}

// take records an update and reports 1 for one that was not known.
func (s *Store) take(ctx context.Context, tx *sql.Tx, u Update) (int, error) {
	adapter, id, now := clean(u.Adapter), clean(u.ID), time.Now().UnixMilli()
	n, err := changed(ctx, tx, "INSERT INTO seen (adapter, id, at) VALUES ($1, $2, $3) ON CONFLICT (adapter, id) DO NOTHING", adapter, id, now)
	if err != nil || n == 0 {
		return n, err
	}
	const take = "INSERT INTO updates (adapter, id, chat, seq, at, begun, owner, body) VALUES ($1, $2, $3, $4, $5, 0, '', $6)"
	return changed(ctx, tx, take, adapter, id, s.hash(u.Adapter, u.Chat), u.Seq, now, u.Body)
}

// Next hands out the next update of a chat: the first that is not done, whoever took it, also one that a dead process began.
// It is empty, without an ID, when there is none. While another process is at one of the chat, Next waits for it.
func (s *Store) Next(ctx context.Context, adapter, chat string) (Update, error) {
	for pause := minPause; ; pause = min(2*pause, maxPause) {
		u, busy, err := s.next(ctx, clean(adapter), s.hash(adapter, chat))
		if err != nil || !busy {
			u.Chat = chat
			return u, err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return Update{}, fmt.Errorf("store: next: %w", ctx.Err())
		}
	}
}

// The pauses of Next, while another process is at work.
const (
	minPause = 5 * time.Millisecond
	maxPause = 200 * time.Millisecond
)

// next begins the first update of a chat, unless another process is busy with one of them.
func (s *Store) next(ctx context.Context, adapter string, chat []byte) (u Update, busy bool, err error) {
	u.Adapter = adapter
	err = s.write(ctx, "next", func(tx *sql.Tx) error {
		if err := s.order(ctx, tx, chat); err != nil {
			return err
		}
		at := `SELECT count(*) FROM updates WHERE chat = $1 AND begun = 1 AND owner <> $2 AND ` + s.alive("owner")
		var others int
		if err := tx.QueryRowContext(ctx, at, chat, s.me).Scan(&others); err != nil || others > 0 {
			busy = others > 0
			return err
		}
		const first = `UPDATE updates SET begun = 1, owner = $1 WHERE adapter = $2 AND id =
			(SELECT id FROM updates WHERE chat = $3 ORDER BY seq, at, id LIMIT 1) RETURNING id, seq, body, reply`
		err := tx.QueryRowContext(ctx, first, s.me, adapter, chat).Scan(&u.ID, &u.Seq, &u.Body, &u.Reply)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return u, busy, err
}

// Waiting returns the updates of a platform that no living process has begun, oldest first, at most a thousand: after a crash
// those that it left, and otherwise what Next is about to hand out.
func (s *Store) Waiting(ctx context.Context, adapter string) ([]Update, error) {
	query := `SELECT id, seq, body, reply FROM updates WHERE adapter = $1 AND NOT (begun = 1 AND ` + s.alive("owner") + `)
		ORDER BY seq, at, id LIMIT 1000`
	found, err := list(ctx, s.read, statement{query, []any{clean(adapter)}}, func(rows *sql.Rows, u *Update) error {
		u.Adapter = adapter
		return rows.Scan(&u.ID, &u.Seq, &u.Body, &u.Reply)
	})
	if err != nil {
		return nil, fmt.Errorf("store: waiting: %w", err)
	}
	return found, nil
}

// Done erases what an update and its reply say; that it was seen stays. It returns ErrLost for one that is not in this
// process's hands.
func (s *Store) Done(ctx context.Context, adapter, id string) error {
	return s.write(ctx, "done", func(tx *sql.Tx) error {
		const finish = "DELETE FROM updates WHERE adapter = $1 AND id = $2 AND begun = 1 AND owner = $3"
		n, err := changed(ctx, tx, finish, clean(adapter), clean(id), s.me)
		if err == nil && n == 0 {
			return ErrLost
		}
		return err
	})
}

// Drop makes an update that nobody has begun as if it were done.
func (s *Store) Drop(ctx context.Context, adapter, id string) error {
	return s.write(ctx, "drop", func(tx *sql.Tx) error {
		const drop = "DELETE FROM updates WHERE adapter = $1 AND id = $2 AND begun = 0"
		_, err := tx.ExecContext(ctx, drop, clean(adapter), clean(id))
		return err
	})
}

// Return gives an update back that this process has begun and cannot end: it waits again.
func (s *Store) Return(ctx context.Context, adapter, id string) error {
	return s.write(ctx, "return", func(tx *sql.Tx) error {
		const back = "UPDATE updates SET begun = 0, owner = '' WHERE adapter = $1 AND id = $2 AND begun = 1 AND owner = $3"
		_, err := tx.ExecContext(ctx, back, clean(adapter), clean(id), s.me)
		return err
	})
}

// Sending is what is known of one message of a reply before it is sent.
type Sending struct {
	Sent    bool   // it has gone out; it must not go again
	Message string // the platform's ID of it then
	Unknown int    // tries before this one of which nobody knows whether they came through
}

// Send records that a part of the reply to an update is about to be sent. It returns ErrLost for an update that is not in this
// process's hands: then nothing may be sent.
func (s *Store) Send(ctx context.Context, adapter, id, part string) (known Sending, err error) {
	err = s.write(ctx, "send", func(tx *sql.Tx) error {
		if err := s.mine(ctx, tx, adapter, id); err != nil {
			return err
		}
		const send = `INSERT INTO sends (adapter, id, part, sent, tries, message, at) VALUES ($1, $2, $3, 0, 1, '', $4)
			ON CONFLICT (adapter, id, part) DO UPDATE SET tries = sends.tries + 1 RETURNING sent, message, tries - 1`
		var sent int
		row := tx.QueryRowContext(ctx, send, clean(adapter), clean(id), clean(part), time.Now().UnixMilli())
		err := row.Scan(&sent, &known.Message, &known.Unknown)
		known.Sent = sent > 0
		return err
	})
	return known, err
}

func (s *Store) mine(ctx context.Context, tx *sql.Tx, adapter, id string) error {
	var n int
	const owned = "SELECT count(*) FROM updates WHERE adapter = $1 AND id = $2 AND begun = 1 AND owner = $3"
	err := tx.QueryRowContext(ctx, owned, clean(adapter), clean(id), s.me).Scan(&n)
	if err == nil && n == 0 {
		return ErrLost
	}
	return err
}

// Sent records the platform's ID of a part that has gone out.
func (s *Store) Sent(ctx context.Context, adapter, id, part, message string) error {
	return s.write(ctx, "sent", func(tx *sql.Tx) error {
		const sent = "UPDATE sends SET sent = 1, message = $1 WHERE adapter = $2 AND id = $3 AND part = $4"
		_, err := tx.ExecContext(ctx, sent, clean(message), clean(adapter), clean(id), clean(part))
		return err
	})
}

// Unsent takes back the last Send of a part: the platform has not shown it, and that is certain.
func (s *Store) Unsent(ctx context.Context, adapter, id, part string) error {
	return s.write(ctx, "unsent", func(tx *sql.Tx) error {
		const unsent = "UPDATE sends SET tries = tries - 1 WHERE adapter = $1 AND id = $2 AND part = $3 AND sent = 0"
		_, err := tx.ExecContext(ctx, unsent, clean(adapter), clean(id), clean(part))
		return err
	})
}
