package clinic

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a container without zone files must not change the opening hours
	"unicode"

	"github.com/nyaruka/phonenumbers"

	"frontdesk/knowledge/strict"
)

// checker reads settings and gathers what is wrong with them, so that all of it is reported at once.
type checker struct {
	country string // ISO 3166, in upper case; empty when unknown
	errs    []error
}

func (c *checker) fail(key, format string, args ...any) {
	c.errs = append(c.errs, &strict.KeyError{Key: key, Problem: fmt.Sprintf(format, args...)})
}

// readCountry wants two letters. UK, which ISO reserves for the United Kingdom, is taken for GB.
func (c *checker) readCountry(value string) {
	code := strings.ToUpper(strings.TrimSpace(value))
	letters := strings.IndexFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
	switch {
	case code == "":
	case len(code) != 2 || !letters:
		c.fail("country", "%.40q is not a country code; write the two letters of ISO 3166, such as IN", value)
	case code == "UK":
		c.country = "GB"
	default:
		c.country = code
	}
}

// phone returns a number in international form, grouped as its country groups it.
func (c *checker) phone(key, value string) string {
	number, err := phonenumbers.Parse(value, c.country)
	if err == nil && phonenumbers.IsValidNumber(number) {
		return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
	}
	c.fail(key, `%.40q is not a phone number; write it in international form, such as "+91 89510 47001"`, value)
	return ""
}

// dialled checks a number that may be a short one, and returns it as it was typed.
func (c *checker) dialled(key, value string) string {
	value = oneLine(value)
	digits := 0
	for i, r := range value {
		switch {
		case '0' <= r && r <= '9':
			digits++
		case r == '+' && i == 0, r == ' ', r == '-':
		default:
			digits = -len(value)
		}
	}
	if value != "" && (digits < 2 || digits > 15) { // E.164 has 15 digits at most
		c.fail(key, "%.40q is not a number to dial; write its digits only, such as 112", value)
		return ""
	}
	return value
}

// zone returns nil for an empty value.
func (c *checker) zone(key, value string) *time.Location {
	if value == "" {
		return nil
	}
	loc, err := time.LoadLocation(value)
	if err != nil || value == "Local" {
		c.fail(key, "%.40q is not a time zone; write its IANA name, such as Asia/Kolkata or Europe/Berlin", value)
		return nil
	}
	return loc
}

// web returns an address that can stand between < and > in CommonMark.
func (c *checker) web(key, value string) string {
	if value == "" {
		return ""
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.ContainsFunc(value, unfitForURL) {
		c.fail(key, "%.80q is not a web address; write all of it, beginning with https://", value)
		return ""
	}
	return u.String()
}

func unfitForURL(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>\"\\`", r)
}

// languages returns the names of languages in CommonMark, each once.
func (c *checker) languages(names []string) []string {
	var out []string
	for i, name := range names {
		name = Escape(oneLine(name))
		key := "languages." + strconv.Itoa(i)
		switch {
		case name == "":
			c.fail(key, "is empty; write a language that the staff speak, such as Kannada")
		case slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, name) }):
			c.fail(key, "names %s for the second time", name)
		default:
			out = append(out, name)
		}
	}
	return out
}

// prices returns what things cost in CommonMark.
func (c *checker) prices(cfg Config) []string {
	var out []string
	for i, p := range cfg.Prices {
		what, price := oneLine(p.What), oneLine(p.Price)
		key := "prices." + strconv.Itoa(i)
		if what == "" || price == "" {
			c.fail(key, `needs what and price, such as {what: First visit, price: "₹1,200"}`)
			continue
		}
		out = append(out, Escape(what)+": "+Escape(price))
	}
	if len(cfg.Prices) == 0 && oneLine(cfg.PricesAsOf) != "" {
		c.fail("prices_as_of", "needs prices beside it")
	}
	return out
}

// remark returns an operator's sentence as CommonMark that ends as a sentence does.
func remark(value string) string {
	value = oneLine(value)
	if value == "" || strings.ContainsAny(value[len(value)-1:], ".!?") {
		return Escape(value)
	}
	return Escape(value) + "."
}

// oneLine returns a setting without line breaks, control characters and needless space.
func oneLine(value string) string {
	value = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(value, ""))
	return strings.Join(strings.Fields(value), " ")
}

// at returns the key of a setting in a list of places.
func at(place int, key string) string { return "places." + strconv.Itoa(place) + "." + key }
