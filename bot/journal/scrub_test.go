package journal

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

const own = "+91 89510 47001"

func TestScrubTakesOut(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// telephone numbers
		{"call me on 9876543210 please", "call me on [number] please"},
		{"call 98765 43210.", "call [number]."},
		{"98765-43210", "[number]"},
		{"987-654-3210", "[number]"},
		{"987.654.3210", "[number]"},
		{"(987) 654-3210 ok", "[number] ok"},
		{"+919876543210", "[number]"},
		{"+91 98765 43210", "[number]"},
		{"+91-9876-543-210", "[number]"},
		{"(+91) 9876543210", "[number]"},
		{"+91 (0) 98765 43210", "[number]"},
		{"0091 98765 43210", "[number]"},
		{"09876543210", "[number]"},
		{"98 76 54 32 10", "[number]"},
		{"9 8 7 6 5 4 3 2 1 0", "[number]"},
		{"9-8-7-6-5-4-3-2-1-0", "[number]"},
		{"080-2345 6789", "[number]"},
		{"2345 6789", "[number]"},
		{"040 23456789", "[number]"},
		{"+44 20 7946 0958", "[number]"},
		{"020 7946 0958", "[number]"},
		{"+1 (555) 123-4567", "[number]"},
		{"555-1234", "[number]"},
		{"tel:+919876543210", "tel:[number]"},
		{"ph9876543210is mine", "ph[number]is mine"},
		{"98765\n43210", "[number]"},
		{"9876\u00a0543\u202f210", "[number]"},
		{"9876\u2013543\u2011210", "[number]"},
		{"98\u200b76\u200b54\u200b32\u200b10", "[number]"},
		{"９８７６５４３２１０", "[number]"},
		{"९८७६५४३२१०", "[number]"},
		{"९८७६५ ४३२१०", "[number]"},
		{"೯೮೭೬೫೪೩೨೧೦", "[number]"},
		{"٩٨٧٦٥٤٣٢١٠", "[number]"},
		{"⁹⁸⁷⁶⁵⁴³²¹⁰", "[number]"},
		{"9️⃣8️⃣7️⃣6️⃣5️⃣4️⃣3️⃣2️⃣1️⃣0️⃣", "[number]️⃣"},
		{"98765 43210 2 weeks of pain", "[number] 2 weeks of pain"},
		{"98765 43210, 91234 56789", "[number], [number]"},
		{"98765 43210 / 91234 56789", "[number] / [number]"},
		// other long numbers
		{"aadhaar 1234 5678 9012", "aadhaar [number]"},
		{"aadhaar 1111 2222 3333", "aadhaar [number]"},
		{"card 4111 1111 1111 1111", "card [number]"},
		{"card 4111-1111-1111-1111 exp", "card [number] exp"},
		{"policy AB123456", "policy AB[number]"},
		{"pin 560001", "pin [number]"},
		{"<@123456789012345678> hi", "<@[number]> hi"},
		// addresses
		{"mail priya.s+x@example.co.in.", "mail [email]."},
		{"<priya@example.com>", "<[email]>"},
		{"PRIYA@EXAMPLE.COM", "[email]"},
		{"priya@okaxis", "[email]"},
		{"प्रिया@उदाहरण.भारत", "[email]"},
		{"priya＠example.com", "[email]"},
		{"priya @ example.com", "[email]"},
		{"priya at gmail dot com", "[email]"},
		{"priya99 @ example.co.in", "[email]"},
		{"priya dot sharma at gmail dot com", "[email]"},
		{"priya.s99 (at) gmail (dot) com", "[email]"},
		{"priya[at]gmail.com", "[email]"},
		{"see https://example.com/a?b=c#d, ok", "see [link], ok"},
		{"http://192.168.1.1/x", "[link]"},
		{"(www.example.museum)", "([link])"},
		{"t.me/priya_k", "[link]"},
		{"wa.me/919876543210", "[link]"},
		{"example.com", "[link]"},
		{"is example.com. good", "is [link]. good"},
		{"I saw it on drneedle.in today", "I saw it on [link] today"},
		{"clinic.example.co.in/book", "[link]"},
		{"example.com.thanks a lot", "[link].thanks a lot"},
		{"ask @priya_k there", "ask [handle] there"},
		{"I am priya#1234", "I am [handle]"},
		// names
		{"My name is Priya and my back hurts", "My name is [name] and my back hurts"},
		{"my name is priya sharma", "my name is [name]"},
		{"my name is PRIYA SHARMA AND I HAVE PAIN", "my name is [name] AND I HAVE PAIN"},
		{"my name’s Priya", "my name’s [name]"},
		{"My name is Will", "My name is [name]"},
		{"my name is A. P. Sharma, I", "my name is [name], I"},
		{"my name is: *Priya*", "my name is: *[name]*"},
		{"My good name is Lakshmi Narasimha Rao from Hyderabad", "My good name is [name] from Hyderabad"},
		{"her name is Asha", "her name is [name]"},
		{"i am Ravi from Pune", "i am [name] from Pune"},
		{"i am ravi kumar from pune", "i am [name] from pune"},
		{"I’m Ravi, 34, back pain", "I’m [name], 34, back pain"},
		{"Hello I am Ravi. Does it hurt", "Hello I am [name]. Does it hurt"},
		{"this is Priya here", "this is [name] here"},
		{"this is priya speaking", "this is [name] speaking"},
		{"This is Priya this side", "This is [name] this side"},
		{"Hi, Priya here. does it hurt", "Hi, [name] here. does it hurt"},
		{"Priya this side", "[name] this side"},
		{"Myself Rahul from Hyderabad", "Myself [name] from Hyderabad"},
		{"hi myself rahul, is it ok", "hi myself [name], is it ok"},
		{"they call me Bunty", "they call me [name]"},
		{"mera naam Priya hai", "mera naam [name] hai"},
		{"mera naam hai priya", "mera naam hai [name]"},
		{"main priya bol rahi, mera nam priya h", "main [name] bol rahi, mera nam [name] h"},
		{"मेरा नाम प्रिया शर्मा है", "मेरा नाम [name] है"},
		{"naa peru Ramesh", "naa peru [name]"},
		{"nanna hesaru Manjunath", "nanna hesaru [name]"},
		{"Name: Priya Sharma\nAge: 34", "Name: [name]\nAge: 34"},
		{"name - priya", "name - [name]"},
		{"patient name:Ravi", "patient name:[name]"},
		{"does it hurt? Regards, Priya", "does it hurt? Regards, [name]"},
		{"does it hurt\nthanks and regards\npriya k", "does it hurt\nthanks and regards\n[name]"},
		{"Warm regards\nDr. S. Mehta\n98765 43210", "Warm regards\nDr. [name]\n[number]"},
		{"does it hurt? Thanks, Priya", "does it hurt? Thanks, [name]"},
		{"does it hurt?\n- Priya", "does it hurt?\n- [name]"},
		{"Dr. Mehta sent me", "Dr. [name] sent me"},
		{"dr mehta told me", "dr [name] told me"},
		{"this is mrs verma from pune", "this is mrs [name] from pune"},
		{"for my mother Lakshmi Devi who", "for my mother [name] who"},
		{"hi this is priya, does it hurt", "hi this is [name], does it hurt"},
		{"main priya bol rahi hoon", "main [name] bol rahi hoon"},
		{"naam priya hai", "naam [name] hai"},
		{"Name-Priya", "Name-[name]"},
		{"i m priya from pune", "i m [name] from pune"},
		{"does it hurt? Thanks Priya", "does it hurt? Thanks [name]"},
		{"I am Priya, mail priya@example.com or 98765 43210", "I am [name], mail [email] or [number]"},
		// not UTF-8
		{"9876543210\xff", "[number]\ufffd"},
	} {
		if got := Scrub(c.text, own); got != c.want {
			t.Errorf("Scrub(%q)\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestScrubLeaves(t *testing.T) {
	for _, text := range []string{
		"", " ", "L4 L5", "L4-L5 and S1", "disc at L4/5, c5 c6 c7", "24-48 hours", "for 2 weeks", "5mg", "1 to 10", "1-10",
		"pain 7/10", "since 2024", "from 2019-2024", "in 2019 2020 2021", "on 20/11/2026", "on 20-11-2026 at 10.30", "2026-11-20",
		"20.11.2026", "20 11 2026", "9.30-12.30", "9:30 to 10:30", "120/80", "bp 120/80 140/90", "bp 120 80 98", "0.25 x 40 mm",
		"0.25-0.30 mm", "Rs 1,500", "₹800-1200", "1000 - 1500 rupees", "1 2 3 4 5 6 7 8 9 10", "10 20 30 40 minutes", "2-3 4-5 24-48",
		"12345", "covid19 b12 d3", "Name: L4", "10000 steps", "5-10 minutes, 2-3 times, 6 weeks", "call 112 or 108",
		"pain.It hurts", "my back.in the morning it is worse", "hurts.so what", "e.g. this", "a.m. or p.m.", "wait...what", "node.js",
		"at @5pm", "meet @ 5", "what's it like @ night?", "#1 question",
		"my name is not important", "What is the name of it?", "what is dry needling", "is this normal from needling",
		"i am suffering from back pain", "I am recovering from surgery", "i am tired from work", "i am far from the clinic",
		"i am pregnant", "I'm diabetic", "I am 34 from", "this is normal here", "this is sore here", "pain here", "Pain from sitting",
		"can i do it myself at home", "call me back tomorrow", "with regards to needles", "as regards pain", "Thanks, how long does it take?",
		"thanks bye", "Thanks, got it", "the doctor said no", "Dr said no", "name-brand needles", "Hello, can you help?",
		"hi this is urgent, help", "dr said no", "dr appointment", "i have ms symptoms", "my mother has pain", "main theek hoon", "Thanks doctor", "hello this is my back",
		"I am Overweight", "name-brand", "naam kya hai", "- pain\n- numbness",
		"look at the dot on my back", "left/right side", "and/or", "mera kamar dard hai",
	} {
		if got := Scrub(text, own); got != text {
			t.Errorf("Scrub(%q) = %q", text, got)
		}
	}
}

func TestScrubNeverTouchesTheClinicsNumber(t *testing.T) {
	for _, number := range []string{
		own, "+918951047001", "8951047001", "89510 47001", "089510 47001", "0 89510-47001", "0091 89510 47001", "+91-89510-47001",
		"91 8951047001", "(89510) 47001", "८९५१० ४७००१",
	} {
		for _, around := range []string{
			"%s", "call %s.", "is it %s?", "my name is Priya, %s", "https://wa.me/%s", "tel:%s", "x@%s", "%s@example.com", "2 %s 3", "%s 24-48",
			"12345 %s", "98765 43210, %s", "regards, %s", "name: %s", "@%s", "www.%s.com",
		} {
			text := fmt.Sprintf(around, number)
			if got := Scrub(text, own); !strings.Contains(got, number) {
				t.Errorf("Scrub(%q) = %q", text, got)
			}
		}
	}
	if got, want := Scrub("is 98951047001 yours?", own), "is [number] yours?"; got != want {
		t.Errorf("a longer number than the clinic's: got %q, want %q", got, want)
	}
	if got, want := Scrub("8951047002", own), "[number]"; got != want {
		t.Errorf("the number next to the clinic's: got %q, want %q", got, want)
	}
	if got, want := Scrub("080 2345 6789 or 1800 123 4567", "080-23456789", "1800 123 4567"), "080 2345 6789 or 1800 123 4567"; got != want {
		t.Errorf("two numbers without a country code: got %q, want %q", got, want)
	}
}

// pieces are what the random texts of the property tests are made of: everything that Scrub looks for, in halves.
var pieces = []string{
	"98765", "43210", "9876543210", "91", "+91", "0", "2", "24-48", "2026", "20/11/2026", "1234 5678 9012", "89510 47001", "8951047001", "९८७",
	" ", " ", " ", " ", "\n", "-", ".", ",", ":", "/", "(", ")", "@", "#", "://", "www.", "http", "t.me/x", ".com", ".in", "example", "gmail",
	" at ", " dot ", "[", "]", "[name]", "[number]", "\x00", "\u200b", "\u202e", "'", "’", "é", "İ", "ſ", "K", "प्रिया", "है", "मेरा नाम ",
	"my name is ", "name", "i am ", "this is ", "myself ", "regards", "thanks", "hi ", " here", " from ", "this side", "Dr ", "Mr. ",
	"Priya", "priya", "Sharma", "Will", "pain", "L4", "and", "the", "Name: ", "mera naam ", " hai", "1234", "#1234", "_", "=", "%",
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(14) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

func TestScrubHoldsForRandomTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 10))
	for range 20_000 {
		checkScrub(t, randomText(r))
	}
}

