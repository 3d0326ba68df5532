// Package bot turns a message into a reply. It knows no chat platform and no search engine: adapters give it messages, and
// package knowledge finds the entries that answer them.
package bot

import (
	"context"
	"time"

	"frontdesk/bot/clinic"
	"frontdesk/knowledge"
	"frontdesk/knowledge/strict"
)

// Message is one thing a person said, the same for every platform.
type Message struct {
	Adapter, Chat, User string // the platform; where the reply goes; who said it
	Text                string // what was said, without the mention of the bot
	Choice              string // the Choice.ID that was pressed, if one was
	Group               bool   // said where others read along
	Update              string // ID of the update it came in, when Outbox.Ask passes it on
}

// Kind says what a reply is.
type Kind string

// The kinds of reply.
const (
	Answer    Kind = "answer"
	Clarify   Kind = "clarify"
	Urgent    Kind = "urgent"
	Triage    Kind = "triage" // the one safety question
	Handoff   Kind = "handoff"
	SmallTalk Kind = "smalltalk"
	Fallback  Kind = "fallback"
	Failure   Kind = "failure"
)

// Reply is what the bot says to one message.
type Reply struct {
	Kind       Kind     `json:"kind"`
	Entries    []string `json:"entries"`    // IDs of the knowledge entries the text comes from
	Confidence float64  `json:"confidence"` // 0 to 1, of the best entry
	Text       string   `json:"text"`       // CommonMark; an adapter shows what its platform can
	Choices    []Choice `json:"choices"`    // buttons; a numbered list that can be typed where there are none
	Contact    *Contact `json:"contact"`    // the clinic's number, when the reply hands off

	Action  knowledge.Action `json:"-"` // of an urgent reply: what it asks for
	Body    string           `json:"-"` // Text without the lines that name sources, for platforms that show Cards
	Cards   []Card           `json:"-"` // what is known about each of Entries; for platforms that show titles and sources apart
	Private bool             `json:"-"` // speaks of this person's health: where others read along, show it to this person only
	Short   string           `json:"-"` // CommonMark; with Private, the line that may stand in public instead of Text

	repeats    bool // says again what was said last, as it was asked to
	translated bool // Text is in the person's language already
}

// Choice is one button. ID is at most 64 bytes, Telegram's limit for callback data
// (https://core.telegram.org/bots/api#inlinekeyboardbutton).
type Choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// Contact is the number to call.
type Contact = clinic.Contact

// Card is what a platform may show of an entry beside its text.
type Card struct {
	Entry, Title string
	Sources      []knowledge.Source
	Reviewed     time.Time // zero when never reviewed
}

// Suggestion is an entry offered while somebody is still typing.
type Suggestion struct {
	Entry string // the ID; Message{Choice: ShowChoice(Entry)} answers with it
	Title string
	Text  string // the answer, CommonMark, with the clinic's facts filled in
}

// Handler answers one message. It never panics and never returns an empty Kind.
type Handler func(ctx context.Context, m Message) Reply

// Suggester returns at most n entries for a question that is still being typed, best first; for an empty text the most
// usual ones. It takes well under a millisecond, keeps nothing, and is safe for concurrent use.
type Suggester func(text string, n int) []Suggestion

// An Adapter is to the bot what an HTTP server is to an http.Handler.
type Adapter interface {
	// Run gives handle every message meant for the bot, those of one chat in order, and shows the reply where the
	// message came from. When ctx is done it lets the replies in hand go out and returns nil. It waits out lost
	// connections and rate limits; it returns an error only when it cannot go on, such as a refused token.
	Run(ctx context.Context, handle Handler) error
}

// A Checker can say in plain words what is wrong with an adapter's token and settings before it runs.
type Checker interface {
	// Check returns one finding a line, each with what to do about it. The error is for a platform that cannot be reached or
	// a token that it refuses.
	Check(ctx context.Context) (findings []string, err error)
}

// KeyError is a setting that is missing or wrong; the configuration adds its file and line.
type KeyError = strict.KeyError
