package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Forget deletes what is kept about a person: the conversation, the notes, the questions and the votes. It returns how many
// questions and votes that were. On SQLite nothing of it can be read out of the files afterwards; while somebody else reads
// them, that takes until a moment after they have done. On PostgreSQL the rows are gone for every query at once, and from the
// server's files when it reuses the space.
//
// What the person wrote and is still to be answered goes with the answer, see Done.
func (s *Store) Forget(ctx context.Context, adapter, user string) (rows int, err error) {
	hashes := s.hashes(adapter, user)
	err = s.write(ctx, "forget", func(tx *sql.Tx) error {
		rows = 0
		for _, h := range hashes {
			n, err := deleteAll(ctx, tx, h[:], "DELETE FROM questions WHERE person = $1", "DELETE FROM votes WHERE person = $1")
			if err != nil {
				return err
			}
			rows += n
			_, err = deleteAll(ctx, tx, h[:], "DELETE FROM sessions WHERE person = $1", "DELETE FROM notes WHERE scope = $1")
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for _, h := range hashes {
		s.sessions.Remove(h)
	}
	s.erase(ctx)
	return rows, nil
}

// deleteAll runs deletions that take the same argument and returns how many rows went.
func deleteAll(ctx context.Context, tx *sql.Tx, of any, deletions ...string) (int, error) {
	total := 0
	for _, d := range deletions {
		n, err := changed(ctx, tx, d, of)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

// sweep deletes everything that is past its time, and turns the keys.
func (s *Store) sweep(ctx context.Context) error {
	now := time.Now()
	oldest := now.Add(-s.cfg.Retention)
	expired := 0
	err := inTx(ctx, s.db, func(tx *sql.Tx) (err error) {
		if expired, err = deleteAll(ctx, tx, oldest.UnixMilli(), "DELETE FROM questions WHERE at < $1", "DELETE FROM votes WHERE at < $1"); err != nil {
			return err
		}
		// A day west of here may have ended later than the day of UTC.
		if _, err := deleteAll(ctx, tx, oldest.Add(-24*time.Hour).UTC().Format(time.DateOnly), "DELETE FROM counts WHERE day < $1"); err != nil {
			return err
		}
		if _, err := deleteAll(ctx, tx, now.UnixMilli(), "DELETE FROM sessions WHERE expires <= $1", "DELETE FROM notes WHERE expires <= $1"); err != nil {
			return err
		}
		if err := s.sweepUpdates(ctx, tx, now); err != nil {
			return err
		}
		return s.turnKeys(ctx, tx, now)
	})
	if err != nil {
		return fmt.Errorf("delete what is past its time: %w", err)
	}
	if expired > 0 {
		s.log.Info("store_expired", "rows", expired)
	}
	if err := s.loadKeys(ctx); err != nil {
		return fmt.Errorf("read the keys: %w", err)
	}
	s.erase(ctx)
	return nil
}

// sweepUpdates drops what nobody has answered in time, and what was answered so long ago that it cannot come again.
func (s *Store) sweepUpdates(ctx context.Context, tx *sql.Tx, now time.Time) error {
	dropped, err := changed(ctx, tx, "DELETE FROM updates WHERE at < $1", now.Add(-unansweredFor).UnixMilli())
	if err != nil {
		return err
	}
	if dropped > 0 {
		s.log.Warn("updates_never_answered", "dropped", dropped)
	}
	_, err = deleteAll(ctx, tx, now.Add(-seenFor).UnixMilli(), "DELETE FROM seen WHERE at < $1", "DELETE FROM sends WHERE at < $1")
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM replicas WHERE until < "+s.now())
	return err
}
