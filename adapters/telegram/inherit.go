package telegram

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
)

// inherit takes over the updates that a version before the outbox left unanswered, a file each, and deletes its folder.
func (c *conn) inherit(ctx, work context.Context) {
	if c.cfg.Legacy == "" {
		return
	}
	dir := filepath.Join(c.cfg.Legacy, "telegram-"+strconv.FormatInt(int64(c.self.ID), 10))
	files, _ := filepath.Glob(filepath.Join(dir, "*.json")) // the pattern is sound
	var left []json.RawMessage
	for _, f := range files {
		if raw, err := os.ReadFile(f); err == nil && json.Valid(raw) { // one that a crash cut off comes from Telegram again
			left = append(left, raw)
		}
	}
	if err := c.accept(ctx, work, left); err != nil {
		return
	}
	if err := os.RemoveAll(dir); err != nil {
		c.log.Error("the folder of an earlier version cannot be deleted", "folder", dir, "error", err)
	}
}
