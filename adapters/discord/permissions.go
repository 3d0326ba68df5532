package discord

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// permissions is a set of Discord's permission bits (https://discord.com/developers/docs/topics/permissions).
type permissions uint64

// UnmarshalJSON reads a number, which Discord writes as text.
func (p *permissions) UnmarshalJSON(b []byte) error {
	n, err := strconv.ParseUint(strings.Trim(string(b), `"`), 10, 64)
	if string(b) == "null" {
		return nil
	}
	*p = permissions(n)
	return err
}

// names returns the permissions of the set that this bot can need, as Discord's settings call them.
func (p permissions) names() []string {
	var names []string
	for _, n := range []struct {
		bit  permissions
		name string
	}{
		{discordgo.PermissionViewChannel, "View Channel"},
		{discordgo.PermissionSendMessages, "Send Messages"},
		{discordgo.PermissionReadMessageHistory, "Read Message History"},
		{discordgo.PermissionEmbedLinks, "Embed Links"},
		{discordgo.PermissionCreatePublicThreads, "Create Public Threads"},
		{discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads"},
	} {
		if p&n.bit != 0 {
			names = append(names, n.name)
		}
	}
	return names
}

// role is a role of a guild; the one with the guild's ID is everybody's.
type role struct {
	ID          string      `json:"id"`
	Permissions permissions `json:"permissions"`
}

// channel is a channel with what it changes about permissions.
type channel struct {
	ID         string      `json:"id"`
	Name       string      `json:"name"`
	GuildID    string      `json:"guild_id"`
	Overwrites []overwrite `json:"permission_overwrites"`
}

// overwrite changes the permissions of one role or member in a channel.
type overwrite struct {
	ID    string      `json:"id"`
	Allow permissions `json:"allow"`
	Deny  permissions `json:"deny"`
}

// permits returns what a member with these roles may do in the channel: the order of the rules is Discord's
// (https://discord.com/developers/docs/topics/permissions#permission-overwrites).
func (c *channel) permits(member string, has []string, roles []role) permissions {
	var may permissions
	for _, r := range roles {
		if r.ID == c.GuildID || slices.Contains(has, r.ID) {
			may |= r.Permissions
		}
	}
	if may&discordgo.PermissionAdministrator != 0 {
		return ^permissions(0)
	}
	may = c.overwrite(may, func(id string) bool { return id == c.GuildID })
	may = c.overwrite(may, func(id string) bool { return slices.Contains(has, id) })
	return c.overwrite(may, func(id string) bool { return id == member })
}

// overwrite applies the channel's changes for some IDs together: what one of them allows, no other denies.
func (c *channel) overwrite(may permissions, concerns func(id string) bool) permissions {
	var allow, deny permissions
	for _, o := range c.Overwrites {
		if concerns(o.ID) {
			allow |= o.Allow
			deny |= o.Deny
		}
	}
	return may&^deny | allow
}
