package clinic

// lists are the words of the questions to a desk, by what they do in them, in English and in Hindi as it is typed. A word may
// stand in several. Phrases of joined count as one word.
func lists() map[string]string {
	return map[string]string{
		"link": `the a an is are r am s re be will would can could do does did of for to so then also still even just only if as per
			any some have has got may might should there here on in at by with kya kia hai hain h ho he ka ke ki ko mein me se pe par
			bhi na ji about list all tell know let find want need like get link exact exactly full please one rehta rehte rehti raha`,
		"give": "give send share sent bhejo bhej bhejiye bhejna bhejdo do de dijiye batao bata bataiye bataye bolo dena",
		"and":  "and n aur or plus also ya",
		"courtesy": `hi hello hey hii good greetings namaste namaskar thanks thank thankyou thx ty sorry please pls plz kindly sir madam mam
			maam bro bhai bhaiya ok okay yes no dear friend excuse me quick question just wondering bother trouble disturb disturbing hour`,
		"you":    "you your yours aap aapka aapki aapke aaplog ur u guys folks",
		"site":   "clinic clinics centre centres center centers branch branches place places shop reception office desk",
		"branch": "branch branches centre centres",
		"staff":  "staff doctor doctors dr physio physios therapist therapists physiotherapist they people team",
		"body":   "anyone anybody someone somebody koi",
		"i":      "i we main mai hum",
		"me":     "me us my our mujhe hame humein mera meri mere",
		"it":     "it its",
		"isit":   "isit",
		"num":    "zclock",
		"now":    "now",
		"day":    "",
		"relative": `today tonight tomorrow aaj kal dayaftertomorrow sunday monday tuesday wednesday thursday friday saturday weekend
			zdate`,
		"time": `now next this coming both morning mornings afternoon afternoons evening evenings night nights noon midday lunch lunchtime
			early late day days week weekday weekdays month time times at by around after before between from till until to upto
			oclock half past am pm every public bank national festival festivals baje subah shaam sham raat dopahar din tak`,
		"when":     "when whattime tillwhen kab",
		"tillwhen": "tillwhen",
		"who":      "who",
		"what":     "what whats which kaun kaunsa kaunse kaunsi konsa konsi kis",
		"where":    "where wheres kahan kaha kahaan kidhar kaunsi",
		"how":      "how kaise",
		"howmuch":  "howmuch kitna kitne kitni",
		"open": `open opens close closes closed shut shuts khula khuli khule khulta khulti khulte khulega khulegi khulenge kholte band
			timing timings`,
		"opening":  "opening closing",
		"hourkind": "opening closing working business office visiting consultation consulting clinic your weekend weekday holiday",
		"hours":    "hours hrs timings timing",
		"clock":    "time times",
		"work":     "work working available there functioning operating chalu kaam",
		"start":    "start starts finish finishes begin begins end ends",
		"chutti":   "chutti chhutti holiday dayoff",
		"locate":   "address location locations located maps map directions landmark whereabouts pata route rasta raasta googlemap",
		"based":    "based situated found exactly google",
		"area":     "area city town locality street road side part",
		"near":     "near nearest nearby closest",
		"reach":    "reach get come find",
		"arrive":   "pahunche pahunchu pahuche pahunchna aau aaun aaye aana aate",
		"there":    "there",
		"speak": `speak speaks speaking spoken talk talks know knows understand understands bol bolte bolta bolti aati aata ati ata
			samajh samajhte samajhta jante jaante gottha gotha gottu barutta theriyuma teriyuma vacha vachcha telusa ariyamo ariyumo
			aavde yete kalte fluent`,
		"langs": "language languages lang bhasha bhashaye bhashayein",
		"cost": `cost costs price prices pricing priced fee fees charge charges charged tariff kharcha kharch daam dam kimat keemat rate
			rates expensive costly mehnga mehenga mahanga sasta cheap`,
		"free":    "free",
		"pay":     "pay paying",
		"owe":     "dena",
		"money":   "paisa paise rupaye rupaya rupay rupees rs inr money amount dollars",
		"lagega":  "lagega lagta lagte lagti lagenge lagegi padega padta padti hoga hota",
		"counted": "is are s for per ka ki ke lagega lagta lagenge padega padta",
		"session": `session sessions sitting sittings visit visits appointment consultation consult treatment therapy needling dry
			physiotherapy physio assessment evaluation package packages first initial single one per each followup second regular total
			ek pehla pehli baar baari`,
		"sessionnoun": `session sessions sitting sittings visit visits appointment consultation consult treatment therapy needling
			assessment evaluation package followup`,
		"needle":   "needle needles sui",
		"bare":     "is it s that one",
		"number":   "number numbers num",
		"phone":    "phone telephone tel contact mobile landline cell",
		"call":     "call ring dial phone reach contact",
		"from":     "from",
		"walkin":   "walkin walkins noappointment",
		"needq":    "needq required necessary compulsory mandatory zaroori",
		"book":     "appointment booking book prior advance",
		"come":     "come visit aana aau aaun aa sakta sakti sakte hu hun hoon",
		"direct":   "just directly direct straight seedha seedhe",
		"parking":  "parking",
		"park":     "park parked",
		"vehicle":  "car bike scooter gaadi gadi vehicle wheeler two four cycle bicycle",
		"lagau":    "lagau lagaun lagaye khadi karu karun",
		"payway":   "upi card cards cash gpay googlepay phonepe paytm netbanking cheque debit credit",
		"take":     "take takes accept accepts accepted allow allowed chalega chalta lete possible",
		"paynoun":  "payment payments mode modes method methods option options",
		"language": "", "place": "", "city": "",
	}
}

