package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"
)

// How long a process counts as alive after its last sign of life, and how often it gives one. What a dead one held is taken
// over within leaseTime and the beat of the one that takes it: seven seconds.
const (
	leaseTime = 5 * time.Second
	beatEvery = time.Second
)

// Lease is the right to do what one process alone may do, such as to poll a platform. Its token grows with every new holder.
//
// It is a row with a time and not one of PostgreSQL's session locks, because such a lock stays with its connection: a process
// that hangs would keep it for ever. Who was paused loses the lease, and Take refuses what it brings under the old token.
type Lease struct {
	Name  string
	Token int64
	until time.Time // by this process's clock, on the safe side
}

// Valid reports whether the lease certainly still holds. Ask before each act that somebody else may be doing by now.
func (l Lease) Valid() bool { return time.Now().Before(l.until) }

// Acquire takes or renews a lease. It returns ErrLost while somebody else holds it.
func (s *Store) Acquire(ctx context.Context, name string) (Lease, error) {
	until := time.Now().Add(leaseTime)
	now := s.now()
	take := fmt.Sprintf(`INSERT INTO leases (name, holder, token, until) VALUES ($1, $2, 1, %s + $3)
		ON CONFLICT (name) DO UPDATE SET until = excluded.until, holder = excluded.holder,
			token = leases.token + CASE WHEN leases.holder = excluded.holder THEN 0 ELSE 1 END
		WHERE leases.holder = excluded.holder OR leases.until < %s OR NOT %s
		RETURNING token`, now, now, s.alive("leases.holder"))
	var token int64
	err := s.write(ctx, "lease", func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, take, name, s.me, leaseTime.Milliseconds()).Scan(&token)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrLost
		}
		return err
	})
	return Lease{name, token, until}, err
}

// Release gives a lease up at once. A lease that is lost already stays with its holder.
func (s *Store) Release(ctx context.Context, l Lease) error {
	return s.write(ctx, "release", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE leases SET until = 0 WHERE name = $1 AND token = $2 AND holder = $3", l.Name, l.Token, s.me)
		return err
	})
}

// Lead waits until this process holds the lease and runs do with it, again and again until ctx is done or do returns. The
// context of do ends when the lease is lost.
//
// A process that nobody shares the store with leads without asking.
func (s *Store) Lead(ctx context.Context, name string, do func(context.Context, func() Lease) error) error {
	if !s.shared() {
		return do(ctx, func() Lease { return Lease{} })
	}
	for {
		l, err := s.await(ctx, name)
		if err != nil {
			return nil //nolint:nilerr // ctx is done, which is no failure
		}
		lost, err := s.hold(ctx, l, do)
		if !lost {
			return err
		}
		s.log.Warn("lease_lost", "name", name)
	}
}

// await asks for the lease until it is granted.
func (s *Store) await(ctx context.Context, name string) (Lease, error) {
	failing := false
	for {
		l, err := s.Acquire(ctx, name)
		if err == nil {
			s.log.Info("lease_taken", "name", name, "token", l.Token)
			return l, nil
		}
		if !errors.Is(err, ErrLost) && ctx.Err() == nil && !failing {
			s.log.Error("lease_not_to_be_had", "name", name, "error", err)
			failing = true
		}
		select {
		case <-time.After(beatEvery):
		case <-ctx.Done():
			return Lease{}, ctx.Err()
		}
	}
}

// hold runs do while it renews the lease.
func (s *Store) hold(ctx context.Context, l Lease, do func(context.Context, func() Lease) error) (lost bool, err error) {
	var held atomic.Pointer[Lease]
	held.Store(&l)
	led, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	renewed := make(chan struct{})
	go func() {
		defer close(renewed)
		cancel(s.renew(led, &held))
	}()
	err = do(led, func() Lease { return *held.Load() })
	lost = errors.Is(context.Cause(led), ErrLost)
	cancel(nil)
	<-renewed
	if !lost {
		_ = s.Release(context.WithoutCancel(ctx), *held.Load()) // else it ends by itself
	}
	return lost && ctx.Err() == nil, err
}

// renew renews a lease until it is lost or ctx is done, and returns why it ended.
func (s *Store) renew(ctx context.Context, held *atomic.Pointer[Lease]) error {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		patient, cancel := context.WithTimeout(ctx, leaseTime)
		l, err := s.Acquire(patient, held.Load().Name)
		cancel()
		switch {
		case err == nil && l.Token == held.Load().Token:
			held.Store(&l)
		case err == nil, errors.Is(err, ErrLost), !held.Load().Valid():
			return ErrLost
		}
	}
}

// fence returns ErrLost for a lease that is in other hands. No lease needs no fence.
func (s *Store) fence(ctx context.Context, tx *sql.Tx, l Lease) error {
	if l.Name == "" {
		return nil
	}
	if !l.Valid() {
		return ErrLost
	}
	var token int64
	err := tx.QueryRowContext(ctx, "SELECT token FROM leases WHERE name = $1", l.Name).Scan(&token)
	if errors.Is(err, sql.ErrNoRows) || err == nil && token != l.Token {
		return ErrLost
	}
	return err
}
