package bot

import (
	"strconv"
	"strings"
)

// MaxChoiceID is the most bytes a Choice.ID has: Telegram's limit for callback data
// (https://core.telegram.org/bots/api#inlinekeyboardbutton).
const MaxChoiceID = 64

// What a Choice.ID begins with. Behind a prefix stands the ID of an entry or a red flag, a group or a place's number, so that a button still
// works after a restart, in another chat, and from a printed link.
const (
	showPrefix   = "show:"  // show this entry
	pickPrefix   = "pick:"  // the same, picked out of a clarification
	upPrefix     = "up:"    // the answer helped
	downPrefix   = "down:"  // the answer did not help
	groupPrefix  = "group:" // the entries of a group
	placePrefix  = "place:" // how to reach one of the clinic's places
	yesPrefix    = "yes:"   // the safety question of a red flag: yes
	noPrefix     = "no:"    // the safety question of a red flag: no
	morePrefix   = "more:"  // go on with an entry
	choiceForget = "forget" // delete what is kept about me
	choiceNone   = "none"   // none of the entries offered
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

func placeChoice(i int) string { return placePrefix + strconv.Itoa(i) }

// cutChoice splits a Choice.ID into its prefix and what stands behind it; the fixed ones are all prefix.
func cutChoice(id string) (prefix, rest string) {
	for _, p := range []string{showPrefix, pickPrefix, upPrefix, downPrefix, groupPrefix, placePrefix, yesPrefix, noPrefix, morePrefix} {
		if rest, ok := strings.CutPrefix(id, p); ok {
			return p, rest
		}
	}
	return id, ""
}
