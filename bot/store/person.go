package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"time"
)

const (
	keyBytes    = 32 // as long as the hash: RFC 2104 section 3
	personBytes = 16 // of the hash; as good as no two people share them
	// keyNotice is how long before its time a new key is made, so that every process knows it in time.
	keyNotice = 3 * sweepEvery
)

// key is one key of the hashes. It is used until a younger one's time has come, and known until nothing is left that it signed.
type key struct {
	since  time.Time
	secret []byte
}

// hash is what is kept instead of an ID: the first 16 bytes of HMAC-SHA256. Without the key nobody can tell from it who it was,
// not even by trying all IDs.
func (k key) hash(adapter, id string) [personBytes]byte {
	mac := hmac.New(sha256.New, k.secret)
	mac.Write([]byte(adapter + "\x00" + id))
	return [personBytes]byte(mac.Sum(nil)[:personBytes])
}

// hashes returns what stands for somebody or for a chat: first what is written today, then what was written under older keys.
func (s *Store) hashes(adapter, id string) [][personBytes]byte {
	var all [][personBytes]byte
	now := time.Now()
	for _, k := range *s.keys.Load() { // the youngest first
		if !k.since.After(now) {
			all = append(all, k.hash(adapter, id))
		}
	}
	return all
}

// hash returns what stands for somebody or for a chat today.
func (s *Store) hash(adapter, id string) []byte {
	h := s.hashes(adapter, id)[0]
	return h[:]
}

// loadKeys reads the keys. There is always one whose time has come.
func (s *Store) loadKeys(ctx context.Context) error {
	keys, err := list(ctx, s.read, statement{"SELECT since, secret FROM keys ORDER BY since DESC, id DESC", nil}, func(rows *sql.Rows, k *key) error {
		var since int64
		err := rows.Scan(&since, &k.secret)
		k.since = time.UnixMilli(since)
		return err
	})
	if err == nil {
		s.keys.Store(&keys)
	}
	return err
}

// turnKeys makes a new key when the present one has been used for the retention time, and deletes those that signed nothing
// which is still kept.
func (s *Store) turnKeys(ctx context.Context, tx *sql.Tx, now time.Time) error {
	var youngest int64
	if err := tx.QueryRowContext(ctx, "SELECT max(since) FROM keys").Scan(&youngest); err != nil {
		return err
	}
	if next := now.Add(keyNotice); next.Sub(time.UnixMilli(youngest)) >= s.cfg.Retention {
		if err := addKey(ctx, tx, next, newSecret()); err != nil {
			return err
		}
	}
	const outlived = "DELETE FROM keys WHERE EXISTS (SELECT 1 FROM keys AS younger WHERE younger.since > keys.since AND younger.since < $1)"
	_, err := tx.ExecContext(ctx, outlived, now.Add(-s.cfg.Retention).UnixMilli())
	return err
}

func newSecret() []byte {
	secret := make([]byte, keyBytes)
	rand.Read(secret) //nolint:errcheck // it never fails: crypto/rand
	return secret
}

func addKey(ctx context.Context, tx *sql.Tx, since time.Time, secret []byte) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO keys (since, secret) VALUES ($1, $2)", since.UnixMilli(), secret)
	return err
}

// firstKey makes the first key of a new store.
func firstKey(ctx context.Context, tx *sql.Tx) error {
	var keys int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM keys").Scan(&keys); err != nil || keys > 0 {
		return err
	}
	return addKey(ctx, tx, time.Now(), newSecret())
}
