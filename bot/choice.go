package bot

import "strings"

// MaxChoiceID is the most bytes a Choice.ID has: Telegram's limit for callback data.
const MaxChoiceID = 64

// The words that a Choice.ID begins with. An ID is one of them alone or followed by an entry's ID, so that a button still
// works after a restart, in another chat, and from a printed link.
const (
	showPrefix   = "show:"    // show this entry
	pickPrefix   = "pick:"    // the same, picked out of a clarification
	upPrefix     = "up:"      // the answer helped
	downPrefix   = "down:"    // the answer did not help
	choiceNone   = "none"     // none of the entries offered
	choiceYes    = "safe:yes" // the safety question: yes
	choiceNo     = "safe:no"  // the safety question: no
	maxEntryID   = 56         // MaxChoiceID less the longest prefix, rounded down
	choiceTopics = "topics"   // what can be asked
)

// ShowChoice returns the Choice.ID that shows an entry: for deep links, autocomplete and inline results.
func ShowChoice(entry string) string { return showPrefix + entry }

// VoteChoice returns the Choice.ID of the thumb under an answer.
func VoteChoice(entry string, helped bool) string {
	if helped {
		return upPrefix + entry
	}
	return downPrefix + entry
}

// cutChoice splits a Choice.ID into its prefix and the entry behind it; the entry is empty for the fixed ones.
func cutChoice(id string) (prefix, entry string) {
	for _, p := range []string{showPrefix, pickPrefix, upPrefix, downPrefix} {
		if rest, ok := strings.CutPrefix(id, p); ok {
			return p, rest
		}
	}
	return id, ""
}
