package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

// postgresEngine is a store in a PostgreSQL database that several processes may share.
type postgresEngine struct {
	pool *pgxpool.Pool
	db   *sql.DB // on top of the pool
}

func (*postgresEngine) now() string { return "(extract(epoch FROM clock_timestamp()) * 1000)::bigint" }

// order takes a lock of the chat that ends with the transaction.
func (*postgresEngine) order(ctx context.Context, tx *sql.Tx, chat []byte) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(binary.BigEndian.Uint64(chat)))
	return err
}

func (*postgresEngine) shared() bool { return true }

// wipe does nothing: the server reuses the space of deleted rows in its own time.
func (*postgresEngine) wipe(context.Context) (bool, error) { return true, nil }

func (*postgresEngine) numbered(ctx context.Context, tx *sql.Tx, table string) error {
	_, err := tx.ExecContext(ctx, fmt.Sprintf("SELECT setval(pg_get_serial_sequence('%[1]s', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM %[1]s), false)", table))
	return err
}

func (e *postgresEngine) close() error {
	err := e.db.Close()
	e.pool.Close()
	return err
}

// openPostgres connects to a database and brings its schema up to date, one process at a time.
func (s *Store) openPostgres(ctx context.Context, dsn string) error {
	pool, err := pgxpool.New(ctx, dsn)
	if err != nil {
		return fmt.Errorf("data is not the address of a PostgreSQL database: %w", err) // pgx leaves the password out
	}
	db := stdlib.OpenDBFromPool(pool)
	s.db, s.read, s.engine = db, db, &postgresEngine{pool, db}
	err = inTx(ctx, db, func(tx *sql.Tx) error {
		if err := migratePostgres(ctx, tx, postgresSteps()); err != nil {
			return err
		}
		return firstKey(ctx, tx)
	})
	if err == nil {
		err = s.loadKeys(ctx)
	}
	if err != nil {
		return errors.Join(explainPostgres(err), s.engine.close())
	}
	return nil
}

// explainPostgres adds to an error what it means for the person who starts the program.
func explainPostgres(err error) error {
	var refused *pgconn.PgError
	var unreachable *net.OpError
	switch {
	case errors.Is(err, errNewer):
		return fmt.Errorf("the database was %w; update frontdesk or choose another database", err)
	case errors.As(err, &unreachable):
		return fmt.Errorf("the database cannot be reached: %w", err)
	case errors.As(err, &refused):
		return fmt.Errorf("the database refuses (%s): %w", refused.Code, err)
	}
	return fmt.Errorf("the database: %w", err)
}
