package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"frontdesk/knowledge"
	"frontdesk/knowledge/text"
)

// turnLabels are turns by what is open and by what they must be read as: within an emergency a topic, else an act. The first column stands in
// follow-ups.yaml or turns.yaml; the second does not, and shows how far the lists reach. Turns are parted by "|".
var turnLabels = []struct {
	open          open
	want          string
	listed, fresh string
}{
	{emergency, "wait", "got an exam at 9|my scan is booked for thursday", "not before the weekend, my daughter is getting married|let me just finish my shift first|mañana tengo cita con mi médico, ¿vale?"},
	{emergency, "drive", "i have my own bike downstairs|gaadi khud chala lu", "my scooty is parked right here|could i hop on the metro"},
	{emergency, "eat", "chai?|may i drink water", "he is asking for a glass of milk|two biscuits ok?"},
	{emergency, "medicine", "shall i skip my tablet today|should i take paracetamol", "we have dolo and combiflam in the drawer|does she take her evening bp pill or not"},
	{emergency, "gone", "it eased off once i sat up|it comes and goes", "the tightness left after i lay on my side|ab saans bilkul normal chal rahi hai|numbness has disappeared"},
	{emergency, "tell", "what papers do i bring|what do i tell them", "how do i explain it to the operator|kya file saath le jani hai"},
	{emergency, "alone", "nobody at home but my kid|i am scared", "my hands are trembling with fear|the house is empty, everyone is at a wedding"},
	{emergency, "serious", "are you sure|you are scaring me", "come on, surely this is overkill|ye sach me emergency hai ya bas aise hi"},
	{emergency, "cause", "the watchman says its gas|did you do this to me", "could the pricks have hit a nerve|is it due to what your therapist did"},
	{emergency, "cost", "i have no money|is the ambulance free", "we are poor people, private hospital is too dear|does my policy cover it"},
	{emergency, "clinic", "can i come to you instead|can you needle it", "just tell the physio to come over|book me a slot this evening for this"},
	{emergency, "unreachable", "line is busy|nobody answers", "it only rings and then cuts off|ambulance wale phone nahi le rahe"},
	{emergency, "where", "which hospital should i go to|kaha jana hai", "is apollo or the district hospital better|any casualty close to jayanagar"},
	{emergency, "meanwhile", "which position is best for my back now|hot water bag", "can my wife rub some balm on it|what should we do while they are coming"},
	{emergency, "move", "can they lift me|can i climb the stairs", "is it alright if my sons put me in a wheelchair|kya unhe bistar se uthana chahiye"},
	{emergency, "prognosis", "will i walk again|is it permanent", "shall i ever be able to run like before|wird mein bein wieder normal"},
	{emergency, "unsure", "maybe a little|pata nahi", "can't really say if i have it|how can i tell, i am no doctor"},
	{emergency, "better-doubt", "my mother says it is gas|i hate hospitals", "my neighbour, a nurse, thinks it is just a pulled muscle|people will make fun of me there"},
	{emergency, "detail", "he is 70|its on the left side", "it is on my right shoulder blade, about two hours now|she is 63 and has sugar and bp"},
	{emergency, "worse", "it is getting worse|badh raha hai", "the pain has doubled since i wrote|now my other arm too"},
	{emergency, "called", "ambulance is coming|i am at the hospital", "done, they say eight minutes|my brother is driving me to casualty right now"},
	{emergency, "ok", "alright|theek hai", "okie dokie will do that|haan ji main karta hoon"},
	{emergency, "thanks", "god bless you|shukriya", "thanks a million beta|aapka bahut bahut dhanyavaad ji"},
	{emergency, "withdrawn", "false alarm|that was years ago", "oops wrong group, meant for my sister|haha only pulling your leg, nothing happened|i was quoting a story from the newspaper"},

	{safety, "yes", "yes i do|ho raha hai", "yes both of those|haan thoda sa ho raha hai|yeah that started last night"},
	{safety, "no", "no nothing like that|bilkul nahi", "nope, none of it applies to me|no sir i can move everything|nahi aisa bilkul nahi hai"},
	{safety, "unsure", "not sure|kabhi kabhi", "no but my foot feels funny|i do not feel it|no pee since morning|hmm difficult to answer that"},

	{nothingOpen, "more", "tell me more|aur batao", "please go on doctor|thoda aur batao na"},
	{nothingOpen, "shorter", "too long|in simple words", "can you make that shorter please|bahut lamba hai chhota karo"},
	{nothingOpen, "again", "say it again|dobara batao", "could you repeat that once more please"},
	{nothingOpen, "confused", "i dont get it|samajh nahi aaya", "sorry i could not understand what you mean"},
	{nothingOpen, "courtesy", "good night|thank you so much", "hello doctor good morning sir|ok thanks a lot bye"},
}

