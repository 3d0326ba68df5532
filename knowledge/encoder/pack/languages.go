package main

// defaultLanguages are English, the languages of the Eighth Schedule of India's constitution, Arabic, and those that patients from
// abroad write most.
const defaultLanguages = "en,as,bn,brx,doi,gu,hi,kn,ks,kok,mai,ml,mni,mr,ne,or,pa,sa,sat,sd,ta,te,ur,ar,fa,es,fr,de,pt"

// A language is what it is written with: the script (as package unicode calls it) unless Latin, and the Latin letters in small,
// which for the languages of India are those of romanisation (ISO 15919).
type language struct{ script, latin string }

const (
	ascii = "abcdefghijklmnopqrstuvwxyz"
	iso   = "āīūēōṛṝḷṃṁṅñṇṭḍśṣḥ"
)

// languages are those that pack has letters for.
var languages = map[string]language{
	"en":  {latin: ascii + "éèêëïçñôöü"},
	"as":  {"Bengali", iso},
	"bn":  {"Bengali", iso},
	"brx": {"Devanagari", iso},
	"doi": {"Devanagari", iso},
	"gu":  {"Gujarati", iso},
	"hi":  {"Devanagari", iso},
	"kn":  {"Kannada", iso},
	"ks":  {"Arabic", iso},
	"kok": {"Devanagari", iso},
	"mai": {"Devanagari", iso},
	"ml":  {"Malayalam", iso},
	"mni": {"Meetei_Mayek", iso},
	"mr":  {"Devanagari", iso},
	"ne":  {"Devanagari", iso},
	"or":  {"Oriya", iso},
	"pa":  {"Gurmukhi", iso},
	"sa":  {"Devanagari", iso},
	"sat": {"Ol_Chiki", iso},
	"sd":  {"Arabic", iso},
	"ta":  {"Tamil", iso},
	"te":  {"Telugu", iso},
	"ur":  {"Arabic", iso},
	"ar":  {"Arabic", "āīūḥṣḍṭẓʿʾ"},
	"fa":  {"Arabic", ""},
	"es":  {latin: ascii + "áéíóúüñ"},
	"fr":  {latin: ascii + "àâæçéèêëîïôœùûüÿ"},
	"de":  {latin: ascii + "äöüß"},
	"pt":  {latin: ascii + "ãõáàâéêíóôúç"},
	"it":  {latin: ascii + "àèéìíîòóùú"},
	"nl":  {latin: ascii + "áéëíïóöúü"},
	"id":  {latin: ascii},
	"ms":  {latin: ascii},
	"sw":  {latin: ascii},
	"fil": {latin: ascii + "ñ"},
	"tr":  {latin: ascii + "çğıöşüâîû"},
	"pl":  {latin: ascii + "ąćęłńóśźż"},
	"vi":  {latin: ascii + "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"},
	"ru":  {"Cyrillic", ""},
	"uk":  {"Cyrillic", ""},
	"zh":  {"Han", ""},
	"ja":  {"Hiragana", ""},
	"ko":  {"Hangul", ""},
	"he":  {"Hebrew", ""},
	"el":  {"Greek", ""},
	"th":  {"Thai", ""},
	"si":  {"Sinhala", ""},
}
