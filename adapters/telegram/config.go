package telegram

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"unicode/utf8"

	"frontdesk/bot"
)

// Config is the telegram section of the configuration file.
type Config struct {
	Token   string           `yaml:"token"`   // from @BotFather
	APIURL  string           `yaml:"api_url"` // of the Bot API server; /bot<token>/<method> follows
	Mode    string           `yaml:"mode"`    // polling or webhook
	Webhook Webhook          `yaml:"webhook"`
	Texts   map[string]Texts `yaml:"texts"` // by language code, en for everybody else
	Outbox  *bot.Outbox      `yaml:"-"`     // for what must outlive a restart
	Legacy  string           `yaml:"-"`     // folder in which earlier versions kept that; empty: there is none
}

// Webhook says how Telegram reaches the bot in mode webhook. TLS ends at the proxy before it.
type Webhook struct {
	Listen string `yaml:"listen"` // address to listen on, such as 127.0.0.1:8080
	URL    string `yaml:"url"`    // where Telegram sends updates
	Secret string `yaml:"secret"` // comes with every update; left empty, a new one is made at every start
}

// Texts are the lines that the adapter itself says, in one language. Those left empty are taken from en, and there from
// Defaults.
type Texts struct {
	Description string            `yaml:"description"`  // in a chat that is still empty; at most 512 characters
	About       string            `yaml:"about"`        // on the bot's profile; at most 120 characters
	Commands    map[string]string `yaml:"commands"`     // what each command of the menu does; at most 256 characters
	TextOnly    string            `yaml:"text_only"`    // to a picture, a sticker, a voice message
	Added       string            `yaml:"added"`        // to a group that the bot was added to
	Private     string            `yaml:"private"`      // in a group, before OpenPrivate
	OpenPrivate string            `yaml:"open_private"` // on the button that opens a private chat
	Book        string            `yaml:"book"`         // on the button to the clinic's booking page
	Ask         string            `yaml:"ask"`          // on the button above inline results
}

// The modes.
const (
	polling = "polling"
	webhook = "webhook"
)

const (
	officialAPI    = "https://api.telegram.org"
	maxDescription = 512 // https://core.telegram.org/bots/api#setmydescription
	maxAbout       = 120 // https://core.telegram.org/bots/api#setmyshortdescription
	maxCommand     = 256 // https://core.telegram.org/bots/api#botcommand
	english        = "en"
)

// privateCommands and groupCommands are the menus, in their order.
func privateCommands() []string {
	return []string{"start", "help", "topics", "book", "call", "privacy", "forget"}
}

func groupCommands() []string { return []string{"ask", "help", "topics", "book", "call", "privacy"} }

// Defaults returns the settings that hold where the file says nothing.
func Defaults() Config {
	return Config{APIURL: officialAPI, Mode: polling, Texts: map[string]Texts{english: {
		Description: "Ask me about dry needling and the clinic, in your own words. I answer from texts that the clinic's staff have " +
			"reviewed, and say so when I do not know. I am a program, not a doctor: in an emergency call the emergency number.",
		About: "The clinic's front desk: answers about dry needling, day and night.",
		Commands: map[string]string{
			"start": "Say hello", "help": "What I can do", "topics": "What you can ask about", "book": "Book an appointment",
			"call": "Talk to a person", "privacy": "What is kept about you", "forget": "Delete what is kept about you", "ask": "Ask a question: /ask does it hurt?",
		},
		TextOnly:    "I can only read text. Please write me your question.",
		Added:       "Hello. Ask me with /ask and your question, mention me, or reply to one of my messages.",
		Private:     "I would rather answer that in a private chat.",
		OpenPrivate: "Open a private chat",
		Book:        "Book online",
		Ask:         "Ask your own question",
	}}}
}

// complete returns c with what was left out of its texts, api_url and mode.
func (c Config) complete() Config {
	d := Defaults()
	if c.APIURL == "" {
		c.APIURL = d.APIURL
	}
	if c.Mode == "" {
		c.Mode = d.Mode
	}
	texts := map[string]Texts{english: c.Texts[english].or(d.Texts[english])}
	for language, t := range c.Texts {
		texts[language] = t.or(texts[english])
	}
	c.Texts = texts
	return c
}

