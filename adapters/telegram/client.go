package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"frontdesk/adapters/internal/retry"
	"frontdesk/bot"
)

const (
	callLimit = 30 * time.Second // for one call that is no long poll
	maxAnswer = 32 << 20         // bytes of an answer; 100 updates are far below that
)

// client calls the methods of a Bot API server. It is safe for concurrent use.
type client struct {
	token    string
	endpoint string // for fmt: the token, the method
	http     *http.Client
	secrets  secrets
}

func newClient(cfg Config, hidden secrets) *client {
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   128,
		MaxConnsPerHost:       128,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
	return &client{
		token:    cfg.Token,
		endpoint: strings.ReplaceAll(strings.TrimRight(cfg.APIURL, "/"), "%", "%%") + "/bot%s/%s",
		http: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // it would carry the token elsewhere
		},
		secrets: hidden,
	}
}

// refusal is what the server answers instead of a result.
type refusal struct {
	method     string
	code       int
	reason     string
	retryAfter time.Duration // with code 429
	movedTo    int64         // the chat's new ID, when it has one
}

func (r *refusal) Error() string { return fmt.Sprintf("%s: %d %s", r.method, r.code, r.reason) }

// refused returns the refusal in err, or an empty one.
func refused(err error) refusal {
	var r *refusal
	if errors.As(err, &r) {
		return *r
	}
	return refusal{}
}

// says reports whether the server refused with this code for a reason that holds one of the phrases; without phrases any
// reason will do.
func (r refusal) says(code int, phrases ...string) bool {
	if r.code != code {
		return false
	}
	for _, p := range phrases {
		if strings.Contains(strings.ToLower(r.reason), p) {
			return true
		}
	}
	return len(phrases) == 0
}

// call calls a method and decodes its result into what result points to, unless that is nil. Its errors are *refusal, or
// *retry.Later where the same call may succeed later; neither holds a secret.
func (c *client) call(ctx context.Context, method string, params tgbotapi.Params, result any) error {
	if _, limited := ctx.Deadline(); !limited {
		limited, cancel := context.WithTimeout(ctx, callLimit)
		defer cancel()
		ctx = limited
	}
	api := tgbotapi.BotAPI{Token: c.token, Client: exchange{ctx, c}}
	api.SetAPIEndpoint(c.endpoint)
	answer, err := api.MakeRequest(method, params)
	if err != nil {
		return c.explain(method, err)
	}
	if result == nil {
		return nil
	}
	if err := json.Unmarshal(answer.Result, result); err != nil {
		return &retry.Later{Err: fmt.Errorf("%s: unexpected answer: %s", method, c.secrets.hide(err.Error()))}
	}
	return nil
}

// explain makes an error of ours out of one of the library's.
func (c *client) explain(method string, err error) error {
	var answer *tgbotapi.Error
	if !errors.As(err, &answer) {
		var outer *url.Error // names the address
		if errors.As(err, &outer) {
			err = outer.Err
		}
		hidden := fmt.Errorf("%s: %s", method, c.secrets.hide(err.Error()))
		if neverLeft(err) {
			return &retry.Later{Err: hidden}
		}
		return &retry.Later{Err: &bot.Unknown{Err: hidden}}
	}
	r := &refusal{
		method: method, code: answer.Code, reason: c.secrets.hide(answer.Message),
		retryAfter: time.Duration(answer.RetryAfter) * time.Second, movedTo: answer.MigrateToChatID,
	}
	if r.code == http.StatusGatewayTimeout {
		return &retry.Later{Err: &bot.Unknown{Err: r}}
	}
	if r.code == http.StatusTooManyRequests || r.code == http.StatusRequestTimeout || r.code >= http.StatusInternalServerError {
		return &retry.Later{Err: r, After: r.retryAfter}
	}
	return r
}

// neverLeft reports whether no request can have reached the server: there was no connection.
func neverLeft(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// exchange is one request. It holds its context because the library's calls take none.
type exchange struct {
	ctx context.Context
	*client
}

// Do implements tgbotapi.HTTPClient: the library reads an answer of the Bot API whatever came from the server.
func (x exchange) Do(req *http.Request) (*http.Response, error) {
	resp, err := x.http.Do(req.WithContext(x.ctx))
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, err
	}
	if resp.StatusCode < 300 && !json.Valid(body) { // a page of a proxy's, or an answer that was cut off
		return nil, errors.New("not an answer of the Bot API")
	}
	resp.Body = io.NopCloser(bytes.NewReader(readable(resp, body)))
	return resp, nil
}

// readable returns body if it is a result of the Bot API, and otherwise a refusal with what can be made out of it: proxies
// answer with pages of their own, and not every server gives numbers the same form.
func readable(resp *http.Response, body []byte) []byte {
	var answer struct {
		OK          bool   `json:"ok"`
		ErrorCode   number `json:"error_code"`
		Description string `json:"description"`
		Parameters  struct {
			RetryAfter number `json:"retry_after"`
			Moved      number `json:"migrate_to_chat_id"`
		} `json:"parameters"`
	}
	err := json.Unmarshal(body, &answer)
	if err == nil && answer.OK {
		return body
	}
	code, reason := int(answer.ErrorCode), answer.Description
	if code == 0 {
		code = resp.StatusCode
	}
	if err != nil && reason == "" {
		reason = "not an answer of the Bot API"
		if code == http.StatusNotFound { // a page of a proxy's
			code = http.StatusBadGateway
		}
	}
	wait := int(answer.Parameters.RetryAfter)
	if wait == 0 {
		wait, _ = strconv.Atoi(resp.Header.Get("Retry-After"))
	}
	moved := tgbotapi.ResponseParameters{RetryAfter: max(wait, 0), MigrateToChatID: int64(answer.Parameters.Moved)}
	clean, _ := json.Marshal(tgbotapi.APIResponse{ErrorCode: code, Description: reason, Parameters: &moved}) // of numbers and strings only
	return clean
}

// number is an integer in any form that JSON gives it: 5, 5.0, 5.2 (the next above) or "5".
type number int64

// UnmarshalJSON implements json.Unmarshaler.
func (n *number) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "null" || s == "" {
		return nil
	}
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		*n = number(i)
		return nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(f) >= 1<<62 {
		return errors.New("not a number that an integer holds")
	}
	*n = number(math.Ceil(f))
	return nil
}
