package store

import (
	"context"
	"database/sql"
	"time"
)

// alive is SQL that tells whether the process named in a column has given a sign of life in time.
func (s *Store) alive(column string) string {
	return column + " IN (SELECT id FROM replicas WHERE until > " + s.now() + ")"
}

// enlist makes this process known to the others. Where there can be no others, those that are listed are dead.
func (s *Store) enlist(ctx context.Context) error {
	return inTx(ctx, s.db, func(tx *sql.Tx) error {
		if !s.shared() {
			if _, err := tx.ExecContext(ctx, "DELETE FROM replicas"); err != nil {
				return err
			}
		}
		return s.sign(ctx, tx)
	})
}

// longLife is for the only process: as long as it runs it is alive.
const longLife = 100 * 365 * 24 * time.Hour

// sign gives a sign of life.
func (s *Store) sign(ctx context.Context, tx *sql.Tx) error {
	life := leaseTime
	if !s.shared() {
		life = longLife
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO replicas (id, until) VALUES ($1, "+s.now()+" + $2) ON CONFLICT (id) DO UPDATE SET until = excluded.until",
		s.me, life.Milliseconds())
	return err
}

// beat gives signs of life until ctx is done.
func (s *Store) beat(ctx context.Context) {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := s.write(ctx, "sign of life", func(tx *sql.Tx) error { return s.sign(ctx, tx) })
		if err != nil && ctx.Err() == nil && !failing {
			s.log.Error("store_unreachable", "error", err)
		}
		if err == nil && failing {
			s.log.Info("store_reachable_again")
		}
		failing = err != nil
	}
}

// leave tells the others that this process has ended.
func (s *Store) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), beatEvery)
	defer cancel()
	_ = inTx(ctx, s.db, func(tx *sql.Tx) error { // else they notice by themselves
		_, err := tx.ExecContext(ctx, "DELETE FROM replicas WHERE id = $1", s.me)
		return err
	})
}