// or returns t with what it leaves empty taken from u.
func (t Texts) or(u Texts) Texts {
	commands := maps.Clone(u.Commands)
	if commands == nil {
		commands = map[string]string{}
	}
	maps.Copy(commands, t.Commands)
	t.Commands = commands
	for _, s := range []struct {
		to   *string
		from string
	}{
		{&t.Description, u.Description},
		{&t.About, u.About},
		{&t.TextOnly, u.TextOnly},
		{&t.Added, u.Added},
		{&t.Private, u.Private},
		{&t.OpenPrivate, u.OpenPrivate},
		{&t.Book, u.Book},
		{&t.Ask, u.Ask},
	} {
		if *s.to == "" {
			*s.to = s.from
		}
	}
	return t
}

var (
	tokenForm  = regexp.MustCompile(`^[A-Za-z0-9_:-]+$`)
	secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)
)

// check returns the first setting that cannot work, as a *bot.KeyError.
func (c Config) check() error {
	wrong := func(key, format string, args ...any) error {
		return &bot.KeyError{Key: key, Problem: fmt.Sprintf(format, args...)}
	}
	api, err := url.Parse(c.APIURL)
	switch {
	case c.Token == "":
		return wrong("token", "is missing; @BotFather gives you one")
	case !tokenForm.MatchString(c.Token):
		return wrong("token", "is not a token; one from @BotFather looks like 123456:ABC-DEF")
	case err != nil || api.Host == "" || api.Scheme != "http" && api.Scheme != "https" || api.RawQuery != "" || api.User != nil:
		return wrong("api_url", "is not the address of a server; leave it out or write one like %s", officialAPI)
	case c.Mode != polling && c.Mode != webhook:
		return wrong("mode", "is %q; write polling or webhook", c.Mode)
	}
	if c.Mode == webhook {
		if err := c.checkWebhook(); err != nil {
			return err
		}
	}
	for _, language := range slices.Sorted(maps.Keys(c.Texts)) {
		if problem := c.Texts[language].problem(); problem != "" {
			return wrong("texts", "in %s: %s", language, problem)
		}
	}
	return nil
}

// checkWebhook holds Webhook to https://core.telegram.org/bots/api#setwebhook; a Bot API server of one's own takes any
// address.
func (c Config) checkWebhook() error {
	w := c.Webhook
	wrong := func(key, problem string) error { return &bot.KeyError{Key: "webhook." + key, Problem: problem} }
	to, err := url.Parse(w.URL)
	switch {
	case w.Listen == "":
		return wrong("listen", "is missing; write the address that your proxy sends to, such as 127.0.0.1:8080")
	case w.URL == "":
		return wrong("url", "is missing; write the address at which Telegram reaches your proxy, such as https://bot.example.org/telegram")
	case err != nil || to.Host == "" || to.Scheme != "https" && to.Scheme != "http":
		return wrong("url", "is not the address of a server")
	case c.APIURL == officialAPI && to.Scheme != "https":
		return wrong("url", "must begin with https://; Telegram sends updates to nothing else")
	case c.APIURL == officialAPI && !slices.Contains([]string{"", "443", "80", "88", "8443"}, to.Port()):
		return wrong("url", "must use port 443, 80, 88 or 8443; Telegram sends updates to no other")
	case !secretForm.MatchString(w.Secret):
		return wrong("secret", "may hold 1 to 256 letters, digits, _ and - only")
	case w.Secret == c.Token:
		return wrong("secret", "must not be the token")
	}
	return nil
}

// problem says which text Telegram would refuse.
func (t Texts) problem() string {
	if n := utf8.RuneCountInString(t.Description); n > maxDescription {
		return fmt.Sprintf("description has %d characters; Telegram takes at most %d", n, maxDescription)
	}
	if n := utf8.RuneCountInString(t.About); n > maxAbout {
		return fmt.Sprintf("about has %d characters; Telegram takes at most %d", n, maxAbout)
	}
	for _, name := range slices.Sorted(maps.Keys(t.Commands)) {
		if !known(name) {
			return fmt.Sprintf("commands has %q, which is none of the bot's commands", name)
		}
		if n := utf8.RuneCountInString(t.Commands[name]); n == 0 || n > maxCommand {
			return fmt.Sprintf("the text of command %s has %d characters; Telegram takes 1 to %d", name, n, maxCommand)
		}
	}
	return ""
}

// known reports whether a command is one of the bot's.
func known(name string) bool {
	return slices.Contains(privateCommands(), name) || slices.Contains(groupCommands(), name)
}
