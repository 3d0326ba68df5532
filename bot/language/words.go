package language

import (
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// letters are letters and marks that, of the languages told apart here, only one writes. The first that fits holds.
var letters = []struct {
	script  script
	letters string
	code    string
}{
	{"Arab", "ٻڀٺٽڄڃڇڊڌڍڏڙڦڳڱڻڪ", "sd"},
	{"Arab", "ٲٳۄؠٕ\u065a\u065b", "ks"},
	{"Arab", "ٹڈڑںےۓھہۂ", "ur"},
	{"Beng", "ৰৱ", "as"},
	{"Cyrl", "іїєґІЇЄҐ", "uk"},
	{latin, "¿¡ñÑ", "es"},
	{latin, "ßäöüÄÖÜ", "de"},
	{latin, "ãõÃÕ", "pt"},
	{latin, "êèàùœûîÊÈÀ", "fr"},
}

// vocabularies are words of languages that share a script, as they are written.
var vocabularies = []struct {
	script script
	code   string
	words  string
}{
	{"Deva", "hi", `है हैं हूँ हूं था थी थे हो का की के को में से पर और या कि क्या क्यों कैसे कब कहाँ कितना कितने कितनी मुझे मेरा मेरी मेरे मैं हम आप आपका आपकी
		यह ये वह वो नहीं मत भी तो ही जी कर करना करने रहा रही रहे गया गई लिए लगता होता होती सकता सकती चाहिए अब आज कल ठीक`},
	{"Deva", "mr", `आहे आहेत आहेस होता होते होती मला माझा माझी माझे माझ्या तुम्ही तुमचा तुमची तुमचे आम्ही नाही आणि किंवा का काय कसे कसा कशी कधी कुठे किती
		हे ते ती तो च्या ला ने साठी नंतर पाठ पाठीत पाठदुखी दुखते दुखतं दुखत दुखतंय सुई खूप झाले झालं करू करता येईल शकतो शकते शकता पाहिजे नको बरे बरं आता उद्या`},
	{"Deva", "ne", `छ छन् छु छैन छैनन् हुन्छ हुँदैन हो होइन थियो मलाई मेरो मेरी हामी तपाईं तपाईंको तपाई लाई बाट सँग र अनि के किन कसरी कहिले कहाँ कति पनि
		धेरै दुख्छ दुख्यो दुखेको दुखाइ ढाड सुई गर्न गर्नु गर्छ भयो भएको पछि अहिले आज भोलि सक्छु सकिन्छ चाहिन्छ कम्मर`},
	{"Deva", "kok", `आसा आसात म्हाका म्हजें म्हजी म्हजो म्हज्या हांव आमी तुमी तुमकां तुमचें कितें कित्याक कशें केन्ना खंय कितलें आनी जालें दुखता दूख फाट
		सुय उपरांत करूंक शकता जाय नाका बरें आतां फाल्यां`},
	{"Deva", "sa", `अस्ति सन्ति अस्मि मम मे अहम् अहं भवान् भवती किम् किं कथम् कथं कदा कुत्र कति न च वा भवति करोति शक्यते अनन्तरम् अनन्तरं बहु वेदना पृष्ठे पृष्ठवेदना
		सूची सूच्या अधुना अद्य श्वः कृपया इदं एतत् तत् इति`},
	{"Deva", "brx", `आं आंनि आंखौ आंनो नों नोंथां नोंथांनि मा माबोरै माब्ला बबेयाव नङा नंगौ आरो एबा थानाय जायो जादों मोनो गोनां सानाय बिखं बिजि उनाव दिनै गाबोन बे बेयो`},
	{"Deva", "doi", `ऐ ऐं न हां मिगी मेरा मेरी मेरे तुस तुसें तुंʼदा साढ़ा कीह् के केह् कियां कदूं कुत्थें किन्ना किन्नी ते जां नेईं होंदी होंदा पीड़ पिट्ठ सूई बाद दा दी दे च अज्ज कल्ल`},
	{"Deva", "mai", `अछि छी छै छल छथि हमरा हमर हम अहाँ अहाँक अहाँकें की किएक कोना कहिया कतए कतय कतेक आ वा नहि नै सँ केँ में होइत होइ पीठ सुइ बाद आइ काल्हि ठीक चाही`},
	{"Beng", "bn", `আমার আমি আপনি আপনার কি কী কেন কিভাবে কীভাবে কখন কোথায় কত না নেই আছে হয় হবে এবং আর পরে ব্যথা পিঠে কোমর সুই করে করতে পারি`},
	{"Beng", "mni", `ঐগী ঐ ঐনা নহাক্কী অদোম করি করিগী কদায় কয়া লৈ লৈতে লৈব্রা অমসুং নত্তে য়াই য়াব্রা হৌজিক চৎপা নাবা নাই য়াম্না`},
	{"Beng", "as", `মোৰ মই আপুনি আপোনাৰ কিয় কেনেকৈ কেতিয়া ক’ত কিমান নাই আছে হয় হ’ব আৰু পিছত বিষ পিঠিৰ পিঠিত বেজী কৰিব পাৰি`},
	{"Arab", "ar", `في من على هل ما ماذا كيف متى أين كم أنا لدي عندي ألم ظهري الظهر بعد هذا هذه لا نعم أن إلى مع الإبرة الإبر يؤلم تؤلم جدا اليوم`},
	{"Arab", "ur", `کیا کی کا کے کو سے میں اور پر مجھے میرا میری میرے آپ نہیں بعد درد کمر سوئی کب کہاں کتنا`},
	{"Arab", "fa", `است هست می را چه چرا چگونه کجا چند من دارم درد کمر بعد از آیا نیست و به که این سوزن شما امروز خیلی شود`},
	{"Arab", "ks", `چھ چھُ چھے چھہٕ مےٚ مے میٛون تہٕ کیاہ کٔرِتھ پتہٕ`},
	{"Arab", "sd", `آهي آهن مون منهنجي منهنجو ڇا ڪيئن ڪڏهن ۾ کي جو جي کان پوءِ سور`},
}

// endings are how words of a language end that stand in no list of their script.
var endings = []struct {
	script  script
	code    string
	endings string
}{
	{"Deva", "mr", `च्या ंय तोय तेय लाय तायत ांना ाला ावं ायचं ायचे ायला ून ीने णार ण्या ईल तं लं डं चं रं नं वं टं ळं णं यं सं गं कं थं घं ळ ळी ळा ळे ांपूर्वी ींना`},
	{"Deva", "ne", `लाई हरू हरु ेको ्छ ्छन् दैन छु छौं नुहोस् िन्छ उँदा उँछ ोस्`},
	{"Deva", "sa", `म् ात् ेन ाः स्य ानि ामि`},
	{"Deva", "kok", `चें चो तलें तात ल्यार तकीर`},
	{"Deva", "brx", `नाय यो नो खौ फोरा नाया`},
	{"Deva", "mai", `इत छै थि ैक लहुँ ैत`},
}

// nounsCode stands for English words that other languages borrow, and those of the subject.
const nounsCode = "en-nouns"

// latinCodes are the languages in Latin letters that are told apart, in the order in which they win a tie.
var latinCodes = []string{Romanised, "es", "fr", "de", "pt", "it"}

// latinWords are words by language, without accents. English has those without which there is no sentence, as people type them.
func latinWords() map[string]string {
	return map[string]string{
		English: `the a an and or but if so of to in on at by for from with without about after before during than then as is are was were
			be been being am im i ive id ill me my mine myself you your yours u ur we our us he she it its they them their this that these
			those there here what whats which who whose when where why how hows do does did done dont doesnt didnt can cant cannot could
			couldnt will wont would wouldnt should shouldnt shall may might must have has had havent hasnt hadnt not no yes any some all
			both each more most much many few less least very too also just only still even ever never again now today tomorrow yesterday
			get got getting go going gone went come came take taking took make made need want feel felt feels feeling know think tell say
			said ask give let put keep help helps use used like into out up down over under because cos coz bcz bcoz while until till
			since between through off other another same own well back really please pls plz thanks thank thx wat wats wht wen whn wher
			hw teh adn abt bout r y n dnt wanna gonna gotta lemme dose shud cud wud tht thats theres lets isnt arent wasnt werent one two
			first last next long soon often always sometimes maybe`,
		nounsCode: `hello hi hey ok okay pain painful sore hurt hurts hurting ache aching needle needles needling dry session sessions
			treatment therapy therapist physio doctor dr clinic appointment booking book cost price fees fee money charge neck back leg legs
			arm arms shoulder hip knee foot muscle muscles nerve spine disc body side normal safe risk risks problem better worse bad good
			best day days week weeks month months year years hour hours minute minutes time work job sleep walk run running gym exercise
			sport drive driving eat drink food water medicine tablet pill pills blood thinner pregnant pregnancy baby child kid mother
			mom mum father dad wife husband son daughter friend fever infection swelling bruise bruising bleeding dizzy faint numb
			numbness tingling weak weakness open close closed address phone number location online call report scan mri xray surgery
			operation sir madam sorry question people man woman old young new hot cold ice heat massage acupuncture stretch rest
			insurance discount free card cash today evening morning night sitting slot cancel reschedule message number whatsapp pair log tab par`,
		Romanised: `hai hain hoon hun tha thi raha rahi rahe hota hoti hote hoga hogi hua hui huyi ho kya kyu kyun kyon kaise kaisa kaisi kab
			kahan kaha kitna kitne kitni kaun kaunsa mujhe mujhko mera meri mere hum humein hamara aap aapka aapki aapko aapke tum tumhara
			yeh woh wo nahi nahin nai haan han bhi toh ke ka ki ko se mein pe par aur ya lekin magar phir fir agar jab tab tak abhi aaj kal
			subah shaam raat bahut bohot zyada jyada thoda kam accha acha achha theek thik sahi galat karna karne karte karta karti karu
			karun karo kar kiya karke lagta lagti lagte lagega lagegi laga lagane lagana lag dena dene lena lene le lo aana jaana jana jata
			jati aata aati chahiye chaiye sakta sakti sakte hona hone dard sui kamar peeth pith kandha gardan pair haath ghutna dawa dawai
			ilaj bukhar chakkar khoon sujan soojan baad pehle din hafte mahine saal baar wala wali wale paisa paise rupaye bhai bhaiya didi
			yaar ji kuch koi sab sabse bina saath andar bahar neeche upar dono batao bataiye boliye bolo samajh dikkat takleef pareshani
			aaram zaroori jaruri khana peena sona baith chal raha unka unke unko unki uska uske usko uski iska iske isko hume gaya gayi gaye
			diya jaye jao jau jaun aau hoti kabhi matlab namaste dhanyavaad shukriya maa pitaji mummy papa beti beta biwi pati log kaunsi kaunse khule khula khulta
			rehta rehte rehti bhejo lun lu dun du karwana karwa kandhe reedh haddi neend paani ghar paas isse usse chalun jayega jayegi
			padega padegi milega milegi aayega aayegi apne apni jagah raasta kharcha kharche khaye piye uthana utha`,
		"es": `el la los las un una unos unas de del al en y o que es son esta estan estoy esto ese eso por para con sin pero como cuando
			donde cuanto cuanta cuantos cuantas quien porque si no me mi mis te tu tus su sus se le les lo nos yo usted ustedes ella ellos muy
			mas menos tengo tiene tienen puedo puede pueden hay ser soy era fue hacer hace duele dolor doler espalda cuello pierna aguja agujas
			puncion seca miedo despues antes desde hasta ayer hoy manana ahora siento sesion sesiones cuesta precio cita hola buenas buenos dias
			tardes gracias necesito quiero debo va voy duran dura dias semana seguro embarazada fiebre respirar medico clinica ayuda tambien
			todo nada siempre nunca mucho mucha poco entre sobre`,
		"fr": `le la les un une des du de au aux et ou que qui quoi est sont suis etes c'est cest cette ce ces dans pour par sur avec sans mais
			comme quand combien pourquoi comment je j'ai jai tu il elle nous vous ils elles mon ma mes ton ta tes son sa ses votre vos notre
			ne pas plus moins tres trop aussi peut peux puis pouvez faut fait faire avoir ete etre mal dos cou jambe aiguille aiguilles seance
			seances peur apres avant depuis hier aujourdhui demain maintenant douleur douloureux ca coute prix bonjour bonsoir merci besoin
			voudrais dois vais va jours semaine risque enceinte fievre medecin clinique toujours jamais beaucoup peu y`,
		"de": `der die das den dem des ein eine einen einem einer und oder ich mich mir mein meine meinen meinem meiner du sie er es wir ihr
			ihnen ist sind bin war waren hat habe haben hatte kann koennen konnen darf muss soll wird werden wurde wie was wann wo warum wieso
			welche wer nicht kein keine noch schon sehr zu zum zur im am bei mit nach vor von fur fuer auf aus uber ueber seit ohne auch nur aber
			wenn dass weil tut weh schmerz schmerzen schmerzhaft rucken ruecken nacken bein nadel nadeln angst sitzung sitzungen heute gestern
			morgen jetzt hallo guten tag danke bitte kostet preis termin lange oft viel mehr tage woche schwanger fieber arzt praxis hilfe`,
		"pt": `o a os as um uma de do da dos das no na nos nas em e ou que nao sim eu voce voces ele ela meu minha meus minhas seu sua com sem
			para por pelo pela mas como quando onde quanto quanta quantas quantos quem porque muito muita mais menos tenho tem posso pode podem
			estou esta sao ser foi fazer faz doi doer dor dores costas pescoco perna agulha agulhas agulhamento medo depois antes desde ate
			ontem hoje amanha agora sinto sessao sessoes custa preco consulta ola bom boa dia tarde obrigado obrigada preciso quero devo vai
			vou dura dias semana seguro gravida febre medico clinica ajuda tambem tudo nada sempre nunca pouco isso isto`,
		"it": `il lo gli i le un uno una di del della dei delle che chi e o non sono sei siamo ho hai ha abbiamo hanno mio mia mi ti si ci con
			per su da dal dalla nel nella ma come quando dove quanto quanta perche piu meno molto fa male dolore schiena collo gamba ago aghi
			paura dopo prima ieri oggi domani adesso seduta sedute ciao buongiorno grazie posso puo devo vorrei questo questa`,
	}
}

// theWords returns the languages that a word stands in the list of.
var theWords = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, code := range append([]string{English, nounsCode}, latinCodes...) {
		for w := range strings.FieldsSeq(latinWords()[code]) {
			w = strings.ReplaceAll(w, "'", "")
			if codes := out[w]; len(codes) == 0 || codes[len(codes)-1] != code {
				out[w] = append(codes, code)
			}
		}
	}
	return out
})

// theVocabulary returns, by script, the languages that a word stands in the list of.
var theVocabulary = sync.OnceValue(func() map[script]map[string][]string {
	out := map[script]map[string][]string{}
	for _, v := range vocabularies {
		if out[v.script] == nil {
			out[v.script] = map[string][]string{}
		}
		for w := range strings.FieldsSeq(norm.NFC.String(v.words)) {
			out[v.script][w] = append(out[v.script][w], v.code)
		}
	}
	return out
})
