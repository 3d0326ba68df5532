package triage

import (
	"strings"

	"frontdesk/knowledge"
	"frontdesk/knowledge/text"
)

type Cautions struct{ cs []knowledge.Caution }

func NewCautions(cs []knowledge.Caution) *Cautions { return &Cautions{cs} }

func (c *Cautions) Find(s string) (ids []string) {
	k := " " + text.Key(s) + " "
	for _, x := range c.cs {
		for _, m := range x.Mentions {
			if strings.Contains(k, " "+text.Key(m)+" ") {
				ids = append(ids, x.ID)
				break
			}
		}
	}
	return
}

func ClearNo(s string) bool { return text.Key(s) == "no" }