// labelOf reads a turn as the bot does while something is open. In an emergency "other" stands for whatever was not recognised.
func labelOf(b *Bot, o open, said string) string {
	s := &State{}
	switch o {
	case emergency:
		s.Emergency = &OpenEmergency{Flag: "heart", Asked: map[string]int{}}
	case safety:
		s.Safety = &SafetyQuestion{Flag: "heart"}
	}
	t := turn{b, Message{Text: said}, s, b.understand(Message{Text: said}, s)}
	switch {
	case o == emergency && t.u.act == withdraw:
		return withdrawnTopic
	case o == emergency:
		topic, _ := t.topicOf()
		return topic
	case o == safety && t.u.act != yes && t.u.act != no && t.u.act != withdraw:
		return string(unsure)
	}
	return string(t.u.act)
}

// listedTurns are the keys of all lines of the two files.
func listedTurns(b *Bot) map[string]bool {
	listed := map[string]bool{}
	files := b.base.Files()
	for _, lists := range []map[string][]string{files.Turns.Acts, files.Turns.Courtesy, files.RedFlags.AskedTopics()} {
		for _, lines := range lists {
			for _, line := range lines {
				listed[text.Key(line)] = true
			}
		}
	}
	return listed
}

func TestTurnsAreRead(t *testing.T) {
	b := newTestBot(t, nil, false)
	listed := listedTurns(b)
	for _, column := range []struct {
		name  string
		least float64 // share of the turns that are read right
	}{{"listed", 1}, {"fresh", 0.68}} {
		right, all, wrong := 0, 0, []string(nil)
		for _, row := range turnLabels {
			turns := row.listed
			if column.name == "fresh" {
				turns = row.fresh
			}
			for said := range strings.SplitSeq(turns, "|") {
				if listed[text.Key(said)] != (column.name == "listed") {
					t.Errorf("%q is in the wrong column", said)
				}
				all++
				if got := labelOf(b, row.open, said); got == row.want {
					right++
				} else {
					wrong = append(wrong, fmt.Sprintf("%s: %q is %s, want %s", row.open, said, got, row.want))
				}
			}
		}
		t.Logf("%s: %d of %d right\n%s", column.name, right, all, strings.Join(wrong, "\n"))
		if float64(right) < column.least*float64(all) {
			t.Errorf("%s: %d of %d right, want %.0f%%:\n%s", column.name, right, all, 100*column.least, strings.Join(wrong, "\n"))
		}
	}
}

// What looks like a withdrawal and is none must leave an emergency open.
func TestNoWithdrawal(t *testing.T) {
	b := newTestBot(t, nil, false)
	for said := range strings.SplitSeq("this is not a false alarm|it was not a false alarm|i am not joking|i was not joking|this is no joke|not a joke|i took my inhaler and it has not gone|my inhaler did not help|"+
		"i have asthma and the inhaler is empty|it has gone|now it is fine|i feel better|it was worse an hour ago|i had asthma years ago|my friend says it is a false alarm|is it a false alarm|could it be a false alarm|"+
		"it was heartburn last time, now it is different|the doctor sent me home yesterday but it is back|i had that years ago and now again|don't ignore that|do not ignore my message|ye mazaak nahi hai|galti nahi hai|"+
		"no i don't have a car|i do not have money|i was only asking if i can drive|it was asthma last year, not now|i take my inhaler twice a day|my son typed that i can hardly breathe|"+
		"maybe it was gas|i think it was just gas|what if it is a false alarm|i wrote to the wrong hospital|wrong number|i have seen the doctor last week|the doctor said it is nothing", "|") {
		if got := labelOf(b, emergency, said); got == withdrawnTopic {
			t.Errorf("%q closes an emergency", said)
		}
	}
}