func FuzzScrub(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		f.Add(randomText(r))
	}
	f.Add("\xff\xfe98765\xff43210")
	f.Fuzz(func(t *testing.T, text string) { checkScrub(t, text) })
}

// longRow finds six digits in a row.
var longRow = regexp.MustCompile(`\p{Nd}{6,}`)

// checkScrub holds Scrub to everything that it promises for any text.
func checkScrub(t *testing.T, text string) {
	t.Helper()
	got := Scrub(text, own)
	if got == withheld && text != withheld {
		t.Errorf("Scrub(%q) did not come to rest", text)
	}
	if again := Scrub(got, own); again != got {
		t.Errorf("Scrub(%q)\nonce  %q\ntwice %q", text, got, again)
	}
	if !utf8.ValidString(got) {
		t.Errorf("Scrub(%q) = %q, which is not UTF-8", text, got)
	}
	for _, row := range longRow.FindAllString(got, -1) {
		bare := strings.TrimPrefix(strings.TrimPrefix(digitsOf(row), "0"), "0")
		if !strings.Contains(digitsOf(own), bare) {
			t.Errorf("Scrub(%q) = %q leaves %s", text, got, row)
		}
	}
	if with := Scrub(text+"\n\t"+own+"\t\n"+text, own); with != withheld && !strings.Contains(with, own) {
		t.Errorf("Scrub(%q) = %q lost the clinic's number", text, with)
	}
}

