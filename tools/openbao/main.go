// The parts of an OpenBao server by which a cluster's secret store reads: the method `kubernetes` and the engine for keys and
// values, which are Vault's own plugins, as OpenBao's are. What stands around them is as little as they need: mounts, tokens with
// policies, and no storage that outlives it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-uuid"
	kubernetes "github.com/hashicorp/vault-plugin-auth-kubernetes"
	kv "github.com/hashicorp/vault-plugin-secrets-kv"
	"github.com/hashicorp/vault/sdk/logical"
)

// What it begins with, as JSON in a file.
type settings struct {
	Address     string `json:"address"`
	Certificate string `json:"certificate"`
	Key         string `json:"key"`
	// Of whoever runs `bao`.
	Root string `json:"root"`
	// Mount -> path -> field -> value.
	Values map[string]map[string]map[string]string `json:"values"`
	// Policy -> the mounts that it reads.
	Policies map[string][]string `json:"policies"`
}

type token struct {
	policies []string
	ends     time.Time
}

type server struct {
	settings
	mutex  sync.Mutex
	auth   map[string]logical.Backend
	values map[string]logical.Backend
	stores map[logical.Backend]logical.Storage
	tokens map[string]token
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	s := &server{
		auth: map[string]logical.Backend{}, values: map[string]logical.Backend{},
		stores: map[logical.Backend]logical.Storage{}, tokens: map[string]token{},
	}
	if err := json.Unmarshal(text, &s.settings); err != nil {
		log.Fatal(err)
	}
	for mount, items := range s.Values {
		backend, err := s.mount(kv.Factory, mount+"/", map[string]string{"version": "2"})
		if err != nil {
			log.Fatal(err)
		}
		s.values[mount] = backend
		for path, fields := range items {
			if err := s.put(backend, path, fields); err != nil {
				log.Fatal(err)
			}
		}
	}
	log.Fatal(http.ListenAndServeTLS(s.Address, s.Certificate, s.Key, s))
}

func (s *server) mount(factory logical.Factory, path string, config map[string]string) (logical.Backend, error) {
	storage := &logical.InmemStorage{}
	id, _ := uuid.GenerateUUID()
	backend, err := factory(context.Background(), &logical.BackendConfig{
		StorageView: storage, Config: config, BackendUUID: id, Logger: hclog.New(&hclog.LoggerOptions{Output: os.Stderr, Name: path}),
		System: &logical.StaticSystemView{DefaultLeaseTTLVal: time.Hour, MaxLeaseTTLVal: 24 * time.Hour},
	})
	if err != nil {
		return nil, err
	}
	s.stores[backend] = storage
	return backend, backend.Initialize(context.Background(), &logical.InitializationRequest{Storage: storage})
}

// An engine that was just mounted prepares its storage first.
func (s *server) put(backend logical.Backend, path string, fields map[string]string) error {
	data := map[string]interface{}{}
	for name, value := range fields {
		data[name] = value
	}
	var last error
	for tries := 0; tries < 50; tries++ {
		response, err := backend.HandleRequest(context.Background(), &logical.Request{
			Operation: logical.CreateOperation, Path: "data/" + path, Storage: s.stores[backend],
			Data: map[string]interface{}{"data": data},
		})
		if err == nil && !response.IsError() {
			return nil
		}
		last = err
		if err == nil {
			last = response.Error()
		}
		time.Sleep(100 * time.Millisecond)
	}
	return last
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	path, known := strings.CutPrefix(r.URL.Path, "/v1/")
	if !known {
		refuse(w, http.StatusNotFound, "unsupported path")
		return
	}
	data := map[string]interface{}{}
	if body, _ := io.ReadAll(r.Body); len(body) > 0 {
		if err := json.Unmarshal(body, &data); err != nil {
			refuse(w, http.StatusBadRequest, "error parsing JSON")
			return
		}
	}
	id := r.Header.Get("X-Vault-Token")
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && id == "" {
		id = bearer
	}
	first, rest, _ := strings.Cut(path, "/")
	switch {
	case first == "sys" && strings.HasPrefix(rest, "auth/"):
		s.enable(w, r, id, strings.Trim(strings.TrimPrefix(rest, "auth/"), "/"), data)
	case path == "auth/token/lookup-self":
		s.own(w, id, false)
	case path == "auth/token/revoke-self":
		s.own(w, id, true)
	case first == "auth":
		mount, below, _ := strings.Cut(rest, "/")
		backend, there := s.auth[mount]
		if below != "login" && id != s.Root {
			refuse(w, http.StatusForbidden, "permission denied")
			return
		}
		if !there {
			refuse(w, http.StatusNotFound, fmt.Sprintf("no handler for route %q. route entry not found.", path))
			return
		}
		s.handle(w, r, backend, below, data)
	default:
		backend, there := s.values[first]
		if !s.mayRead(id, first) || r.Method != http.MethodGet && id != s.Root {
			refuse(w, http.StatusForbidden, "permission denied")
			return
		}
		if !there {
			refuse(w, http.StatusNotFound, fmt.Sprintf("no handler for route %q. route entry not found.", path))
			return
		}
		s.handle(w, r, backend, rest, data)
	}
}

