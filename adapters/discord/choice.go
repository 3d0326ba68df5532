package discord

import (
	"strings"
	"unicode/utf8"

	"frontdesk/bot"
)

// What the custom_ids of this program begin with. Others were made by another program that used the same application.
const (
	ourChoice = "fd:"         // a choice follows
	ourMenu   = "fd!menu"     // a number follows; the choice is the value that was selected
	ourForm   = "fd!form"     // what /ask opens when it comes without a question
	formField = "fd!question" // its one field
)

// customID returns the custom_id that carries a choice. It keeps within the 100 characters that Discord allows, since a choice has
// at most 64 (https://discord.com/developers/docs/components/reference).
func customID(choice string) string { return ourChoice + choice }

// choiceOf returns the choice that a custom_id carries. It reports false for one that customID did not make.
func choiceOf(id string) (choice string, ok bool) {
	choice, ok = strings.CutPrefix(id, ourChoice)
	return choice, ok && validChoice(choice)
}

// validChoice reports whether a choice, which anyone may have forged, could be one of the bot's.
func validChoice(choice string) bool {
	return choice != "" && len(choice) <= bot.MaxChoiceID && utf8.ValidString(choice) &&
		!strings.ContainsFunc(choice, func(r rune) bool { return r <= ' ' || r == 0x7f })
}

// typedChoice tells an autocompleted question, whose value is the choice that shows an entry, from a typed one.
func typedChoice(question string) (choice string, ok bool) {
	entry, ok := strings.CutPrefix(question, bot.ShowChoice(""))
	return question, ok && entry != "" && validChoice(question)
}