// TestScrubTakesLinearTime: a square of the length would take minutes.
func TestScrubTakesLinearTime(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var mixed strings.Builder
	for mixed.Len() < 1<<20 {
		mixed.WriteString(pieces[r.IntN(len(pieces))])
	}
	texts := []string{mixed.String()}
	for _, piece := range []string{
		"9", "9 ", "12 ", "9\u200b", "a@", "@", "a.", ".", "a-", "http://", "://", "www.", "my name is ", "my name is Priya ", "i am a from ", "regards, x\n",
		"thanks, ", "Name: ", "#1234", "a at b dot com ", "a at b.", "'", "a'", "मेरा नाम ", "\x00", "\u202e", "é", "89510 47001 ", "[name]", "[", "Dr. A ", "1.1.", "(", "+",
	} {
		texts = append(texts, strings.Repeat(piece, 1<<17/len(piece)))
	}
	for _, text := range texts {
		start := time.Now()
		Scrub(text, own)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%d bytes of %.20q take %v", len(text), text, took)
		}
	}
}

func TestDigitKnowsEveryScript(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"0123456789", "0123456789"},
		{"०१२३४५६७८९", "0123456789"},
		{"٠١٢٣٤٥٦٧٨٩", "0123456789"},
		{"０１２３４５６７８９", "0123456789"},
		{"𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟘𝟙𝟚", "0123456789012"},
		{"⁰¹²³⁴₅①", "0123451"},
		{"½Ⅷ一", ""},
	} {
		if got := digitsOf(c.text); got != c.want {
			t.Errorf("digitsOf(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestCommonWordsHoldNoNames(t *testing.T) {
	for _, name := range strings.Fields(`priya rahul ravi kumar sharma asha anita sunita lakshmi manjunath ramesh suresh mahesh arjun rohit amit
		sneha kavya divya pooja neha meera mohammed ahmed syed fatima ayesha john mary david sarah reddy rao naidu gowda iyer khan patel singh das`) {
		if commonWords[name] {
			t.Errorf("%q is a name", name)
		}
	}
	for w := range commonWords {
		if w != fold(w) || strings.ContainsFunc(w, unicode.IsSpace) {
			t.Errorf("%q can never be found", w)
		}
	}
}

func BenchmarkScrub(b *testing.B) {
	text := strings.Repeat("my back hurts since 2 weeks at L4 L5, is it ok to come on 20/11/2026? call 98765 43210 ", 3)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Scrub(text, own)
	}
}
