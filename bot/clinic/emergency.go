package clinic

import "strings"

// noEmergency stands for the number where the country is unknown; it reads well after "call".
const noEmergency = "your local emergency number"

// emergencyNumber returns the number that reaches an ambulance in a country, and the words for it where the table has none.
// Sources: India, Emergency Response Support System; UK, Ofcom; US and Canada, FCC and CRTC; Australia, ACMA; New Zealand,
// Ministry of Business, Innovation and Employment; EU and EEA, Directive (EU) 2018/1972, article 109. A test holds every
// number against libphonenumber's metadata.
func emergencyNumber(country string) string {
	switch country {
	case "IN":
		return "112"
	case "GB":
		return "999"
	case "US", "CA":
		return "911"
	case "AU":
		return "000"
	case "NZ":
		return "111"
	}
	const europe = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO"
	if country != "" && strings.Contains(europe, country) {
		return "112"
	}
	return noEmergency
}

// crisisLine returns the name and number of a helpline of a country that answers day and night, or nothing. Source: India,
// Ministry of Health and Family Welfare, National Tele Mental Health Programme.
func crisisLine(country string) string {
	if country == "IN" {
		return "Tele-MANAS 14416"
	}
	return ""
}
