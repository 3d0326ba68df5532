package journal

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Query narrows a report. The zero value asks for everything.
type Query struct {
	Since   time.Time // nothing older; of the counts, no earlier day
	Persons int       // nothing that fewer different persons said: 5 shows only what nobody can be told by
	Limit   int       // most rows; 0: all
}

// limit is SQLite's LIMIT, where a negative number means none.
func (q Query) limit() int {
	if q.Limit <= 0 {
		return -1
	}
	return q.Limit
}

// Question is what several people asked in about the same words.
type Question struct {
	Text        string    // as it was asked last, scrubbed
	Entry       string    // nearest to it then, or the one that was picked; empty when there was none
	Confidence  float64   // 0 to 1, of that entry then
	Asked       int       // how often
	Persons     int       // by how many different persons
	First, Last time.Time // the days, in the clinic's time zone: a time of day could tell who it was
}

// Votes is what people thought of an entry's answer; each person has one vote.
type Votes struct {
	Entry    string
	Up, Down int
}

// Count is how many replies of a kind went out on a day. Those with an Entry count the replies that it was part of, those
// without count all of the kind.
type Count struct {
	Day         string // 2026-11-20, in the clinic's time zone
	Kind, Entry string
	Replies     int
}

// Questions returns the questions of a kind (Unanswered, Clarified or Picked), those that most people asked first. Equal ones,
// by Config.Key, are one row; for Picked, one row for each entry that was picked.
func (j *Journal) Questions(ctx context.Context, kind Kind, q Query) ([]Question, error) {
	const query = `
		SELECT newest.text, newest.entry, newest.confidence, g.asked, g.persons, g.first, g.last
		FROM (SELECT max(id) AS id, count(*) AS asked, count(DISTINCT person) AS persons, min(at) AS first, max(at) AS last
			FROM questions WHERE kind = ?1 AND at >= ?2
			GROUP BY key, CASE kind WHEN 'picked' THEN entry END HAVING persons >= ?3) AS g
		JOIN questions AS newest USING (id)
		ORDER BY g.persons DESC, g.asked DESC, g.last DESC, g.id LIMIT ?4`
	return list(ctx, j, statement{query, []any{string(kind), q.millis(), q.Persons, q.limit()}}, func(rows *sql.Rows, x *Question) error {
		var first, last int64
		err := rows.Scan(&x.Text, &x.Entry, &x.Confidence, &x.Asked, &x.Persons, &first, &last)
		x.First, x.Last = j.midnight(first), j.midnight(last)
		return err
	})
}

// Votes returns the votes on every entry, those with the most thumbs down first.
func (j *Journal) Votes(ctx context.Context, q Query) ([]Votes, error) {
	const query = `
		SELECT entry, sum(helped) AS up, count(*) - sum(helped) AS down FROM votes WHERE at >= ?
		GROUP BY entry HAVING count(*) >= ? ORDER BY down DESC, up DESC, entry LIMIT ?`
	return list(ctx, j, statement{query, []any{q.millis(), q.Persons, q.limit()}}, func(rows *sql.Rows, x *Votes) error {
		return rows.Scan(&x.Entry, &x.Up, &x.Down)
	})
}

// Counts returns the counts, the newest day first and within a day the highest first. Query.Persons does not bear on them:
// they are not kept by person.
func (j *Journal) Counts(ctx context.Context, q Query) ([]Count, error) {
	if j == nil {
		return nil, nil
	}
	since := ""
	if !q.Since.IsZero() {
		since = j.day(q.Since)
	}
	const query = `SELECT day, kind, entry, n FROM counts WHERE day >= ? ORDER BY day DESC, n DESC, kind, entry LIMIT ?`
	return list(ctx, j, statement{query, []any{since, q.limit()}}, func(rows *sql.Rows, x *Count) error {
		return rows.Scan(&x.Day, &x.Kind, &x.Entry, &x.Replies)
	})
}

// millis is Since as rows have it; a zero Since comes before all of them.
func (q Query) millis() int64 { return q.Since.UnixMilli() }

// midnight returns the beginning of the day that a row's time falls on.
func (j *Journal) midnight(millis int64) time.Time {
	y, m, d := time.UnixMilli(millis).In(j.cfg.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, j.cfg.Zone)
}

// statement is SQL with its arguments.
type statement struct {
	sql  string
	args []any
}

// list runs a query and scans every row of it.
func list[T any](ctx context.Context, j *Journal, s statement, scan func(*sql.Rows, *T) error) ([]T, error) {
	if j == nil {
		return nil, nil
	}
	rows, err := j.db.QueryContext(ctx, s.sql, s.args...)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var x T
		if err := scan(rows, &x); err != nil {
			return nil, fmt.Errorf("journal: %w", err)
		}
		all = append(all, x)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	return all, nil
}
