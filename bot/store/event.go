package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"time"
)

// Event is one thing that the journal remembers. Which fields count depends on the kind. The words in it are scrubbed before
// they come here.
type Event struct {
	Kind          string // unanswered, clarified, picked, voted or replied
	Adapter, User string // who; kept as a keyed hash, and not at all for replied
	At            time.Time
	Day           string   // of replied: the day that is counted, 2026-11-20
	Text, Key     string   // of a question: as it is kept, and what it shares with the same question asked otherwise
	Entries       []string // the nearest entry, the one picked, the one voted on; of replied all that it was made of
	Confidence    float64  // of a question: 0 to 1
	Helped        bool     // of voted
	Reply         string   // of replied: the kind of reply
}

// The kinds that are not questions.
const (
	voted   = "voted"
	replied = "replied"
)

// So many questions of one person are kept within 24 hours: nobody can fill the disk.
const (
	DailyMost   = 100
	dailyPeriod = 24 * time.Hour
)

// Append keeps events, all or none. It returns how many it left out because one person had asked more than DailyMost questions
// within a day.
func (s *Store) Append(ctx context.Context, events []Event) (refused int, err error) {
	err = s.write(ctx, "append", func(tx *sql.Tx) error {
		refused = 0
		for _, e := range events {
			kept, err := s.append(ctx, tx, e)
			if err != nil {
				return err
			}
			if !kept {
				refused++
			}
		}
		return nil
	})
	return refused, err
}

