package journal

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// forgetting asks the writer to delete a person's rows.
type forgetting struct {
	person [16]byte
	result chan forgotten // has room for one, so that the writer never waits
}

type forgotten struct {
	rows int
	err  error
}

// forget deletes a person's rows, also those that are only pending.
func (w *writer) forget(ctx context.Context, person [16]byte) forgotten {
	w.drain()
	before := len(w.pending)
	w.pending = slices.DeleteFunc(w.pending, func(r row) bool { return r.kind != Replied && r.person == person })
	waiting := before - len(w.pending)
	stored, err := w.deleteRows(ctx, []statement{
		{"DELETE FROM questions WHERE person = ?", []any{person[:]}},
		{"DELETE FROM votes WHERE person = ?", []any{person[:]}},
	})
	if err != nil {
		err = fmt.Errorf("journal: forget: %w", err)
	}
	w.residue = w.residue || stored > 0
	w.flush(ctx)
	return forgotten{waiting + stored, err}
}

// expireDaily is expire for the running writer: a failure is logged and tried again the next day.
func (w *writer) expireDaily(ctx context.Context) {
	if err := w.expire(ctx); err != nil {
		w.log.Error("journal_expire_failed", "error", err)
		return
	}
	w.residue = true
	w.flush(ctx)
}

// expire deletes what is older than the retention time; of the counts, the days that ended before it.
func (j *Journal) expire(ctx context.Context) error {
	oldest := time.Now().Add(-j.cfg.Retention)
	n, err := j.deleteRows(ctx, []statement{
		{"DELETE FROM questions WHERE at < ?", []any{oldest.UnixMilli()}},
		{"DELETE FROM votes WHERE at < ?", []any{oldest.UnixMilli()}},
		{"DELETE FROM counts WHERE day < ?", []any{j.day(oldest)}},
	})
	if err == nil && n > 0 {
		j.log.Info("journal_expired", "rows", n)
	}
	return err
}

// deleteRows runs the deletions in one transaction and returns how many rows went.
func (j *Journal) deleteRows(ctx context.Context, deletions []statement) (int, error) {
	tx, err := j.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit there is nothing to roll back
	total := int64(0)
	for _, d := range deletions {
		res, err := tx.ExecContext(ctx, d.sql, d.args...)
		if err != nil {
			return 0, err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return 0, err
		}
		total += n
	}
	return int(total), tx.Commit()
}

// wipePatience is how long a person who asks to be forgotten waits for somebody else's read to end.
const wipePatience = 100 * time.Millisecond

// wipe moves the write-ahead log into the database and empties it, so that no deleted row can be read out of the files
// (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint). A reader can be in the way; then it is tried again soon.
func (w *writer) wipe(ctx context.Context) error {
	patient, cancel := context.WithTimeout(ctx, wipePatience)
	defer cancel()
	var busy, frames, moved int
	err := w.db.QueryRowContext(patient, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	if err != nil && patient.Err() == nil {
		return err
	}
	w.residue = err != nil || busy != 0
	if w.residue {
		w.timer.Reset(flushAfter)
	}
	return nil
}
