package triage

// adviceText are the questions that only a doctor or pharmacist may answer, in the notation of the signs.
var adviceText = []string{
	// a diagnosis
	"(do | have | could | might) i (have | got | be having) [a | an | got] CONDITION",
	"is (it | this | that | my pain | my back pain) [a | an | my | just a | really a] CONDITION",
	"(what is | whats) (wrong with (me | my) | causing (my | this | the) | my (diagnosis | problem | condition))",
	"(what do i have | what have i got | diagnose (me | my | this | it) | name my (illness | condition | disease) | mujhe kya hua)",
	"(read | explain | interpret | check | look at | see | understand) [my | this | the | these] [blood | thyroid | ct | mri | xray | spine] (mri | xray | x ray | scan* | report* | blood test* | test result* | results | ct | ultrasound)",
	"which (nerve | disc | muscle | vertebra | tendon) (is | have i | did i)",
	// a dose
	"(how much | how many | how often) [mg of | tablets of | of] (MEDICINE | mg | milligrams | tablets | pills) [should | can | do | is | may | shall | to]",
	"(what | which | right | correct | maximum | max | safe) (dose | dosage)", "(dose | dosage) of MEDICINE",
	"(can | should | may | could) i (take | have) (two | 2 | three | 3 | four | 4 | another | more | extra | double) [more | extra] MEDICINE", "(kitni | kitne) (goli | mg | tablet)",
	// starting, stopping, changing a medicine
	"(should | can | could | must | do | may | shall) i [need to | have to] (stop | start | skip | pause | quit | halve | double | change | increase | reduce | switch | come off | cut down | go off) [taking] [my | the | all my | these | this] [prescribed | daily | morning | blood pressure | heart | diabetes] MEDICINE",
	"(prescribe | prescription for | renew my prescription | change my medicine | write me a prescription | dawai likh)",
}

// adviceLists are the lists of adviceText.
var adviceLists = map[string][]string{
	"CONDITION": {"slipped disc | herniated disc | disc bulge | bulging disc | disc problem | hernia | pinched nerve | trapped nerve | sciatica | arthritis | stenosis | fracture | broken bone | tear | torn muscle | sprain | strain | infection | cancer | tumour | tumor | fibromyalgia | spondylitis | spondylosis | scoliosis | nerve damage | kidney stone* | disc or | muscle or | serious"},
	"MEDICINE":  {"medicine* | medication* | meds | tablet* | pill* | drug* | painkiller* | dose | ibuprofen | paracetamol | acetaminophen | tylenol | advil | aspirin | naproxen | diclofenac | codeine | tramadol | morphine | oxycodone | gabapentin | pregabalin | lyrica | amitriptyline | muscle relaxant* | steroid* | prednisolone | insulin | metformin | warfarin | eliquis | xarelto | clopidogrel | blood thinner* | statin* | antidepressant* | antibiotic* | dawai | dawa | goli"},
}

// Advice finds questions for advice that the bot must not give. It is safe for concurrent use.
type Advice struct{ t *Triage }

// NewAdvice reads the patterns of such questions.
func NewAdvice() *Advice {
	g := newGrammar(adviceLists)
	all, err := g.alternatives(adviceText)
	if err != nil {
		panic(err) // the patterns are constants; a test reads them
	}
	c := &compiler{Triage: &Triage{}, grammar: g, words: newBuilder([]string{"my", "the", "a", "an", "any", "really", "please"})}
	c.words.add(term{"advice", all})
	return &Advice{c.finish()}
}

// Wanted reports whether a message asks for a diagnosis, a dose, or whether to start, stop or change a medicine. Questions
// that an entry answers may be among them; ask this only about what nothing answers.
func (a *Advice) Wanted(message string) bool {
	r := a.t.scratch.Get().(*reading)
	defer a.t.scratch.Put(r)
	r.begin(a.t, message, nil)
	return r.has(0)
}
