package knowledge

import "strings"

// isEmpty reports whether w has a grammatical use only: it says nothing about what is asked. The list is that of the
// Snowball project (snowballstem.org/algorithms/english/stop.txt) with the short forms as text.Tokens leaves them, and the
// commonest function words of romanised Hindi.
func isEmpty(w string) bool {
	_, ok := emptyWords[w]
	return ok
}

var emptyWords = wordSet(`
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its
itself they them their theirs themselves what which who whom this that these those am is are was were be been being
have has had having do does did doing would could should ought im youre hes shes theyre ive youve weve theyve youd hed
shed theyd youll well theyll isnt arent wasnt werent hasnt havent hadnt doesnt dont didnt wont wouldnt shant shouldnt
cant cannot couldnt mustnt lets thats whos whats heres theres whens wheres whys hows a an the and but if or because as
until while of at by for with about against between into through during before after above below to from up down in out
on off over under again further then once here there when where why how all any both each few more most other some such
no nor not only own same so than too very can will just now u ur r pls plz please also may might must shall hai hain ka
ki ke ko kya kyu kyun kaise kab kahan kitna kitne kitni se mein par ye yeh wo woh aur bhi toh tha thi ho hota hoti hote
raha rahi karna kar karo karke karne karte karwa karwana sakta sakte sakti chahiye mujhe mera meri mere nahi nahin na
liye koi kuch hum aap tum apka aapka aapke isse usse iska`)

func wordSet(list string) map[string]struct{} {
	set := map[string]struct{}{}
	for _, w := range strings.Fields(list) {
		set[w] = struct{}{}
	}
	return set
}

// isIndexed reports whether BM25 counts w. Some function words tell questions apart all the same: before and after, can and
// cannot, more and no more.
func isIndexed(w string) bool {
	_, ok := tellingWords[w]
	return ok || !isEmpty(w)
}

var tellingWords = wordSet("can not no off out on up down over under before after again any all more")

// isContent reports whether w says something: a function word and a bare number do not.
func isContent(w string) bool { return !isEmpty(w) && strings.Trim(w, "0123456789") != "" }