// joined are phrases that count as one word, and words that stand for another.
func joined() map[string]string {
	return map[string]string{
		"how much": "howmuch", "hw much": "howmuch", "how mch": "howmuch", "how many rupees": "howmuch rupees",
		"till when": "tillwhen", "until when": "tillwhen", "upto when": "tillwhen", "up to when": "tillwhen", "till what time": "tillwhen",
		"until what time": "tillwhen", "upto what time": "tillwhen", "how late": "tillwhen", "kab tak": "tillwhen", "kitne baje tak": "tillwhen",
		"till wat time": "tillwhen", "til when": "tillwhen", "til what time": "tillwhen", "kitne bje tak": "tillwhen",
		"what time": "whattime", "which time": "whattime", "wat time": "whattime", "kitne baje": "whattime", "kis time": "whattime",
		"kis samay": "whattime", "at what time": "whattime", "from when": "whattime", "kab se": "whattime", "what times": "whattime",
		"from what time": "whattime",
		"right now":      "now", "at the moment": "now", "at this moment": "now", "at present": "now", "currently": "now", "abhi": "now",
		"is waqt": "now", "presently": "now", "rn": "now", "this minute": "now", "at this time": "now", "at this hour": "now",
		"day after tomorrow": "dayaftertomorrow", "day off": "dayoff", "off day": "dayoff",
		"public holiday": "holiday", "public holidays": "holidays", "bank holiday": "holiday", "bank holidays": "holidays",
		"festival days": "holidays", "festivals": "holidays", "chutti ke din": "holidays",
		"walk in": "walkin", "walk in the": "walkinthe", "walk in a": "walkinthe", "walk ins": "walkins", "follow up": "followup", "without appointment": "noappointment",
		"without an appointment": "noappointment", "without any appointment": "noappointment", "without booking": "noappointment",
		"without prior appointment": "noappointment", "bina appointment": "noappointment", "bina appointment ke": "noappointment",
		"do i need": "needq", "do we need": "needq", "should i take": "needq", "do i have to": "needq", "is it necessary": "needq",
		"is it": "isit", "phone no": "phone number", "mobile no": "mobile number", "contact no": "contact number", "ph no": "phone number",
		"tel no": "phone number", "fone": "phone", "ph": "phone", "fone number": "phone number", "no to call": "number to call",
		"free of charge": "free", "google map": "googlemap", "google maps": "googlemap", "google pay": "googlepay", "net banking": "netbanking",
		"in charge": "incharge", "success rate": "successrate",
		"wat": "what", "wht": "what", "wats": "what", "wen": "when", "whn": "when", "whr": "where", "wher": "where", "ur": "your", "u": "you",
		"ya'll": "you", "yall": "you", "ppl": "people", "adress": "address", "addres": "address", "adres": "address", "tym": "time",
		"timmings": "timings", "timming": "timings", "timeings": "timings",
		"sun": "sunday", "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "weds": "wednesday", "thu": "thursday",
		"thur": "thursday", "thurs": "thursday", "fri": "friday", "sat": "saturday", "sats": "saturdays", "suns": "sundays",
		"itwar": "sunday", "itvar": "sunday", "ravivar": "sunday", "raviwar": "sunday", "somvar": "monday", "somwar": "monday",
		"mangalvar": "tuesday", "mangalwar": "tuesday", "budhvar": "wednesday", "budhwar": "wednesday", "guruvar": "thursday",
		"guruwar": "thursday", "shukravar": "friday", "shukrawar": "friday", "shanivar": "saturday", "shaniwar": "saturday",
		"tmrw": "tomorrow", "tmr": "tomorrow", "tomo": "tomorrow", "tomoro": "tomorrow", "tommorow": "tomorrow", "tmrow": "tomorrow",
		"2day": "today", "2moro": "tomorrow", "tonite": "tonight", "saterday": "saturday", "satuday": "saturday", "wensday": "wednesday",
		"opn": "open", "clse": "close", "clos": "close", "hrs": "hours", "clinc": "clinic", "clinik": "clinic", "lang": "language",
		"parson": "dayaftertomorrow", "parso": "dayaftertomorrow", "weekends": "weekend",
		"christmas eve": "christmaseve", "boxing day": "boxingday", "new years eve": "newyearseve", "new year eve": "newyearseve",
		"new year s eve": "newyearseve", "new year's eve": "newyearseve", "new years day": "newyear", "new year day": "newyear",
		"new year": "newyear", "new years": "newyear", "republic day": "republicday", "independence day": "independenceday",
		"gandhi jayanti": "gandhijayanti", "labour day": "labourday", "labor day": "labourday", "may day": "labourday",
		"good friday": "goodfriday", "easter monday": "eastermonday", "ganesh chaturthi": "ganeshchaturthi",
		"raksha bandhan": "rakhi", "makar sankranti": "sankranti", "maha shivratri": "shivratri",
	}
}

