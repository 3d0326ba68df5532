// Package rest calls Discord's HTTP API: it obeys rate limits, repeats what failed for the moment, and keeps every token out
// of its errors. discordgo's own client is not used because it waits out limits without looking at the context and grows by
// two buckets with every interaction.
package rest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"frontdesk/adapters/internal/retry"
)

const (
	version   = "v9"                                                                    // what discordgo v0.29 and the servers that are made for it speak
	userAgent = "DiscordBot (https://github.com/bwmarrin/discordgo, v0.29.0) frontdesk" // Discord wants an address and a version
	maxAnswer = 16 << 20                                                                // bytes read of one answer
	maxConns  = 64                                                                      // to the server, busy or idle
	patience  = 15 * time.Second                                                        // for one attempt, unless the call says otherwise
)

// Client calls one server with one token. It is safe for concurrent use.
type Client struct {
	base   string
	token  string
	http   *http.Client
	limits *limits
	log    *slog.Logger
}

// Call is one request. Path begins below the API's version: "/gateway".
type Call struct {
	Method, Path string
	Body, Into   any           // JSON; nil for none
	Patience     time.Duration // the longest one attempt may take; 0 means 15 s
}

// New returns a client of the server at address: a scheme and a host, perhaps with the path of a proxy.
func New(address, token string, log *slog.Logger) (*Client, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return nil, errors.New("is not an http or https address such as https://discord.com")
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost, transport.MaxConnsPerHost = maxConns, maxConns
	return &Client{
		base:   u.Scheme + "://" + u.Host + apiPath.ReplaceAllString(u.Path, "") + "/api/" + version,
		token:  token,
		http:   &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		limits: newLimits(u.Hostname()),
		log:    log,
	}, nil
}

// apiPath is what people leave at the end of an API's address.
var apiPath = regexp.MustCompile(`(/api(/v\d+)?)?/*$`)

// Close lets the idle connections go.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Do makes the call and decodes the answer. Rate limits, 5xx and lost connections are waited out until ctx ends; the error is
// then the last one met. An answer of 4xx is an *Error at once.
func (c *Client) Do(ctx context.Context, call Call) error {
	var body []byte
	if call.Body != nil {
		var err error
		if body, err = json.Marshal(call.Body); err != nil {
			return fmt.Errorf("%s %s: %w", call.Method, route(call.Path), err)
		}
	}
	try := 0
	return again.Do(ctx, func(ctx context.Context) error {
		if err := c.limits.wait(ctx, call); err != nil {
			return fmt.Errorf("%s %s: waiting for the rate limit: %w", call.Method, route(call.Path), err)
		}
		err := c.attempt(ctx, call, body)
		var e *Error
		if errors.As(err, &e) {
			e.Try = try
		}
		var later *retry.Later
		if try++; errors.As(err, &later) {
			c.log.Warn("discord call failed, trying again", "call", call.Method+" "+route(call.Path), "try", try, "error", err)
		}
		return err
	})
}

// again is how often calls are repeated: until their context ends.
var again = retry.Policy{First: 100 * time.Millisecond, Most: 5 * time.Second}

// attempt makes the call once. An error that is worth another attempt is a *retry.Later.
func (c *Client) attempt(ctx context.Context, call Call, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(call.Patience, patience))
	defer cancel()
	req, err := c.request(ctx, call, body)
	if err != nil {
		return err
	}
	res, err := c.http.Do(req)
	if err != nil {
		return &retry.Later{Err: fmt.Errorf("%s %s: %w", call.Method, route(call.Path), bare(err))}
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return &retry.Later{Err: fmt.Errorf("%s %s: reading the answer: %w", call.Method, route(call.Path), err)}
	}
	if res.StatusCode/100 != 2 {
		return c.refusal(call, res, answer)
	}
	c.limits.learn(call, res.Header)
	if call.Into == nil || len(answer) == 0 {
		return nil
	}
	if err := json.Unmarshal(answer, call.Into); err != nil {
		return fmt.Errorf("%s %s: reading the answer: %w", call.Method, route(call.Path), err)
	}
	return nil
}

func (c *Client) request(ctx context.Context, call Call, body []byte) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, call.Method, c.base+call.Path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", call.Method, route(call.Path), bare(err))
	}
	if call.Body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Authorization", c.token)
	req.Header.Set("User-Agent", userAgent)
	return req, nil
}

// refusal turns an answer that is not 2xx into an error.
func (c *Client) refusal(call Call, res *http.Response, answer []byte) error {
	e := &Error{Status: res.StatusCode, Call: call.Method + " " + route(call.Path)}
	var said struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	if json.Unmarshal(answer, &said) == nil {
		e.Code, e.Message = said.Code, said.Message
	}
	switch {
	case res.StatusCode == http.StatusTooManyRequests:
		return &retry.Later{Err: e, After: c.limits.hit(call, res.Header, answer)}
	case res.StatusCode >= http.StatusInternalServerError:
		return &retry.Later{Err: e}
	}
	return e
}

// Error is an answer of Discord that is not a success. It holds no token.
type Error struct {
	Status  int    // HTTP status
	Code    int    // Discord's own code (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json); 0 for none
	Message string // what Discord says of it
	Call    string // method and route
	Try     int    // how many attempts failed before this one
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s: %d %s (code %d) %s", e.Call, e.Status, http.StatusText(e.Status), e.Code, e.Message)
}

// Is reports whether err is Discord's answer with this code.
func Is(err error, code int) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code
}

// Status returns the HTTP status of an *Error in err, 0 when there is none.
func Status(err error) int {
	var e *Error
	if errors.As(err, &e) {
		return e.Status
	}
	return 0
}

// bare takes the address, which may hold an interaction's token, out of an error of net/http.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// route is a path without the token of an interaction or webhook: for errors and logs.
func route(path string) string {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	if len(parts) > 3 && tokenRoute(path) {
		parts[3] = "…"
	}
	return strings.Join(parts, "/")
}

// tokenRoute reports whether the path carries a token of its own: /interactions/{id}/{token}, /webhooks/{id}/{token}.
func tokenRoute(path string) bool {
	return strings.HasPrefix(path, "/interactions/") || strings.HasPrefix(path, "/webhooks/")
}
