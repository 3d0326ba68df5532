package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// migrations holds the steps from one schema to the next, in the order of their names. A step that was released never changes.
//
//go:embed migrations/*/*.sql
var migrations embed.FS

// applicationID marks a file as ours (https://www.sqlite.org/pragma.html#pragma_application_id): "fdjl".
const applicationID = 0x66646a6c

// errForeign and errNewer say why a sound database is not opened.
var (
	errForeign = errors.New("another program's database")
	errNewer   = errors.New("written by a newer frontdesk")
)

// step is one step from a schema to the next.
type step struct{ name, sql string }

func sqliteSteps() []step { return steps("migrations/sqlite") }

func postgresSteps() []step { return steps("migrations/postgres") }

// steps reads the steps below a folder of migrations.
func steps(dir string) []step {
	var all []step
	names, _ := fs.Glob(migrations, dir+"/*.sql") // the pattern is sound
	for _, name := range slices.Sorted(slices.Values(names)) {
		text, _ := migrations.ReadFile(name) // Glob has just found it
		all = append(all, step{name, string(text)})
	}
	return all
}

// ours refuses another program's database. An empty one may become ours.
func ours(ctx context.Context, tx *sql.Tx) error {
	var id, version, tables int
	const ask = "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)"
	if err := tx.QueryRowContext(ctx, ask).Scan(&id, &version, &tables); err != nil {
		return err
	}
	if id != applicationID && (id != 0 || version != 0 || tables != 0) {
		return errForeign
	}
	return nil
}

// migrateSQLite applies the steps that a file has not seen.
func migrateSQLite(ctx context.Context, tx *sql.Tx, all []step) error {
	if err := ours(ctx, tx); err != nil {
		return err
	}
	var version int
	if err := tx.QueryRowContext(ctx, "SELECT user_version FROM pragma_user_version").Scan(&version); err != nil {
		return err
	}
	return apply(ctx, tx, all, version, func(reached int) string {
		return fmt.Sprintf("; PRAGMA user_version = %d; PRAGMA application_id = %d", reached, applicationID)
	})
}

// migrationLock is held by the one process that migrates a PostgreSQL database.
const migrationLock = applicationID

// migratePostgres applies the steps that a database has not seen.
func migratePostgres(ctx context.Context, tx *sql.Tx, all []step) error {
	if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(migrationLock)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS frontdesk_schema (version BIGINT NOT NULL)"); err != nil {
		return err
	}
	var version int
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM frontdesk_schema").Scan(&version); err != nil {
		return err
	}
	return apply(ctx, tx, all, version, func(reached int) string {
		return fmt.Sprintf("; INSERT INTO frontdesk_schema (version) VALUES (%d)", reached)
	})
}

// apply runs the steps from a version on, each with the mark that it was reached.
func apply(ctx context.Context, tx *sql.Tx, all []step, version int, mark func(reached int) string) error {
	if version > len(all) {
		return fmt.Errorf("%w: it has schema %d and this program knows %d", errNewer, version, len(all))
	}
	for i, next := range all[version:] {
		if _, err := tx.ExecContext(ctx, next.sql+mark(version+i+1)); err != nil {
			return fmt.Errorf("%s: %w", next.name, err)
		}
	}
	return nil
}
