// Package eval measures how well questions are answered: it reads questions whose answers are known, and sums up what the
// bot made of them.
package eval

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Row is one question and what should come of it.
type Row struct {
	Question string
	Entry    string // the right entry; "a|b" for either, "a+b" for both; empty when nothing answers it
	Kind     string // the right kind of reply, as in JSON; "a|b" for either; empty when not known
	Set      string // a name for rows that belong together, if the file has the column
	Note     string // for urgent rows "flag:action", if the file has the column
}

// Prediction is a row and what the bot made of it.
type Prediction struct {
	Row
	Check
	Conversation string // the ID of the conversation, for turns
	Group        string // what its file says the conversation is about, if it does
	Turn         int    // its number in the conversation, from 1; 0 for a question by itself
	GotKind      string
	GotEntries   []string
	Text         string   // of the reply
	Before       string   // the text of the reply that the same person got before it, if there was one
	Ranked       []string // the entries found, best first, at most five, whatever was decided
	Confidence   float64  // of the best one, 0 to 1
	Action       string   // of an urgent reply: emergency, crisis, same-day or soon
	Took         time.Duration
}

// Best returns the entry found first, or "".
func (p Prediction) Best() string {
	if len(p.Ranked) == 0 {
		return ""
	}
	return p.Ranked[0]
}

// ReadQuestions reads CSV with a header: the column question, and where they are known entry, kind, set and note. Other
// columns are ignored.
func ReadQuestions(r io.Reader) ([]Row, error) {
	in := csv.NewReader(r)
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("the header: %w", err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	column := func(row []string, name string) string {
		if i := slices.Index(header, name); i >= 0 {
			return row[i]
		}
		return ""
	}
	if !slices.Contains(header, "question") {
		return nil, fmt.Errorf("line 1: there is no column question, only %s", strings.Join(header, ", "))
	}
	var rows []Row
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, Row{column(row, "question"), column(row, "entry"), column(row, "kind"), column(row, "set"), column(row, "note")})
	}
}

// WritePredictions writes CSV with the columns question, entry, kind, got_kind, got_entries, best, confidence and ranked; for
// turns of conversations id and turn stand before them.
func WritePredictions(w io.Writer, ps []Prediction) error {
	out := csv.NewWriter(w)
	turns := len(ps) > 0 && ps[0].Turn > 0
	header := []string{"question", "entry", "kind", "got_kind", "got_entries", "best", "confidence", "ranked"}
	if turns {
		header = append([]string{"id", "turn"}, header...)
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for _, p := range ps {
		row := []string{
			p.Question, p.Entry, p.Kind, p.GotKind, strings.Join(p.GotEntries, "|"), p.Best(),
			strconv.FormatFloat(p.Confidence, 'f', 4, 64), strings.Join(p.Ranked, "|"),
		}
		if turns {
			row = append([]string{p.Conversation, strconv.Itoa(p.Turn)}, row...)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