// rules say which lists a question must have a word of, and which lists all its words must stand in. Of several that match,
// the first holds.
func rules() []ruleText {
	const (
		desk   = "link and you site place courtesy "
		clock  = desk + "staff body when what time day num now open hours opening hourkind isit work chutti from city"
		way    = desk + "me i give where what locate based area city near"
		number = desk + "me i give what number phone staff how"
		price  = desk + "staff me i give what howmuch cost session sessionnoun needle money lagega num it isit pay owe free time where city"
	)
	return []ruleText{
		{Phone, "number phone", number},
		{Phone, "number call what", number + " call"},
		{Phone, "number you", number},
		{Phone, "number give", number},
		{Phone, "phone how you", number + " call"},
		{Phone, "call i you", desk + "i call how phone"},
		{WalkIn, "walkin", desk + "take i come direct time day num now"},
		{WalkIn, "needq book", desk + "isit needq book session"},
		{WalkIn, "direct come i", desk + "i come direct time day num now"},
		{WalkIn, "direct come day", desk + "come direct time day num now"},
		{Parking, "parking", desk + "where what parking vehicle i me free howmuch near place"},
		{Parking, "park i", desk + "where park vehicle i me near place"},
		{Parking, "vehicle where lagau", desk + "where vehicle lagau i me"},
		{Payment, "payway take", desk + "payway take paynoun pay i me"},
		{Payment, "payway pay", desk + "payway take paynoun pay i me how"},
		{Payment, "how pay", desk + "how i me pay session"},
		{Payment, "paynoun what", desk + "what paynoun take pay"},
		{Languages, "speak language", desk + "speak language langs staff body who"},
		{Languages, "langs speak", desk + "speak language langs staff body what"},
		{Languages, "langs what", desk + "speak language langs staff body what"},
		{Prices, "cost", price},
		{Prices, "free sessionnoun", desk + "free session sessionnoun"},
		{Prices, "howmuch>counted session", price},
		{Prices, "howmuch>counted needle", price},
		{Prices, "howmuch>money", price},
		{Prices, "howmuch pay", price},
		{Prices, "howmuch owe", price},
		{Prices, "howmuch>bare", "howmuch bare isit courtesy site"},
		{Prices, "howmuch>isit", "howmuch bare isit courtesy site"},
		{Address, "locate", way},
		{Address, "where you", way},
		{Address, "where site", way},
		{Address, "where place", way},
		{Address, "branch you", desk + "area near based what"},
		{Address, "where i come", desk + "i come where"},
		{Address, "place you", desk + "area near based what"},
		{Address, "place site", desk + "area near based what"},
		{Address, "city you", desk + "area near based what city"},
		{Address, "city site", desk + "area near based what city"},
		{Address, "what area you", desk + "area near based what place"},
		{Address, "what area site", desk + "area near based what place"},
		{Address, "near site", desk + "area near based what place where me"},
		{Address, "how reach site", desk + "how reach i from place"},
		{Address, "how reach you", desk + "how reach i from place"},
		{Address, "how reach there", desk + "how reach i from place there"},
		{Address, "how arrive", desk + "how arrive i place"},
		{OpeningHours, "open", clock},
		{OpeningHours, "hourkind hours", clock},
		{OpeningHours, "opening clock", clock},
		{OpeningHours, "tillwhen day", clock},
		{OpeningHours, "tillwhen you", clock},
		{OpeningHours, "tillwhen site", clock},
		{OpeningHours, "hours day", clock},
		{OpeningHours, "hours what", clock},
		{OpeningHours, "work day you", clock},
		{OpeningHours, "work day site", clock},
		{OpeningHours, "work day body", clock},
		{OpeningHours, "start when you", clock + " start"},
		{OpeningHours, "start when site", clock + " start"},
		{OpeningHours, "chutti relative", clock},
	}
}

