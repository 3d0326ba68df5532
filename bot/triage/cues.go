package triage

import (
	"fmt"
	"strconv"
)

// A cue is a word or phrase that says how a sign near it is meant: that it is absent, asked about in general, long past.
type cue int

const (
	none      cue = iota // looks like a cue and is none: "not only", "if i breathe in"
	not                  // negates what follows
	notBefore            // negates what stands before it: Hindi nahi
	person               // somebody whose body it may be
	assert               // somebody says how it is: "i have", "she is"
	theory               // asks about things in general: "what are the signs of"
	theoryNear           // the same, of the next few words only: "can i get"
	theoryBack           // the same, of what was just said: "… a known side effect"
	wonder               // asks whether this is all right: "is it normal"
	wonderBack           // the same, of what was just said: "… normal?"
	help                 // asks whether needling helps it
	fear                 // is afraid of it
	supposeNever         // a case that is only imagined: "what if"
	suppose              // "if", which may yet be real
	modal                // "might", "will"
	longAgo              // years ago
	longAgoOf            // the same, of what follows: "history of"
	othersHad            // somebody else had it
	kinHad               // somebody in the family had it
	resolved             // it went away
	again                // it came back, or not even it went away
	habit                // it has always been so, or comes and goes by a known cause
	nowAndThen           // it comes and goes
	present              // now, since the session, getting worse
	needled              // after the session
	joint                // a word that may begin a clause
	light                // words that may stand between "no" and what it negates
	idiom                // a figure of speech; the words in it mean nothing
	cues                 // how many there are
)

// cueLists are the lists that cues and signs may both use.
var cueLists = map[string][]string{
	"HAVE-VERB": {"have | has | am | is | are | was | cant | cannot | can not | can barely | can hardly | feel | feels | felt | keep | keeps | kept | got | think | noticed | woke | started | just | dont | do not | still | also | suddenly | now"},
	"NEEDLE":    {"medication* | medicine* | tablet* | blood thinner* | aspirin | anxiety | stress | posture | sitting | back pain | disc* | slipped disc* | sciatica | muscle* | trigger point* | knot* | pregnancy | fever | coughing | it | this | that | these | they | he | she | needling | dry needling | needle* | the needle* | acupuncture | treatment* | session* | physio* | therapist* | ims | a needle | one of the needle*"},
	"ANYBODY":   {"you | someone | somebody | anyone | anybody | people | patients | a person | a patient | one | we"},
	"DOES":      {"can | could | does | do | will | would | may | might | did | has | have"},
	"CAUSE":     {"cause* | lead* | give* | make* | trigger* | result* | puncture* | pierce* | damage* | hit* | collapse* | kill* | paralyse* | paralyze* | affect* | harm* | bring* | happen* | reach* | touch* | produce* | induce* | end | leave | go | get | stop | poke* | break* | snap*"},
	"SUFFER":    {"get* | die | faint* | pass | bleed* | suffer* | develop* | end | lose | become | feel | experience* | go | stop | catch | find | struggle | need"},
	"OTHER":     {"friend | cousin | neighbour | neighbor | colleague | coworker | co worker | uncle | aunt | aunty | someone | somebody | guy | girl | lady | man | woman | player | athlete | footballer | patient | grandad | grandpa | grandma | gran | granny | teammate | team mate | boss | person | people | mate | relative | niece | nephew | roommate | flatmate"},
	"KIN":       {"mum | mom | mother | dad | father | sister | brother | wife | husband | son | daughter | partner | girlfriend | boyfriend | mil | fil | in law | nan"},
	"QUANTITY":  {"a | one | two | three | four | five | six | seven | eight | nine | ten | few | couple | couple of | several | many | some | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 12 | 15 | 20 | 25 | 30 | 40 | 45"},
	"HARMLESS":  {"normal | ok | okay | common | usual | bad | serious | dangerous | expected | fine | alright | all right | typical | concerning | worrying | natural | to be expected | a problem | a concern | an emergency | a red flag | something to worry about | anything to worry about | a worry"},
}

