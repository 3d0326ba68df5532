package journal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Top-level domains that make a domain of two words with a full stop between them. Those of bareTLD are no English words; those
// of wordTLD are, and may just be the beginning of a sentence after a full stop without a space.
var (
	bareTLD = wordSet(`com org net edu gov mil int info biz io ai app dev xyz uk au ca nz za sg ae de fr nl es se jp cn ru lk np bd
		pk tv cc mobi asia icu ngo coop`)
	wordTLD = wordSet(`in co me us eu pro live life care health doctor clinic page club link shop store online site website cloud
		space tech blog fit fitness`)
)

// afterIn holds words that follow the preposition in: with them, "my back.in the morning" is two sentences.
var afterIn = wordSet(`the a an my this that these those his her your our their its which what left right lower upper both
	between general case front addition fact`)

// secondLevel holds labels that make what follows a top-level domain whatever it means: example.co.in.
var secondLevel = wordSet("co ac gov org net com edu res nic")

// addresses finds e-mail addresses, handles, links and bare domains.
func addresses(s string) []span {
	var found []span
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		var a span
		switch {
		case isAt(r):
			a = mailOrHandle(s, i, size)
		case r == '#':
			a = numberedTag(s, i)
		case r == ':' && strings.HasPrefix(s[i:], "://"):
			a = link(s, i)
		case domainRune(r):
			end := i + extent(s[i:], domainRune)
			a = domain(s, i, end)
			size = end - i
		}
		if a.to > 0 {
			found = append(found, a)
		}
		i = max(i+size, a.to)
	}
	return found
}

// isAt reports whether r is an @, also a wide or a small one.
func isAt(r rune) bool { return r == '@' || r == '\uff20' || r == '\ufe6b' }

func domainRune(r rune) bool { return wordy(r) || r == '-' || r == '.' }

func localRune(r rune) bool { return domainRune(r) || strings.ContainsRune("_%+'&=", r) }

func handleRune(r rune) bool { return wordy(r) || r == '_' || r == '.' }

func schemeRune(r rune) bool {
	return r < utf8.RuneSelf && wordy(r) || r == '+' || r == '-' || r == '.'
}

// linkRune reports whether r can stand inside a link. Brackets and quotes end it: they are what people put round one.
func linkRune(r rune) bool {
	return r > ' ' && !unicode.IsSpace(r) && !strings.ContainsRune("<>\"`[]{}|", r)
}

// extent returns how many bytes s begins with that in accepts.
func extent(s string, in func(rune) bool) int {
	for i, r := range s {
		if !in(r) {
			return i
		}
	}
	return len(s)
}

// extentBack returns how many bytes s ends with that in accepts.
func extentBack(s string, in func(rune) bool) int {
	end := len(s)
	for end > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:end])
		if !in(r) {
			break
		}
		end -= size
	}
	return len(s) - end
}

// mailOrHandle reads what stands round the @ at i. An address at a provider without a domain, as UPI has it (name@okbank), is
// one too; "at @5pm" is nothing.
func mailOrHandle(s string, i, size int) span {
	after := i + size
	before := i - extentBack(s[:i], localRune)
	mail := after + len(strings.TrimRight(s[after:after+extent(s[after:], domainRune)], ".-"))
	if before < i && mail > after && wordEnd(s[after:mail]) {
		return span{before, mail, labelEmail}
	}
	handle := after + len(strings.TrimRight(s[after:after+extent(s[after:], handleRune)], "."))
	if r, _ := utf8.DecodeRuneInString(s[after:handle]); handle > after && (unicode.IsLetter(r) || r == '_') {
		return span{i, handle, labelHandle}
	}
	return spacedMail(s, i, after)
}

// spacedMail reads an address with spaces round its @: "priya @ example.com".
func spacedMail(s string, i, after int) span {
	local := strings.TrimRight(s[:i], " ")
	host := after + extent(s[after:], func(r rune) bool { return r == ' ' })
	end := host + extent(s[host:], domainRune)
	if i-len(local) > 2 || host-after > 2 || end == host || domain(s, host, end).to == 0 {
		return span{}
	}
	return span{len(local) - extentBack(local, localRune), domain(s, host, end).to, labelEmail}
}