// cityNames are cities that people ask for, with the other names that they have; the places of a clinic may be among them.
func cityNames() map[string]string {
	return map[string]string{
		"Bangalore": "bangalore bengaluru banglore bangaluru blr blore", "Hyderabad": "hyderabad hyd hydrabad", "Mumbai": "mumbai bombay",
		"Delhi": "delhi", "Chennai": "chennai madras", "Kolkata": "kolkata calcutta", "Pune": "pune poona", "Kochi": "kochi cochin",
		"Mysore": "mysore mysuru", "Mangalore": "mangalore mangaluru", "Vijayawada": "vijayawada", "Coimbatore": "coimbatore",
		"Ahmedabad": "ahmedabad", "Gurgaon": "gurgaon gurugram", "Noida": "noida", "Jaipur": "jaipur", "Lucknow": "lucknow", "Goa": "goa",
		"Indore": "indore", "Nagpur": "nagpur", "Chandigarh": "chandigarh", "Surat": "surat", "Trivandrum": "trivandrum thiruvananthapuram",
		"Vizag": "vizag visakhapatnam", "Warangal": "warangal", "London": "london", "Manchester": "manchester", "Dubai": "dubai",
		"Singapore": "singapore", "Berlin": "berlin", "Sydney": "sydney", "Toronto": "toronto",
	}
}

// languageNames are languages that people ask for, with what they call them.
func languageNames() map[string]string {
	return map[string]string{
		"English": "english angrezi", "Hindi": "hindi", "Kannada": "kannada kannad", "Telugu": "telugu telegu", "Tamil": "tamil tamizh",
		"Malayalam": "malayalam", "Marathi": "marathi", "Bengali": "bengali bangla", "Gujarati": "gujarati gujrati", "Punjabi": "punjabi panjabi",
		"Urdu": "urdu", "Odia": "odia oriya", "Assamese": "assamese", "Konkani": "konkani", "Tulu": "tulu", "Sindhi": "sindhi",
		"Nepali": "nepali", "Kashmiri": "kashmiri", "Arabic": "arabic", "French": "french", "German": "german", "Spanish": "spanish",
		"Portuguese": "portuguese", "Russian": "russian", "Chinese": "chinese mandarin", "Japanese": "japanese", "Korean": "korean",
		"Italian": "italian", "Persian": "persian farsi",
	}
}

// distinct are words that look like a misspelling of one that belongs here, and are not.
const distinct = `prick pricks pride prize prizes clothes clove cloves hurts horse house houses place placed palace plate open opener
	needling needled there three think thing things phase phrase phrases right tight light night might fight weeks worker walking
	costume ghost lost chart change changes changed change timid timer opera shunt stuff start started street stressed strain treat
	treats treated trapped tract staffs sitting sits fever feels tired touch teach react recheck breach bleach range large charged
	could cause cold coated wheel while where whose while number numb lumber sleep steep speed speck spike spoke spent spend reach
	really real year ears clear cleared plane plain pain paint paying phoned photo alone along cell call fall ball ring king king's
	doctor doctored center enter clinical cheap cheek cheaper couple couldn't visit visual fees feet feel free tree card cart care hard
	cash rash bike like park pack dark part late lake evening even early nearly yearly first thirst fist single tingle ankle angle wound wounds mouth mouths model models coats shade shards stares
	paving packing casts spear spears stats steak chalk spitting setting pubic moaning cheat chose clone lurch prince alter quack
	tanks tales accent allow steaks bases rater wandering cords khujli`
