package bot

import (
	"slices"
	"strings"

	"frontdesk/knowledge"
)

// topicOf returns the topic of an emergency that a turn is about, and whether it was recognised. A turn that is one of the acts word for word has
// its topic by that; any other is held against what people ask, and only then by the act that it resembles.
func (t turn) topicOf() (topic string, sure bool) {
	if t.u.act == courteous {
		if slices.Contains(t.u.courtesies, thanks) || slices.Contains(t.u.courtesies, bye) {
			return thanksTopic, true
		}
		return okTopic, true
	}
	byAct, known := actTopics[t.u.act]
	if _, like := t.acts.match(t.u.words); known && like == 1 {
		return byAct, true
	}
	if t.tookBack() {
		return withdrawnTopic, true
	}
	if t.s.Emergency.Aside && t.goesOn() {
		return otherTopic, false
	}
	topic, sure = t.askedTopic()
	if known && !sure {
		return byAct, true
	}
	return topic, sure
}

// actTopics are the topics of the acts that answer or ask nothing of their own.
var actTopics = map[act]string{yes: okTopic, no: okTopic, fine: detailTopic, unsure: unsureTopic, confused: unsureTopic}

// How near a message must come to what people ask about a topic.
const (
	listedTopic = 0.85 // to one of the lines word by word, from 0 to 1: see phrase.like
	likeTopic   = 0.5  // to one of the lines, from 0 to 1: see phrasebook.nearest
	sureOdds    = 8.0  // to the words of all lines, as a logarithm: see phrasebook.favours; from here on no entry is looked for
	leastOdds   = 1.0  // the same where no entry answers
)

// askedTopic returns the topic that people ask about in words like those of the turn, and whether that is beyond doubt. It is never the one that
// closes the emergency.
func (t turn) askedTopic() (topic string, sure bool) {
	if listed, like := t.emergencies.match(t.u.words); like >= listedTopic && listed != withdrawnTopic {
		return listed, true
	}
	if meant := classOf(t.classes.topics, t.u.reading, likely); meant != "" && meant != withdrawnTopic {
		return meant, true
	}
	if near, like := t.emergencies.nearest(t.u.words, withdrawnTopic); like >= likeTopic {
		return near, true
	}
	favoured, odds := t.emergencies.favours(t.u.words, withdrawnTopic)
	if odds < leastOdds || favoured == "" {
		return otherTopic, false
	}
	return favoured, odds >= sureOdds
}

// How near a message must come to taking an alarm back: to miss one costs a person a sentence, to see one that is none may cost more. Either it
// is much like one of the lines, or it is somewhat like one and most of its words are of that kind.
const (
	likeWithdrawn     = 0.6
	somewhatWithdrawn = 0.4
	oddsWithdrawn     = 10.0
)

// tookBack reports whether the turn takes the alarm back in words near those of the list.
func (t turn) tookBack() bool {
	listed, like := t.emergencies.match(t.u.words)
	if like == 1 || !takenBack(t.u.words) {
		return like == 1 && listed == withdrawnTopic
	}
	if listed == withdrawnTopic {
		return true
	}
	if denies(t.u.words) {
		return false
	}
	if label, n := t.emergencies.prefix(t.u.words); label == withdrawnTopic && n > 1 {
		return true
	}
	topic, like := t.emergencies.nearest(t.u.words, "")
	if topic != withdrawnTopic || like < somewhatWithdrawn {
		return false
	}
	favoured, odds := t.emergencies.favours(t.u.words, "")
	return like >= likeWithdrawn || favoured == withdrawnTopic && odds >= oddsWithdrawn
}

// takenBack reports whether what resembles a withdrawal can be one. It is none that asks, doubts, denies, or tells of a present that goes on, and
// there must be something said.
func takenBack(words []string) bool {
	return len(knowledge.ContentWords(words)) > 0 && !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(keepsOpen, w) }) &&
		!slices.Contains(asks, words[0])
}

var (
	asks      = strings.Fields("is was are am can could may might should shall will would do does did what which how when where why if kya क्या")
	keepsOpen = strings.Fields(`but still again if maybe perhaps might could possibly think guess whether until unless tried empty says thinks had hardly different feel worse
		shayad phir lekin magar पर लेकिन शायद pero aber mais`)
)
