package terminal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"frontdesk/bot"
)

// JSON reads a message a line from in and writes a reply a line to out, for programs that talk to the bot. A line is text, or
// an object with the keys text, choice, user, chat and group, as bot.Message has them. {"reset":true} starts a new
// conversation and has no reply; with a text beside it, that is the first message of the new one. A line that begins like an
// object and is none gets {"error":"…"} with its number, and the conversation goes on.
func JSON(in io.Reader, out io.Writer) *Adapter {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return &Adapter{
		readLine: lineReader(in),
		restore:  func() error { return nil },
		format:   &objects{enc: enc},
	}
}

// lineReader returns the lines of in without their ends, however long they are; the last one may lack its end.
func lineReader(in io.Reader) func() (string, error) {
	r := bufio.NewReader(in)
	return func() (string, error) {
		line, err := r.ReadString('\n')
		if line != "" {
			err = nil
		}
		return strings.TrimRight(line, "\r\n"), err
	}
}

// objects is the format of JSON.
type objects struct {
	enc   *json.Encoder
	lines int // read so far
	talks int // conversations before this one
}

// object is a line that is one.
type object struct {
	Text   *string `json:"text"`
	Choice string  `json:"choice"`
	User   string  `json:"user"`
	Chat   string  `json:"chat"`
	Group  bool    `json:"group"`
	Reset  bool    `json:"reset"`
}

func (f *objects) message(line string) (bot.Message, bool, error) {
	f.lines++
	o := object{Text: &line}
	if strings.HasPrefix(strings.TrimLeft(line, " \t\ufeff"), "{") {
		var err error
		if o, err = readObject(line); err != nil {
			return bot.Message{}, false, fmt.Errorf("line %d: %w", f.lines, err)
		}
	}
	if o.Reset {
		f.talks++
	}
	m := bot.Message{Chat: f.name(o.Chat), User: f.name(o.User), Choice: o.Choice, Group: o.Group}
	if o.Text != nil {
		m.Text = *o.Text
	}
	return m, o.Text != nil || o.Choice != "", nil
}

// name returns whom an object names, as somebody of the present conversation.
func (f *objects) name(who string) string {
	if who == "" {
		who = you
	}
	if f.talks == 0 {
		return who
	}
	return who + " " + strconv.Itoa(f.talks)
}

// readObject reads a line that begins with a brace.
func readObject(line string) (object, error) {
	dec := json.NewDecoder(bytes.NewReader([]byte(strings.TrimLeft(line, " \t\ufeff"))))
	dec.DisallowUnknownFields()
	var o object
	if err := dec.Decode(&o); err != nil {
		return o, plainJSON(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return o, errors.New("one object a line; there is something behind it")
	}
	if o.Text == nil && o.Choice == "" && !o.Reset {
		return o, errors.New("the object has neither text nor choice nor reset")
	}
	return o, nil
}

// plainJSON says what is wrong with an object without words of Go.
func plainJSON(err error) error {
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType):
		return fmt.Errorf("%s is a %s, which it may not be", wrongType.Field, wrongType.Value)
	case strings.Contains(err.Error(), "unknown field"):
		_, key, _ := strings.Cut(err.Error(), "unknown field ")
		return fmt.Errorf("unknown key %s; there are text, choice, user, chat, group and reset", key)
	}
	return errors.New("not a JSON object; write text, or an object with the key text")
}

func (f *objects) reply(r bot.Reply) error { return f.enc.Encode(r) }

func (f *objects) fault(err error) error {
	return f.enc.Encode(map[string]string{"error": err.Error()})
}