// cueText holds the phrases of each cue, in the notation of the signs.
var cueText = [cues][]string{
	none: {
		"not (only | just | sure | normal | right | good | well | great | ok | okay | myself | better | improving | getting better | going away | going | stopping | settling | easing | healing | clotting | helping | working | gone | long | to mention | being | going to lie | that bad | too bad | sure if | sure whether | sure why | happy | used to | like me | wanting | a fan)",
		"not feel* (well | good | right | great | myself | normal | better)",
		"(dont | do not | didnt | did not | doesnt | does not) (know | want | wanna | understand | think | mean | get why | get it | like | care | see why | remember | look | feel (well | good | right | great | myself | normal | like myself) | wish | seem right | look right | trust | sleep | get better | go away | improve | stop | help | work)",
		"(didnt | did not | couldnt | could not | havent | have not) (sleep | slept | eat | eaten | call | tell | ask | realise | realize | notice)",
		"(isnt | not) (stopping | getting better | going away | improving | right | normal | better | settling | easing)",
		"(wasnt | isnt) (there | like this | here) before", "wasnt before",
		"no (idea | clue | warning | better | worse | matter | way | one | doubt | joke | offence | offense | rush | longer able | reason | problem before | problems before | problem until | wonder | improvement | change | relief | help | sleep | luck)",
		"for no reason", "without (warning | reason | any warning | any reason | a reason | doing anything | moving)",
		"never (had | felt | experienced | been | known) [anything] (this | like this | it | that | such | so | before)", "never before", "never mind",
		"why (dont | not | cant | isnt)", "whether or not", "or not", "if not", "why not", "not at all sure",
		"could (not | barely | hardly | be | have been | you | someone | u)", "may (be | have)", "might (be | have)", "would not", "will not", "would have",
		"if (i | we | he | she | you) (breathe* | breath | cough* | move* | bend* | walk* | lie* | lay | press* | touch* | swallow* | turn* | stand* | sit* | take a | inhale* | twist* | laugh* | sneeze* | lean* | try | look | wipe*)",
		"if (that | this | it) (makes sense | helps | matters | is any help | counts)", "if (possible | you can | u can | so | not | needed | necessary | im honest | anything | only)",
		"(not sure | dont know | do not know | unsure | wondering | wonder | idk | dunno | not certain | dont know whether | ask | asking | see | check | know | feel* | looks | look | sounds | act* | tell me | tell | as | even | and | asap | only) (if | whether)",
		"(due | expecting | expected | baby) in (january | february | march | april | may | june | july | august | september | october | november | december)", "sorry if", "as if", "(can | could | will) (you | u | someone | anyone) (please | help | tell | call | advise | explain)",
		"since (it | they | you) (is | are)",
	},
	not: {
		"no | not | without | never | nor | neither | didnt | dont | doesnt | isnt | wasnt | havent | hasnt | hadnt | arent | werent | aint | none | zero | denies | no longer | nothing like | no more | did not | do not | does not | no sign* of | no symptom* of | without any | free of | rather than | instead of | no history of | nil | bina | not any | not had | not having",
		"(ruled out | rule out | excluded)",
	},
	notBefore: {"nahi | nahin | nai | nhi | nahi hai | nahin hai | nhi h | nahi h | nahi tha | nahi hua | nahi hui"},
	person: {
		"i | im | ive | id | me | my | mine | myself | he | hes | him | his | she | shes | her | we | our | u",
		"wife | husband | mum | mom | mother | dad | father | son | daughter | brother | sister | partner | baby | kid | child | toddler | nan | gran | grandma | grandpa | mil | fil",
		"mujhe | mujhko | mera | meri | mere | main | mai | maine | hame | uska | uski | usko | use | unko | papa | mummy | maa | bhai | beta | biwi | patni | pati",
	},
	assert: {
		"(i | he | she | we) HAVE-VERB", "im | ive | hes | shes",
		"(my | his | her) (KIN | OTHER | baby | child | kid) (is | cant | has | keeps | feels | wont | says | isnt | cannot | just | started | woke | suddenly)",
		"mujhe | mujhko", "its been | it has been | its still | its getting | its gone", "it (feels | hurts | is getting | keeps | started | wont)",
	},
	theory: {
		"what does", "what (would | will | might) (a | an | the | it)", "what (are | is | r) [the] [early | first | main | common | usual | warning | typical | red | possible | potential | actual] (sign* | symptom* | flag* | risk* | danger* | chance* | odds | side effect* | complication* | possibilit* | likelihood)",
		"(sign* | symptom* | risk* | chance* | odds | danger* | probability | possibility | likelihood | rate* | incidence | percentage | case* | stats | stories | story | odds are | fear) of",
		"warning sign*", "how (common | commonly | likely | often | rare | rarely | frequent | frequently | many | risky | dangerous | possible | probable | serious | big is the risk | high is the risk)",
		"what percentage | what percent | how much risk | how much chance | what proportion",
		"DOES NEEDLE [ever | actually | really | also | sometimes | possibly | accidentally | still] CAUSE", "DOES ANYBODY [ever | actually | really | also | sometimes | possibly | still] SUFFER",
		"DOES (my | the | a | your) (physio* | therapist* | practitioner | lung* | needle* | spine | session*) [ever | actually | accidentally] CAUSE",
		"(people | patients | anyone | anybody | someone | somebody | those | persons | ppl) (who | with | that | ever | has | have | get | getting | had)", "(some | most | do | many | have | which) (people | patients | ppl)", "has (anyone | anybody | someone | somebody)",
		"have (you | u | any | your) [ever | guys | patients] (had | seen | known | heard)", "(have you | any of your) patients",
		"(heard | read | reading | saw | seen | watched | googled | learned | learnt) (about | that | of | on | somewhere | stories | online | a | some | it | dry | needling | people | someone | one)",
		"difference between", "what (is | does) (a | an | the | it mean | meant)", "whats (a | an | the)", "define", "meaning of", "what causes", "why (does | do | would | can) (needling | needle* | acupuncture | ims | people | some | patients | dry | a | the needle*)",
		"how (do | can | would | will | could | to | does) [i | you | we | one | someone | they | anyone] [even | actually] (know | tell | recognise | recognize | spot | avoid | prevent | reduce | treat | diagnose | detect)",
		"when (should | do | must | to | would) [i | you | we | one | someone | people] (go | call | worry | see | seek | contact | ring | be | get | head | phone)",
		"when (would | will | do | does | can | could) (symptom* | sign* | it | this | that | the | a | shortness | NEEDLE)", "(which | what | any | other | all) (symptoms | signs | symptom | sign | complications | side effects | warning signs | red flags)", "look out for | watch for | watch out for | aware of | on the lookout for | lookout for",
		"(side effect* | complication* | symptom* | risk* | problem*) (like | such as | include* | including)",
		"to (prevent | avoid)", "(article | study | studies | paper | news | video | documentary | reddit | blog | podcast | forum) (about | on | of | that | said | says | where)",
		"is there (a | any | some) (risk | chance | danger | possibility | way | possibilit*)", "is (it | this | that) possible (to | that | for)", "known to cause", "mean* by", "is it true", "hypothetically", "for future reference", "in general",
		"(allowed | safe | suitable | ok | okay | possible | good | fine) (for | with | if | after | in) (someone | people | patients | anyone | a patient)", "for (someone | people | patients | anyone) (with | who)",
	},
	theoryNear: {
		"(can | could | will | would | might | may | do | does | should | shall) i [still | also | actually | really | ever] (get | faint | pass | die | bleed | lose | feel | become | develop | end | suffer | stop | catch | go | be)",
		"(dont | do not | not | never | didnt) want (to | it to | my | a | the | any)", "(will | would) (my | the | your | it | they | there)", "avoid*", "prevent*", "going to (cause | give | make | get)", "(will | would | could | can | might | may | does) (it | this | that) (be | get | make | give)",
	},
	theoryBack: {
		"[is | are] [this | that | it] [a | an] (known | rare | possible | real | potential | listed | official) (side effect* | complication* | risk* | symptom* | thing | problem | danger)",
		"[is | are] (this | that | it) a (common side effect | side effect | complication | risk | myth)",
		"how (common | likely | often | rare | frequent) (is | are | does | do) (it | this | that | these | those)", "so (i | we) know", "(know | knowing) in advance", "beforehand", "just curious", "out of curiosity", "hypothetically", "for future reference", "(is | are) (that | this | it | those | these) (true | possible | rare | a myth | likely)", "(does | do | can | could) (it | this | that | these) [ever | actually | really | often] happen", "ever happen*", "actually happen*", "what are the (chances | odds)", "(for | in) (people | patients | someone | anyone)", "common side effect*", "how (do | does) [this | that | it] happen", "is (rare | possible | a myth | uncommon | unlikely)", "explained | (a | any) contraindication* | contraindicated",
	},
	wonder: {
		"(is | are | was | isnt) (it | this | that | these | those) [completely | still | really | always | quite | considered | at all] HARMLESS", "(is | are) it (safe | possible)", "HARMLESS (to | for | if | that)",
		"(could | can | might | may) (it | this | that | i | he | she | these) (be | have)", "(do | does) (i | he | she | my wife | my husband) have", "should (i | we | he | she) (worry | be worried | be concerned | go | call | see | be | come | get | visit)", "do (i | we) need to (go | see | call | worry | get)", "need to worry",
		"why (am | are | is | do | does | did | would)", "what does it mean",
	},
	wonderBack: {"possible | normal | common | usual | is (it | this | that) HARMLESS | (serious | dangerous | concerning | worrying | worrisome | emergency) | (is | are) HARMLESS | normal hai kya | a red flag | an emergency | something to worry about | should i (worry | be worried | be concerned) | why | side effect | kya"},
	help: {
		"(can | could | will | would | does | do | might | did | to) [NEEDLE] [really | actually | also | still] (help* | treat* | fix* | relieve* | cure* | improve* | ease | reduce | work on | work for | sort | good for | release | heal*) [with | for]",
		"(needling | treatment | physio | treat | needle* | session* | exercise* | appointment | booking | therapy) for", "(good | useful | effective | suitable | recommended | helpful) (for | against | in)", "(help | relief | cure | treatment | remedy) (for | with | from)", "(do you | can you | you guys | do u) (needle | treat | do | see | help with | work with | take | accept | deal with | handle)",
	},
	fear:         {"(scared | afraid | fear* | terrified | nervous | anxious | paranoid | petrified | phobia | worried | worry | worrying | anxiety | frightened | freaked | panicking | concerned) [of | about | that | im | i | by | over | it | the | my]"},
	supposeNever: {"what if | what happens if | what happens when | what would happen | in case | just in case | suppose | supposing | imagine | if (i | he | she | you | we | it | someone | they | this | that | something | anything | there) (get* | got | develop* | happen* | start* | begin* | were | was | ever | experience* | had | notice* | faint* | pass* | ends | goes | go | bleed* | end | need | feel* | become*)", "were to", "agar", "ho jaye | ho jayega | ho gaya toh | ho sakta | ho sakti | aa sakta | aa sakti | hota hai kya | hoti hai kya | ho jata hai kya | ho to | to kya | toh kya | kya hoga"},
	suppose:      {"if | whether | should any"},
	modal:        {"will | would | might | may | could | going to | gonna | itll | ill"},
	longAgoOf: {"[past | family | medical] history of", "past history", "family history", "used to", "previous* | formerly", "runs in (the | my) family"},
	longAgo: {
		"(in | last | since last) (january | february | march | april | june | july | august | september | october | november | december | jan | feb | oct | nov | dec | month | summer | winter | spring | autumn)", "(year* | yr* | decade* | month* | saal | mahine) (ago | back | earlier | pehle | before)", "(last | previous | past) year", "a long time ago", "long (ago | time ago | back)", "ages ago", "in the past", "back in", "in [my] childhood", "as a (child | kid | teen | teenager | baby | boy | girl)", "when i was (a | in | younger | little | small | young | pregnant with | QUANTITY | 6 | 11 | 13 | 14 | 16 | 17 | 18 | 19 | 21 | 22)", "at (age | the age) | aged | years old", "once had | had once", "bachpan", "many years", "survivor | survived", "lifelong", "born with", "(last | previous) (pregnancy | delivery | time)", "in (my | his | her) (teens | twenties | thirties | forties | fifties | 20s | 30s | 40s | 50s)",
	},
	othersHad: {"OTHER [of mine | s | who | once | also | at work | of my] (had | got | has had | who | died | suffered | ended | said | told | says | tells | swears | lost | nearly | almost | claims | went to | was)", "(friend | mate | colleague | someone | guy | lady | cousin)s (lung | friend | wife | husband | mum | dad)"},
	kinHad:    {"KIN [who | once | also] (had | got | has had | died | suffered | ended up | was)"},
	again:     {"again | came back | comes back | back again | returned | returns | but still | but now | now its | now it"},
	resolved: {
		"(fine | ok | okay | better | good | normal | gone | well | healed | settled | stopped | resolved | recovered | great) (now | today | since | afterwards | after | by morning | in QUANTITY | within)", "[now] (all | totally | completely | perfectly | absolutely) (good | fine | ok | okay | clear | healed | well | normal | better)", "(went | gone | goes | go) away", "(wore | passed | eased) off", "(calmed | settled) down", "cleared up", "(faded | eased | passed | resolved | settled | stopped) (by itself | on its own | quickly | after | in QUANTITY | within)",
		"(it | that | bleeding | pain | has | have) (stopped | settled | resolved | passed | disappeared | vanished | eased)", "(is | its) gone", "back to normal", "lasted [only | about | just | maybe | like | around | under | less than] QUANTITY (second* | sec* | minute* | min* | moment*)", "for [like | about | maybe] (a | QUANTITY) (second* | sec* | moment*) | for a (minute | min)", "doing (well | fine | great | ok | good)", "(ab | abhi) (theek | thik | tik) [hu | hai | hoon]", "(theek | thik) ho (gaya | gayi | gya)", "(doctor | gp | cardiologist | hospital | ecg | scan | xray | x ray | tests | a and e) [has | have | was | were | came back] (cleared | said | fine | clear | normal | ok | okay)", "all clear | cleared me", "momentarily | briefly", "fully recovered | recovered",
	},
	habit: {
		"(every time | each time | anytime) i (see | think | look | hear | watch | climb | run | exercise | drive | fly)", "when i (see | think | look | hear | watch | exercise | climb | run | imagine | get nervous | get anxious | am nervous | am anxious | panic)", "(suffer* | suffering) (from | with)", "prone to | tend to", "panic attack* | anxiety attack*", "asthma | asthmatic | copd | inhaler for | emphysema", "for (years | QUANTITY year* | ages | QUANTITY decade*)", "all my life | my whole life", "since (i was | childhood | birth | bachpan)", "easily", "out of shape | unfit | overweight", "(on | up | climb* | climbing) [the] stairs", "from (polio | birth | childhood) | old injury", "at the sight", "diagnosed (with | as)", "known (case | heart | asthma*)", "long standing | longstanding | chronic | chronically", "i get (QUANTITY | a bit | really | very | so) [of] (nervous | anxious)", "(up | climbing) (the | a | two | three) (stairs | hill | flight)", "climbing stairs",
	},
	nowAndThen: {"sometimes | occasionally | usually | always | often | whenever | on and off | off and on | from time to time | now and then | once in a while | kabhi kabhi | hamesha | comes and goes"},
	present: {
		"now | right now | today | tonight | currently | at the moment | atm | this (morning | evening | afternoon | minute | second | instant | week) | at present | as we speak | presently",
		"since (last | yesterday | yesterdays | todays | mondays | tuesdays | wednesdays | thursdays | fridays | saturdays | this | my | the | needling | needle* | they | he | she | session | then | treatment | it | dry | being | getting | having | monday | tuesday | wednesday | thursday | friday | saturday | sunday | morning | lunch | afternoon | i | an | QUANTITY) | ever since", "(im | is | its | are | am) still | still (have | has | cant | feel* | hurt* | numb | going | getting | got | there | in | weak | bad | like | wont)", "getting (worse | bad | weaker | bigger | harder | more | worst | stronger | heavier) | got worse | worse (and | than | every | by | each) | worsening | increasing | keeps | keep | wont stop | wont go | not going away | doesnt stop | spreading",
		"started | suddenly | all of a sudden | sudden | out of nowhere | just (started | had | got | now | woke | happened | noticed | began | broke | fell)", "yesterday | last night | (QUANTITY | an | half an | half | couple) (hour* | hr* | minute* | min* | day*) ago | QUANTITY (hours | days | hrs) (later | now | after) | past (few | QUANTITY) (hour* | day* | minute*) | last (few | QUANTITY) (hour* | day* | minute*) | this week | for (QUANTITY | an | half an) (hour* | day* | hr*) | hours",
		"abhi | aaj | kal se | kal raat | subah se | raat se | (raha | rahi | rahe | rha | rhi | rhe) [hai | he | h | hu | hun | hoon | hain]", "ho (gaya | gayi | gya | gyi) [hai | h]", "by the (day | hour | minute)", "help [me] | please help | pls help | urgent",
	},
	needled: {"(from | due to | because of) [the | my | those] (needle* | needling | session) | (after | since | following | post | ever since) [my | the | our | his | her | todays | yesterdays | this | that | last | first | second | a | an | being | getting | having | they | he | she | dry | he was | i was | i got | i had] (session | sitting | appointment | treatment | needl* | needle* | needling | needled | ims | acupuncture | visit | jab* | physio)"},
	joint:   {"but | however | though | although | and | because | cos | coz | cuz | bcoz | bc | becuz | so | then | now | also | plus | except | yet | while | since | still | par | lekin | aur | magar | just | only | instead | otherwise | or"},
	light: {
		"have | has | had | having | been | being | be | is | are | was | am | feel | feels | feeling | felt | get | gets | getting | got | experience* | notice* | noticed | any | of | in | at | all | trouble* | problem* | issue* | sign* | symptom* | more | such | new | severe | big | bad | real | or | nor | and | to | for | with | other | red | flag* | ever | even | much | that | like | as | else | actual | kind | sort | weird | strange | either | i | ive | im | when | my | on | there | difficult* | sudden | hard | serious | visible | major | nothing | anything | whatsoever | yet | up | suffering | suffered | from | losing | loss | change* | worse",
	},
	idiom: {
		"rather die (than | then)", "dying (to | for | of (laughter | boredom | embarrassment | curiosity | heat | hunger | thirst)) | (died | die | dead | dying | nearly died | almost died | choked | choking) [of | from] (laughing | laughter | embarrassment | boredom | lol | haha | shame | with laughter) | laughed so hard", "dead (tired | serious | easy | simple | set | on my feet | beat | slow | straight | weight | butt | bug | lift* | good | cheap | right | line)", "(is | are | was | been | its | absolutely | literally | still | really) (killing | murdering | destroying) (me | my)", "killing me | kills me | killed me", "kill (for | time | two birds | the vibe | the mood | this workout | it)", "(would | could | id) (kill | murder) (for | my | him | her | someone)", "to die for", "(scared | bored | sick | tickled | frightened | worried | starved | talked | loved | love | shop | hate) to death", "(heart attack | faint* | fainted | pass* out | stroke | choked | died | fit | seizure | heart* stopped) (at | when | from | seeing | over) (the (bill | price | cost | fee* | receipt | invoice | quote | total) | (i | he | she) saw | seeing | hearing | that price | your price* | looking)", "(faint* | died | die | collapsed) [when | at | from | seeing] (i saw | the sight of | seeing) [the] (bill | price* | cost* | invoice | fees)", "heart skipped", "(broke | breaks | breaking) my heart", "heart (broken | to heart | warming | felt | throb)", "stroke of (luck | genius)", "(back | front | breast | swim*) stroke", "bleeding (edge | heart | obvious | hell | cash | money | idiot | useless | brilliant)", "breath of fresh air | (took | takes | take) my breath away | (dont | wont | not) (hold* my breath | hold your breath) | save your breath | waste* my breath | hold my breath | holding my breath | hold* your breath | catch my breath after", "(phone | battery | laptop | car | computer) (died | dead | dying | is dead | is dying)", "drop dead gorgeous", "die (happy | another day | hard)", "over my dead body", "numb (to it | to this | with boredom | skull | bum from sitting)", "a hit and run on my wallet", "sight of", "dead lol | dead haha | dying lol | dying haha | dead af | so dead", "suicid* (squad | hill* | run* | sprint* | drill*)", "(cost | charge) an arm and [a] leg", "end (it on | this chat | the chat | the call | the session | the appointment | my membership | the subscription | my session* | my treatment | the treatment)", "pain in the (neck | arse | ass | butt | backside) to", "get* (off | it off) my chest | close to my chest | chest (day | press | workout | fly | flies | of drawers | freezer | exercise* | expander | machine | x ray | xray)", "fit (in | into | me in | as a | for | you in | us in | bit | enough | and healthy | tracker | person)", "(red | white | family | poison*) ivy", "(water | wet) broke the bank",
	},
}

// cueTerms reads the phrases of every cue.
func cueTerms(g *grammar) ([cues]term, error) {
	var terms [cues]term
	for c, source := range cueText {
		all, err := g.alternatives(source)
		if err != nil {
			return terms, fmt.Errorf("cue %d: %w", c, err)
		}
		terms[c] = term{"cue " + strconv.Itoa(c), all}
	}
	for year := 1950; year <= 2030; year++ {
		for _, before := range []string{"in", "since", "around"} {
			terms[longAgo].pattern.any = append(terms[longAgo].pattern.any, words([]string{before, strconv.Itoa(year)}))
		}
	}
	return terms, nil
}
