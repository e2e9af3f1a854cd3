package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// What Dex of today does of RFC 7636: https://github.com/dexidp/dex/blob/v2.41.1/server/handlers.go and oauth2.go. A login that began with
// a challenge ends with its word, and one that began without ends without.
func provingKeys(dex http.Handler) http.Handler {
	var lock sync.Mutex
	requests, codes := map[string]challenge{}, map[string]challenge{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/token") && r.Method == http.MethodPost {
			lock.Lock()
			said := codes[r.PostFormValue("code")]
			lock.Unlock()
			if problem := said.refuses(r.PostFormValue("code_verifier")); problem != "" {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusBadRequest)
				_ = json.NewEncoder(w).Encode(map[string]string{"error": "invalid_grant", "error_description": problem})
				return
			}
			dex.ServeHTTP(w, r)
			return
		}
		said := challenge{r.URL.Query().Get("code_challenge"), r.URL.Query().Get("code_challenge_method")}
		if said.method != "" && said.method != "S256" && said.method != "plain" {
			http.Error(w, "Unsupported PKCE challenge method", http.StatusBadRequest)
			return
		}
		dex.ServeHTTP(&following{w, func(to *url.URL) {
			lock.Lock()
			defer lock.Unlock()
			own, next := r.URL.Query().Get("req"), to.Query().Get("req")
			if next != "" && own == "" {
				requests[next] = said
			}
			if code := to.Query().Get("code"); code != "" {
				codes[code] = requests[own]
			}
		}}, r)
	})
}

type challenge struct{ of, method string }

func (c challenge) refuses(word string) string {
	switch {
	case word == "" && c.of == "":
		return ""
	case word != "" && c.of == "":
		return "No PKCE flow started. Cannot check code_verifier."
	case word == "":
		return "Expecting parameter code_verifier in PKCE flow."
	}
	if c.method == "S256" {
		sum := sha256.Sum256([]byte(word))
		word = base64.RawURLEncoding.EncodeToString(sum[:])
	}
	if word != c.of {
		return "Invalid code_verifier."
	}
	return ""
}

// Where an answer leads.
type following struct {
	http.ResponseWriter
	leads func(*url.URL)
}

func (f *following) WriteHeader(status int) {
	if to, err := url.Parse(f.Header().Get("Location")); err == nil && f.Header().Get("Location") != "" {
		f.leads(to)
	}
	f.ResponseWriter.WriteHeader(status)
}