// An ordinary first question is no turn of another kind, and loses no word that says something to the courtesies. Small talk is made of courtesies.
func TestFirstQuestionsAreKept(t *testing.T) {
	b := newTestBot(t, nil, false)
	for _, e := range b.base.Files().Entries {
		if e.Kind == knowledge.SmallTalk {
			continue
		}
		asked := e.Questions
		if e.Kind == knowledge.FAQ {
			asked = asked[:min(len(asked), 20)]
		} else {
			asked = nil
		}
		for _, said := range append([]string{e.Title}, asked...) {
			u := b.understand(Message{Text: said}, &State{})
			if u.act != statement {
				t.Errorf("%s: %q is read as %s", e.ID, said, u.act)
			}
			askedFor := func(w string) bool { return w == "tell" } // "can you tell me" is courtesy
			before := slices.DeleteFunc(knowledge.ContentWords(text.Words(said)), askedFor)
			after := slices.DeleteFunc(knowledge.ContentWords(u.words), askedFor)
			if !slices.Equal(before, after) && said != "dr (pt) ka matlab kya hai" { // the bracket parts the title from its degree
				t.Errorf("%s: %q keeps only %q of %q", e.ID, said, after, before)
			}
		}
	}
}

func TestCourtesiesAreTakenOff(t *testing.T) {
	b := newTestBot(t, nil, false)
	for _, c := range []struct{ said, rest string }{
		{"ok thanks a lot bye", ""},
		{"hi doctor, sorry to bother you, is it painful sir", "is it painful"},
		{"i see small red dots", "i see small red dots"},
		{"good exercises for the back", "good exercises for the back"},
		{"doctor said it is a disc", "doctor said it is a disc"},
		{"worry keeps me awake", "worry keeps me awake"},
		{"ok to drive", "ok to drive"},
		{"धन्यवाद", ""},
	} {
		if rest, _ := b.manners.strip(c.said); rest != c.rest {
			t.Errorf("%q leaves %q, want %q", c.said, rest, c.rest)
		}
	}
}

// A "not" and a word of content of its own keep a message from what it resembles.
func TestWhatTurnsTheMeaning(t *testing.T) {
	b := newTestBot(t, nil, false)
	for said, want := range map[string]string{
		"i do not understand": "confused", "i do understand": "", "that is right": "yes", "that is not right": "", "breathing is normal": "fine", "breathing is not normal": "",
		"breastfeeding, yes or no": "", "sore": "", "bath": "", "more": "more",
	} {
		if got, _ := b.acts.match(text.Words(said)); got != want {
			t.Errorf("%q is %q, want %q", said, got, want)
		}
	}
}

func TestWordings(t *testing.T) {
	w := newWordings(map[string][]string{
		"eat":   {"may i drink water", "can i have tea", "i am thirsty"},
		"drive": {"can i drive", "may i take the bus", "my car is here"},
	})
	for said, want := range map[string]string{"some water or tea": "eat", "the bus and the car": "drive", "thirstty": "eat", "qwertz": ""} {
		if got, odds := w.favours(text.Words(said), ""); got != want || (want != "") != (odds > 0) {
			t.Errorf("%q favours %q by %.1f, want %q", said, got, odds, want)
		}
	}
	if got, like := w.nearest(text.Words("may i drink water"), ""); got != "eat" || like < 0.6 {
		t.Errorf("its own line is like %q by %.2f", got, like)
	}
	if got, _ := w.nearest(text.Words("may i drink water"), "eat"); got != "drive" {
		t.Errorf("what is left out comes: %q", got)
	}
}
