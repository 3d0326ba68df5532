package journal

import (
	"context"
	"fmt"
	"time"

	"frontdesk/bot/store"
)

// What a report is asked for and what it holds, as in package store; the times of a Question are days in the clinic's time
// zone, because a time of day could tell who it was.
type (
	Query    = store.Query
	Question = store.Question
	Votes    = store.Votes
)

// Questions returns the questions of a kind (Unanswered, Clarified or Picked), those that most people asked first. Equal ones,
// by Config.Key, are one row; for Picked, one row for each entry that was picked.
func (j *Journal) Questions(ctx context.Context, kind Kind, q Query) ([]Question, error) {
	if j == nil {
		return nil, nil
	}
	all, err := j.store.Questions(ctx, string(kind), q)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	for i, x := range all {
		all[i].First, all[i].Last = j.midnight(x.First), j.midnight(x.Last)
	}
	return all, nil
}

// Votes returns the votes on every entry, those with the most thumbs down first.
func (j *Journal) Votes(ctx context.Context, q Query) ([]Votes, error) {
	if j == nil {
		return nil, nil
	}
	all, err := j.store.Votes(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	return all, nil
}

// midnight returns the beginning of the day that t falls on.
func (j *Journal) midnight(t time.Time) time.Time {
	y, m, d := t.In(j.cfg.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, j.cfg.Zone)
}
