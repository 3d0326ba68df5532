package knowledge

import (
	"io/fs"
	"reflect"

	"go.yaml.in/yaml/v4"

	"frontdesk/knowledge/strict"
)

// Phrases are the bot's own sentences, CommonMark with {{clinic.…}} placeholders; phrases.yaml says what each is for by its
// shipped wording. The labels of buttons are plain text.
type Phrases struct {
	Fallback      string `yaml:"fallback"`
	FallbackNear  string `yaml:"fallback-near"`
	GiveUp        string `yaml:"give-up"`
	Empty         string `yaml:"empty"`
	Clarify       string `yaml:"clarify"`
	NoneChosen    string `yaml:"none-chosen"`
	StaleChoice   string `yaml:"stale-choice"`
	TooLong       string `yaml:"too-long"`
	Failure       string `yaml:"failure"`
	VotedUp       string `yaml:"voted-up"`
	VotedDown     string `yaml:"voted-down"`
	Forgotten     string `yaml:"forgotten"`
	Privacy       string `yaml:"privacy"`
	Topics        string `yaml:"topics"`
	Topic         string `yaml:"topic"`
	SafeNo        string `yaml:"safe-no"`
	UrgentClosed  string `yaml:"urgent-closed"`
	UrgentContact string `yaml:"urgent-contact"`
	PrivateShort  string `yaml:"private-short"`
	Overdue       string `yaml:"overdue"`
	HandoffCall   string `yaml:"handoff-call"`
	BookingLink   string `yaml:"booking-link"`
	Sources       string `yaml:"sources"`
	More          string `yaml:"more"`
	Yes           string `yaml:"yes"`
	No            string `yaml:"no"`
	None          string `yaml:"none"`
	AllTopics     string `yaml:"all-topics"`
	SafetyAgain   string `yaml:"safety-again"`
	NothingNew    string `yaml:"nothing-new"`
	NothingElse   string `yaml:"nothing-else"`
	InOtherWords  string `yaml:"in-other-words"`
	StillUnclear  string `yaml:"still-unclear"`
	Reassured     string `yaml:"reassured"`
	FallbackAgain string `yaml:"fallback-again"`
	DoYouMean     string `yaml:"do-you-mean"`
	SaidThanks    string `yaml:"said-thanks"`
	SaidSorry     string `yaml:"said-sorry"`
	SaidHello     string `yaml:"said-hello"`
	ForgetSure    string `yaml:"forget-sure"`

	Groups []GroupLabel `yaml:"groups"`
}

// GroupLabel is how /topics names a folder below faq/.
type GroupLabel struct {
	Folder string `yaml:"folder"`
	Label  string `yaml:"label"`
}

// shippedPhrases returns the wording that holds where a folder's phrases.yaml says nothing.
func shippedPhrases() (p Phrases) {
	data, err := fs.ReadFile(Content(), "phrases.yaml")
	if err == nil {
		err = yaml.Load(data, &p, yaml.WithKnownFields())
	}
	if err != nil {
		panic(err) // the file is part of the program; a test loads it
	}
	return p
}

func (l *loader) readPhrases(f strict.File) {
	var own Phrases
	l.problems = append(l.problems, f.Decode(&own)...)
	from, to := reflect.ValueOf(own), reflect.ValueOf(&l.files.Phrases).Elem()
	for i := range from.NumField() {
		if !from.Field(i).IsZero() {
			to.Field(i).Set(from.Field(i))
		}
	}
}
