package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
)

// secrets takes the token and the webhook's secret out of text. The part of the token behind the colon, which is the same
// in every encoding of an address, is taken out wherever it stands.
type secrets struct{ replacer *strings.Replacer }

func newSecrets(token, webhook string) secrets {
	_, key, found := strings.Cut(token, ":")
	if !found || key == "" {
		key = token
	}
	escaped := url.QueryEscape(token)
	pairs := []string{token, "[token]", escaped, "[token]", strings.ToLower(escaped), "[token]", key, "[token]"}
	if webhook != "" {
		pairs = append(pairs, webhook, "[secret]")
	}
	return secrets{strings.NewReplacer(pairs...)}
}

func (s secrets) hide(text string) string { return s.replacer.Replace(text) }

// quiet is a log handler that no secret gets past, whatever error or panic it comes in.
type quiet struct {
	slog.Handler
	secrets secrets
}

func (q quiet) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, q.secrets.hide(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(q.clean(a))
		return true
	})
	return q.Handler.Handle(ctx, clean)
}

func (q quiet) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = q.clean(a)
	}
	return quiet{q.Handler.WithAttrs(clean), q.secrets}
}

func (q quiet) WithGroup(name string) slog.Handler {
	return quiet{q.Handler.WithGroup(name), q.secrets}
}

func (q quiet) clean(a slog.Attr) slog.Attr {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString, slog.KindAny:
		return slog.String(a.Key, q.secrets.hide(fmt.Sprint(v.Any())))
	case slog.KindGroup:
		group := make([]any, 0, len(v.Group()))
		for _, inner := range v.Group() {
			group = append(group, q.clean(inner))
		}
		return slog.Group(a.Key, group...)
	}
	return a
}
