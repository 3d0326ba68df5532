package bot

import (
	"slices"
	"strings"
)

// answerOf reads a longer answer to a safety question: it begins with a yes, or with a no that nothing takes back. Anything else is unsure.
func (b *Bot) answerOf(words []string) act {
	label, n := b.acts.prefix(words)
	switch act(label) {
	case yes:
		return yes
	case no:
		if plainNo(words[n:]) {
			return no
		}
	case withdraw:
		return no
	}
	return unsure
}

// What may follow a no without taking it back, and what takes it back wherever it stands.
var (
	afterNo = strings.Fields(`i im it its nothing none not no nope just all that those these such he she we they everything at only aisa kuch bas sab theek thik
		thank thanks sir doctor ji really absolutely definitely so feeling am have dont mine my thankfully luckily god`)
	takesBack = strings.Fields(`but except however although though par lekin magar when while unless until till sometimes little slightly yes haan wait maybe
		perhaps sure unsure cant cannot couldnt unable hard difficult heavy numb numbness tingling weak weakness worse blood bleeding faint dizzy cannot know idea why what how`)
)

// plainNo reports whether the words after a no leave it a no. "No pee since morning" is none, and "no but my chest hurts" neither.
func plainNo(rest []string) bool {
	if len(rest) == 0 {
		return true
	}
	return slices.Contains(afterNo, rest[0]) && !slices.ContainsFunc(rest, func(w string) bool { return slices.Contains(takesBack, w) })
}
