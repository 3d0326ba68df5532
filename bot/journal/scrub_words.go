package journal

import "strings"

// How people in the clinics' cities say what they are called: in English, Hindi, Telugu, Kannada and Tamil, as typed on a
// telephone. What follows is a name unless it is one of commonWords.
var introductions = phrases("my name is", "my name's", "my names", "my good name is", "my full name is", "name is", "i am called",
	"i'm called", "they call me", "everyone calls me", "mera naam", "mera nam", "mera name", "mera naam hai", "mera shubh naam",
	"hamara naam", "naam hai", "naa peru", "na peru", "nanna hesaru", "nan hesaru", "en peyar", "en peru", "मेरा नाम")

// After these, a name must be followed by one of presences, or be written with a capital.
var statements = phrases("i am", "i'm", "im", "iam", "i m", "this is", "myself", "my self", "main", "mai")

// After these at the start of a text, somebody may be "Priya here".
var greetings = wordSet("hi hii hiii hello hey hallo helo namaste namaskar namaskara vanakkam sir madam mam maam ma'am doctor morning afternoon evening")

// Who is "here" or calls "from" somewhere is a person.
var presences = wordSet("from here speaking calling this side bol")

// labels of a form: "name: …".
var labels = wordSet("name naam nam names नाम")

// A letter ends with one of these and the writer's name.
var (
	closings = phrases("regards", "sincerely", "yours faithfully", "yours truly", "best wishes", "warm wishes")
	thanks   = phrases("thanks", "thank you", "thankyou", "thx", "cheers", "love")
)

// titles stand before a surname; after those of plainTitles it needs no capital.
var (
	titles      = wordSet("mr mrs ms miss mx dr doctor prof professor shri smt sri shrimati kumari")
	plainTitles = wordSet("mr mrs dr smt")
)

// relatives are often named: "my mother Lakshmi".
var relatives = phrases("my mother", "my father", "my wife", "my husband", "my son", "my daughter", "my brother", "my sister", "my mom",
	"my mum", "my dad", "my friend", "my uncle", "my aunt", "my grandmother", "my grandfather", "my colleague", "my partner")

// phrases maps the first word of each phrase to the words that follow it, the longest phrase first.
func phrases(list ...string) map[string][][]string {
	all := make(map[string][][]string)
	for _, p := range list {
		w := strings.Fields(p)
		all[w[0]] = append(all[w[0]], w[1:])
	}
	return all
}

// commonWords are everyday words that no name is taken to go on with: what people say next after "my name is Priya" and what
// they are after "i am … from".
var commonWords = wordSet(`
a an the this that these those it its he she they we you me my your his her our their us them i im i'm i've i'd i'll
and or but so because since as if when while then than though although also too very just only even still yet already
is am are was were be been being do does did done doing have has had having will would shall should can could may might must
not no yes yeah ok okay please pls plz kindly thanks thank thankyou thx sorry hi hii hello hey bye dear regards sincerely
of in on at to from for with without by about into onto over under between during before after until till off out up down near
here there where what which who whom whose why how any some all both each every many much more most less few lot lots
one two three four five six seven eight nine ten first second third last next same other another new old
day days week weeks month months year years yr yrs hour hours minute minutes time today tomorrow yesterday now later soon ago
morning afternoon evening night monday tuesday wednesday thursday friday saturday sunday weekend
aged age male female man woman boy girl person patient client customer member student teacher engineer driver housewife
mother father wife husband son daughter brother sister mom mum dad parent child kid baby friend
mr mrs ms miss mx dr doctor doc prof professor shri smt sri sir madam mam maam ma'am team all everyone
want need needs like know ask asking tell say says said told sent called asked gave gives thinks thought suggested suggests recommended recommends prescribed advise see get got go going come coming came take taking took give given
make made book call help think feel feels felt hope wish try tried start started stop stopped visit use used work works working
want's wants wanted looking seeking suffering facing getting experiencing recovering writing messaging enquiring inquiring
pain pains painful ache aches aching sore soreness stiff stiffness numb numbness weak weakness tired dizzy sick ill unwell
swollen swelling bruise bruised bruising bleeding injury injured hurt hurts hurting sharp dull burning tingling cramp cramps
spasm spasms sciatica slipped disc disk spondylitis spondylosis arthritis scoliosis migraine headache headaches fever
back neck shoulder shoulders hip hips knee knees leg legs foot feet arm arms hand hands elbow wrist ankle spine head chest
stomach muscle muscles nerve joint body lower upper left right middle side side's
needle needles needling dry acupuncture physio physiotherapy physiotherapist therapist therapy treatment session sessions
appointment appointments booking booked clinic hospital surgery operation operated exercise exercises massage report reports
medicine medicines medication tablet tablets injection injections diabetic diabetes pregnant pregnancy asthmatic hypertensive
overweight obese underweight anaemic anemic hypothyroid haemophiliac hemophiliac claustrophobic breastfeeding symptoms symptom
epileptic allergic vegetarian vegan left-handed right-handed married single retired indian british american
good bad fine well better worse best great nice sure ready able unable happy afraid scared nervous worried anxious confused
curious interested willing new regular referred diagnosed discharged cured allowed advised shocked exhausted
available free busy away far back home office outside inside alone together currently presently usually really always never
often sometimes again once twice actually basically normally quite bit little long short high low hard soft big small
problem problems issue issues question questions query doubt concern details information info price cost fee fees charge charges
address number phone mobile email mail contact name names naam surname speaking calling living staying residing based
normal common safe dangerous serious severe mild chronic acute different difficult easy possible important necessary urgent
red purple blue black white yellow hot cold warm itchy tender tight
something anything nothing everything someone anyone nobody somebody thing things way kind type
who's what's where's how's that's it's there's don't doesn't didn't can't won't isn't wasn't aren't couldn't wouldn't shouldn't
don dont doesnt didnt cant wont isnt wasnt whats hows u ur r n plz wanna gonna gotta
side calling speaking via through across against along around per
hai h hain hu hun hoon hoo ho tha thi theek thik bol baat raha rahi rahe aur mein mai main mujhe mujhko mera meri mere se ko ka ki ke kya kyu kyun kaise
kab kahan kitna kitne ji nahi nahin haan bhi par pe bahut dard kamar ghutna gardan peeth pair
है हूँ हूं हैं और मैं मुझे मेरा मेरी से को का की के में पर नहीं हाँ क्या जी बहुत दर्द
nenu naaku naa naku nanage nanu naanu enakku naan
`)

// wordSet makes a set of the words in a text.
func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