// append keeps one event and reports whether it did.
func (s *Store) append(ctx context.Context, tx *sql.Tx, e Event) (bool, error) {
	switch e.Kind {
	case voted:
		return true, s.vote(ctx, tx, e)
	case replied:
		return true, count(ctx, tx, e)
	}
	at, asked := e.At.UnixMilli(), 0
	hashes := s.hashes(e.Adapter, e.User)
	for _, h := range hashes {
		n := 0
		const query = "SELECT count(*) FROM questions WHERE person = $1 AND at > $2"
		if err := tx.QueryRowContext(ctx, query, h[:], at-dailyPeriod.Milliseconds()).Scan(&n); err != nil {
			return false, err
		}
		asked += n
	}
	if asked >= DailyMost {
		return false, nil
	}
	const question = `INSERT INTO questions (at, kind, adapter, person, text, key, entry, confidence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	_, err := tx.ExecContext(ctx, question, at, e.Kind, clean(e.Adapter), hashes[0][:], clean(e.Text), clean(e.Key), e.entry(), e.Confidence)
	return true, err
}

// entry returns the first entry.
func (e Event) entry() string {
	if len(e.Entries) == 0 {
		return ""
	}
	return clean(e.Entries[0])
}

// vote keeps a person's vote on an entry in place of an earlier one.
func (s *Store) vote(ctx context.Context, tx *sql.Tx, e Event) error {
	hashes := s.hashes(e.Adapter, e.User)
	for _, h := range hashes {
		if _, err := tx.ExecContext(ctx, "DELETE FROM votes WHERE person = $1 AND entry = $2", h[:], e.entry()); err != nil {
			return err
		}
	}
	helped := 0
	if e.Helped {
		helped = 1
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO votes (person, entry, helped, at, adapter) VALUES ($1, $2, $3, $4, $5)",
		hashes[0][:], e.entry(), helped, e.At.UnixMilli(), clean(e.Adapter))
	return err
}

// count adds a reply to its day: once for its kind and once for each of its entries.
func count(ctx context.Context, tx *sql.Tx, e Event) error {
	const add = `INSERT INTO counts (day, kind, entry, n) VALUES ($1, $2, $3, 1) ON CONFLICT (day, kind, entry) DO UPDATE SET n = counts.n + 1`
	entries := slices.Compact(slices.Sorted(slices.Values(append(e.Entries, "")))) // "" stands for the kind itself
	for _, entry := range entries {
		if _, err := tx.ExecContext(ctx, add, clean(e.Day), clean(e.Reply), clean(entry)); err != nil {
			return err
		}
	}
	return nil
}

// Query narrows a report. The zero value asks for everything.
type Query struct {
	Since   time.Time // nothing older
	Persons int       // nothing that fewer different persons said: 5 shows only what nobody can be told by
	Limit   int       // most rows; 0: all
}

func (q Query) limit() int64 {
	if q.Limit <= 0 {
		return math.MaxInt64
	}
	return int64(q.Limit)
}

// millis is Since as rows have it; a zero Since comes before all of them.
func (q Query) millis() int64 { return q.Since.UnixMilli() }

// Question is what several people asked in about the same words. Somebody who asked before and after the hash key changed
// counts as two.
type Question struct {
	Text        string    // as it was asked last, scrubbed
	Entry       string    // nearest to it then, or the one that was picked; empty when there was none
	Confidence  float64   // 0 to 1, of that entry then
	Asked       int       // how often
	Persons     int       // by how many different persons
	First, Last time.Time // to the moment: a report shows the day
}

// Votes is what people thought of an entry's answer; each person has one vote.
type Votes struct {
	Entry    string
	Up, Down int
}

// Count is how many replies of a kind went out on a day. Those with an Entry count the replies that it was part of, those
// without count all of the kind.
type Count struct {
	Day         string // 2026-11-20
	Kind, Entry string
	Replies     int
}

// Questions returns the questions of a kind (unanswered, clarified or picked), those that most people asked first. Those of one
// key are one row; for picked, one row for each entry that was picked.
func (s *Store) Questions(ctx context.Context, kind string, q Query) ([]Question, error) {
	const query = `
		SELECT newest.text, newest.entry, newest.confidence, g.asked, g.persons, g.since, g.last
		FROM (SELECT max(id) AS id, count(*) AS asked, count(DISTINCT person) AS persons, min(at) AS since, max(at) AS last
			FROM questions WHERE kind = $1 AND at >= $2
			GROUP BY key, CASE kind WHEN 'picked' THEN entry END HAVING count(DISTINCT person) >= $3) AS g
		JOIN questions AS newest USING (id)
		ORDER BY g.persons DESC, g.asked DESC, g.last DESC, id LIMIT $4`
	return report(ctx, s, statement{query, []any{kind, q.millis(), q.Persons, q.limit()}}, func(rows *sql.Rows, x *Question) error {
		var first, last int64
		err := rows.Scan(&x.Text, &x.Entry, &x.Confidence, &x.Asked, &x.Persons, &first, &last)
		x.First, x.Last = time.UnixMilli(first), time.UnixMilli(last)
		return err
	})
}

// Votes returns the votes on every entry, those with the most thumbs down first.
func (s *Store) Votes(ctx context.Context, q Query) ([]Votes, error) {
	const query = `
		SELECT entry, CAST(sum(helped) AS BIGINT), CAST(count(*) - sum(helped) AS BIGINT) AS down FROM votes WHERE at >= $1
		GROUP BY entry HAVING count(*) >= $2 ORDER BY down DESC, sum(helped) DESC, entry LIMIT $3`
	return report(ctx, s, statement{query, []any{q.millis(), q.Persons, q.limit()}}, func(rows *sql.Rows, x *Votes) error {
		return rows.Scan(&x.Entry, &x.Up, &x.Down)
	})
}

// Counts returns the counts from a day such as 2026-11-20 on, the newest day first and within a day the highest first.
func (s *Store) Counts(ctx context.Context, since string) ([]Count, error) {
	const query = `SELECT day, kind, entry, n FROM counts WHERE day >= $1 ORDER BY day DESC, n DESC, kind, entry`
	return report(ctx, s, statement{query, []any{since}}, func(rows *sql.Rows, x *Count) error {
		return rows.Scan(&x.Day, &x.Kind, &x.Entry, &x.Replies)
	})
}

func report[T any](ctx context.Context, s *Store, q statement, scan func(*sql.Rows, *T) error) ([]T, error) {
	all, err := list(ctx, s.read, q, scan)
	if err != nil {
		return nil, fmt.Errorf("store: report: %w", err)
	}
	return all, nil
}

// statement is SQL with its arguments.
type statement struct {
	sql  string
	args []any
}

// list runs a query and scans every row of it.
func list[T any](ctx context.Context, db *sql.DB, s statement, scan func(*sql.Rows, *T) error) ([]T, error) {
	rows, err := db.QueryContext(ctx, s.sql, s.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var x T
		if err := scan(rows, &x); err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, rows.Err()
}