// wordEnd reports whether the last label of a domain is a word.
func wordEnd(domain string) bool {
	last := domain[strings.LastIndexByte(domain, '.')+1:]
	return len(last) >= 2 && extent(last, func(r rune) bool { return unicode.IsLetter(r) || silent(r) || r == '-' }) == len(last)
}

// numberedTag reads an old Discord name, such as someone#1234.
func numberedTag(s string, i int) span {
	before := extentBack(s[:i], handleRune)
	digits := extent(s[i+1:], func(r rune) bool { return '0' <= r && r <= '9' })
	if before < 2 || digits != 4 {
		return span{}
	}
	return span{i - before, i + 1 + digits, labelHandle}
}

// link reads the link whose :// is at i.
func link(s string, i int) span {
	from := i - extentBack(s[:i], schemeRune)
	if from == i {
		return span{}
	}
	return span{from, linkEnd(s, i+len("://")), labelLink}
}

// linkEnd returns where the link ends whose host begins at i, without the punctuation that ends a sentence.
func linkEnd(s string, i int) int {
	end := i + extent(s[i:], linkRune)
	return i + len(strings.TrimRight(s[i:end], ".,;:!?')*_"))
}

// domain reads a domain out of s[from:end], which domainRune accepts, and the path after it.
func domain(s string, from, end int) span {
	word := strings.TrimRight(s[from:end], ".-")
	word = strings.TrimLeft(word, ".-")
	from += strings.Index(s[from:end], word)
	host := from + hostLength(s, from, from+len(word))
	if host == from {
		return span{}
	}
	if host < len(s) && strings.IndexByte("/?#:", s[host]) >= 0 {
		host = max(host, linkEnd(s, host))
	}
	return span{from, host, labelLink}
}

// hostLength returns how much of s[from:end] is a domain: up to the last label that can end one, 0 when none can.
func hostLength(s string, from, end int) int {
	word := s[from:end]
	path := end+1 < len(s) && s[end] == '/' && linkRune(rune(s[end+1]))
	www := len(word) > 4 && strings.EqualFold(word[:4], "www.")
	labels := strings.Split(word, ".")
	length, at := 0, len(labels[0])
	for i, label := range labels[1:] {
		if labels[i] == "" || label == "" {
			break
		}
		at += 1 + len(label)
		low, last := strings.ToLower(label), at == len(word)
		switch {
		case bareTLD[low], last && www, last && path && (len(low) == 2 || wordTLD[low]),
			last && wordTLD[low] && !sentence(labels[i], label, s[end:]):
			length = at
		}
	}
	return length
}

// sentence reports whether before.label and the rest look like the end of one sentence and the beginning of the next rather
// than a domain.
func sentence(before, label, rest string) bool {
	if secondLevel[strings.ToLower(before)] {
		return false
	}
	letters := strings.IndexFunc(before, unicode.IsLetter) >= 0
	if len(before) < 3 || !letters || unicode.IsUpper(rune(label[0])) {
		return true
	}
	next := strings.TrimLeft(rest, " ")
	next = strings.ToLower(next[:extent(next, wordy)])
	return afterIn[next]
}

// spelledMails finds the addresses whose @ and stops are spelled out.
func spelledMails(s string) []span {
	return sentenceWords{s, splitWords(s)}.find(sentenceWords.spelledMail)
}

// spelledMail reads an address whose @ and stops are spelled out, and whose word before the @ is word i: "priya at example dot
// com", "priya(at)example.com".
func (t sentenceWords) spelledMail(i int) (span, int) {
	const brackets = "()[]{}<>_-. "
	if i+3 >= len(t.words) || t.words[i+1].low != "at" || !t.near(i+1, brackets+"0123456789") || !t.near(i+2, brackets) {
		return span{}, i
	}
	stop := i + 3
	if t.words[stop].low == "dot" && t.near(stop, brackets) {
		stop++
	} else if t.gap(stop) != "." {
		return span{}, i
	}
	if stop >= len(t.words) || !t.near(stop, brackets) || !bareTLD[t.words[stop].low] && t.words[stop].low != "in" && t.words[stop].low != "co" {
		return span{}, i
	}
	first := i
	for first >= 2 && t.words[first-1].low == "dot" && t.near(first-1, brackets) && t.near(first, brackets) {
		first -= 2
	}
	from := t.words[first].from
	from -= extentBack(t.text[:from], localRune)
	return span{from, t.words[stop].to, labelEmail}, stop + 1
}
