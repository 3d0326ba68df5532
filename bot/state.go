package bot

import (
	"slices"
	"strings"

	"frontdesk/knowledge"
)

// State is what the bot remembers of one person's conversation on one platform. It is plain data, so that it can be stored
// between two messages; the zero value is a conversation that has not begun.
type State struct {
	Topic string   `json:"topic,omitempty"` // ID of the entry talked about last
	Told  []string `json:"told,omitempty"`  // the parts of entries that were said, oldest first: see part.key
	Last  string   `json:"last,omitempty"`  // the text of the last reply

	Offered   []Choice `json:"offered,omitempty"`   // the choices under the last reply, which can be typed
	Clarified string   `json:"clarified,omitempty"` // the question that Offered asks back about; empty when they only offer more

	Safety    *SafetyQuestion `json:"safety,omitempty"`
	Emergency *OpenEmergency  `json:"emergency,omitempty"`

	Misses   int      `json:"misses,omitempty"`   // fallbacks in a row
	Heard    []string `json:"heard,omitempty"`    // what triage remembers of the conversation
	Cautions []string `json:"cautions,omitempty"` // IDs of the cautions that concern the person
	Warned   []string `json:"warned,omitempty"`   // "caution entry": the one has stood before the other
	Area     string   `json:"area,omitempty"`     // the part of the body that hurts, as it was said
	About    string   `json:"about,omitempty"`    // whom the conversation is about, such as "mother"; empty for the person who writes
	Minor    bool     `json:"minor,omitempty"`    // that is somebody under 18
	Language string   `json:"language,omitempty"` // code of the language that the person writes in, as far as it could be told
	Tongue   string   `json:"tongue,omitempty"`   // code of the language whose line was said
	Greeted  bool     `json:"greeted,omitempty"`  // a greeting was returned
	Courtesy int      `json:"courtesy,omitempty"` // how many courtesies were returned
}

// SafetyQuestion is a safety question that waits for its answer.
type SafetyQuestion struct {
	Flag    string `json:"flag"`              // ID of the red flag
	Again   bool   `json:"again,omitempty"`   // it was asked a second time, after an unclear answer
	Pending string `json:"pending,omitempty"` // the message that raised it, answered once the answer is no
}

// OpenEmergency is a red flag that was named to the person and not withdrawn.
type OpenEmergency struct {
	Flag  string         `json:"flag"`
	Asked map[string]int `json:"asked,omitempty"` // how often each topic was answered inside it
	Aside bool           `json:"aside,omitempty"` // the last reply answered something else, which may be gone on with
}

// open is the most pressing thing that waits for the person.
type open string

const (
	anything    open = "" // in a rule: whatever is open
	emergency   open = "emergency"
	safety      open = "safety question"
	choosing    open = "choice" // the bot asked which entry is meant
	topic       open = "topic"  // an entry was told
	nothingOpen open = "nothing"
)

func (s *State) open() open {
	switch {
	case s.Safety != nil:
		return safety
	case s.Emergency != nil:
		return emergency
	case s.Clarified != "":
		return choosing
	case s.Topic != "":
		return topic
	}
	return nothingOpen
}

// maxTold bounds Told: enough for a long talk, little in the store.
const maxTold = 64

// tell notes that a part of an entry was said.
func (s *State) tell(key string) {
	s.Told = append(slices.DeleteFunc(s.Told, func(k string) bool { return k == key }), key)
	if len(s.Told) > maxTold {
		s.Told = slices.Delete(s.Told, 0, len(s.Told)-maxTold)
	}
}

func (s *State) told(key string) bool { return slices.Contains(s.Told, key) }

// mention notes cautions that concern the person.
func (s *State) mention(ids []string) {
	for _, id := range ids {
		if !slices.Contains(s.Cautions, id) {
			s.Cautions = append(s.Cautions, id)
		}
	}
}

// warn reports whether a caution has still to stand before an entry, and notes that it does now.
func (s *State) warn(caution, entry string) bool {
	key := caution + " " + entry
	if slices.Contains(s.Warned, key) {
		return false
	}
	s.Warned = append(s.Warned, key)
	return true
}

// warnedBefore reports whether a caution has stood in full before any entry.
func (s *State) warnedBefore(caution string) bool {
	return slices.ContainsFunc(s.Warned, func(k string) bool { return strings.HasPrefix(k, caution+" ") })
}

// alarm opens an emergency. What was asked or offered before is closed; the topic stays, to be gone back to.
func (s *State) alarm(flag *knowledge.RedFlag) {
	s.Safety, s.Clarified, s.Offered = nil, "", nil
	s.Emergency = &OpenEmergency{Flag: flag.ID, Asked: map[string]int{}}
}

// settle keeps what the next message may lean on, once the reply is known.
func (s *State) settle(r Reply) {
	s.Last = r.Text
	if r.Kind != Clarify {
		s.Clarified = ""
	}
	if len(r.Choices) > 0 || r.Kind != SmallTalk {
		s.Offered = r.Choices
	}
	switch r.Kind {
	case Fallback:
		s.Misses++
	case Answer, Handoff, SmallTalk, Urgent:
		s.Misses = 0
	}
	if (r.Kind == Answer || r.Kind == Handoff) && len(r.Entries) > 0 {
		s.Topic = r.Entries[len(r.Entries)-1]
	}
}