func (s *server) enable(w http.ResponseWriter, r *http.Request, id, mount string, data map[string]interface{}) {
	if id != s.Root {
		refuse(w, http.StatusForbidden, "permission denied")
		return
	}
	if data["type"] != "kubernetes" || r.Method == http.MethodGet {
		refuse(w, http.StatusBadRequest, fmt.Sprintf("plugin not found in the catalog: %v", data["type"]))
		return
	}
	if _, there := s.auth[mount]; there {
		refuse(w, http.StatusBadRequest, fmt.Sprintf("path is already in use at %s/", mount))
		return
	}
	backend, err := s.mount(kubernetes.Factory, "auth/"+mount+"/", nil)
	if err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	s.auth[mount] = backend
	w.WriteHeader(http.StatusNoContent)
}

func (s *server) own(w http.ResponseWriter, id string, revoke bool) {
	held, there := s.tokens[id]
	if !there || time.Now().After(held.ends) {
		refuse(w, http.StatusForbidden, "permission denied")
		return
	}
	if revoke {
		delete(s.tokens, id)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	left := int(time.Until(held.ends).Seconds())
	say(w, map[string]interface{}{"data": map[string]interface{}{
		"id": id, "policies": held.policies, "ttl": left, "type": "service", "expire_time": held.ends.Format(time.RFC3339Nano),
	}})
}

func (s *server) mayRead(id, mount string) bool {
	if id == s.Root {
		return true
	}
	held, there := s.tokens[id]
	if !there || time.Now().After(held.ends) {
		return false
	}
	for _, policy := range held.policies {
		for _, read := range s.Policies[policy] {
			if read == mount {
				return true
			}
		}
	}
	return false
}

func (s *server) handle(w http.ResponseWriter, r *http.Request, backend logical.Backend, path string, data map[string]interface{}) {
	request := &logical.Request{
		Operation: logical.ReadOperation, Path: path, Storage: s.stores[backend], Data: data,
		Connection: &logical.Connection{RemoteAddr: "127.0.0.1"},
	}
	if r.Method != http.MethodGet {
		request.Operation = logical.UpdateOperation
		if checked, exists, err := backend.HandleExistenceCheck(r.Context(), request); err == nil && checked && !exists {
			request.Operation = logical.CreateOperation
		}
	}
	response, err := backend.HandleRequest(r.Context(), request)
	status, err := logical.RespondErrorCommon(request, response, err)
	switch {
	case err != nil:
		log.Printf("%s %s: %d: %v", r.Method, r.URL.Path, status, err)
		refuse(w, status, err.Error())
	case response == nil:
		w.WriteHeader(http.StatusNoContent)
	case response.Auth != nil:
		id, _ := uuid.GenerateUUID()
		policies := append([]string{"default"}, response.Auth.Policies...)
		s.tokens[id] = token{policies, time.Now().Add(time.Hour)}
		say(w, map[string]interface{}{"auth": map[string]interface{}{
			"client_token": id, "policies": policies, "token_policies": policies, "lease_duration": 3600, "renewable": true,
			"token_type": "service", "metadata": response.Auth.Metadata,
		}})
	default:
		say(w, map[string]interface{}{"data": response.Data})
	}
}

func say(w http.ResponseWriter, body interface{}) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body)
}

func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string][]string{"errors": {why}})
}
