// Dex's server of v2.13 behind a reader of today's configuration. Newer modules of Dex are in no registry, and that one neither
// reads secrets from variables, nor minds a key that it does not know, nor knows words that programs make for one login (PKCE): these
// are here. What is logged in stays in memory.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"github.com/dexidp/dex/connector/github"
	"github.com/dexidp/dex/connector/ldap"
	"github.com/dexidp/dex/connector/oidc"
	"github.com/dexidp/dex/server"
	"github.com/dexidp/dex/storage"
	"github.com/dexidp/dex/storage/memory"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/sirupsen/logrus"
	"golang.org/x/crypto/bcrypt"
	"sigs.k8s.io/yaml"
)

// Those keys of https://dexidp.io/docs/configuration/ that anything here is made of.
type config struct {
	Issuer  string `json:"issuer"`
	Storage struct {
		Type   string `json:"type"`
		Config struct {
			File string `json:"file"`
		} `json:"config"`
	} `json:"storage"`
	Web struct {
		HTTP string `json:"http"`
	} `json:"web"`
	OAuth2 struct {
		SkipApprovalScreen bool `json:"skipApprovalScreen"`
	} `json:"oauth2"`
	Connectors []struct {
		Type   string         `json:"type"`
		ID     string         `json:"id"`
		Name   string         `json:"name"`
		Config map[string]any `json:"config"`
	} `json:"connectors"`
	StaticClients []struct {
		ID           string   `json:"id"`
		Name         string   `json:"name"`
		SecretEnv    string   `json:"secretEnv"`
		Public       bool     `json:"public"`
		RedirectURIs []string `json:"redirectURIs"`
	} `json:"staticClients"`
	EnablePasswordDB bool `json:"enablePasswordDB"`
	StaticPasswords  []struct {
		Email       string `json:"email"`
		Username    string `json:"username"`
		UserID      string `json:"userID"`
		HashFromEnv string `json:"hashFromEnv"`
	} `json:"staticPasswords"`
}

func main() {
	if len(os.Args) != 4 {
		fail("usage: dex CONFIG WEB ADDRESS")
	}
	text, err := os.ReadFile(os.Args[1])
	check(err)
	var c config
	check(yaml.UnmarshalStrict(text, &c))
	if c.Issuer == "" || c.Storage.Type != "sqlite3" || c.Storage.Config.File == "" || c.Web.HTTP == "" {
		fail("no issuer, storage or address")
	}
	logger := logrus.New()
	store := storage.WithStaticClients(memory.New(logger), clientsOf(c))
	connectors := connectorsOf(c)
	if c.EnablePasswordDB {
		connectors = append(connectors, storage.Connector{ID: server.LocalConnector, Name: "Email", Type: server.LocalConnector})
		store = storage.WithStaticPasswords(store, passwordsOf(c), logger)
	} else if len(c.StaticPasswords) > 0 {
		fail("cannot specify static passwords without enabling password db")
	}
	dex, err := server.NewServer(context.Background(), server.Config{
		Issuer:             c.Issuer,
		Storage:            storage.WithStaticConnectors(store, connectors),
		SkipApprovalScreen: c.OAuth2.SkipApprovalScreen,
		Web:                server.WebConfig{Dir: os.Args[2]},
		Logger:             logger,
		PrometheusRegistry: prometheus.NewRegistry(),
	})
	check(err)
	check(http.ListenAndServe(os.Args[3], provingKeys(dex)))
}

func clientsOf(c config) (clients []storage.Client) {
	for _, client := range c.StaticClients {
		if client.ID == "" || client.Name == "" {
			fail("a client has no ID or name")
		}
		// As today's, it takes public clients back to what they name alone, where they name anything; v2.13 would not.
		secret := ""
		if client.SecretEnv != "" || !client.Public {
			secret = variable(client.SecretEnv)
		}
		if client.Public && len(client.RedirectURIs) == 0 {
			fail("a public client names no way back")
		}
		clients = append(clients, storage.Client{ID: client.ID, Name: client.Name, Secret: secret, RedirectURIs: client.RedirectURIs})
	}
	return clients
}

func passwordsOf(c config) (passwords []storage.Password) {
	for _, p := range c.StaticPasswords {
		hash := []byte(variable(p.HashFromEnv))
		_, err := bcrypt.Cost(hash)
		check(err)
		passwords = append(passwords, storage.Password{Email: p.Email, Username: p.Username, UserID: p.UserID, Hash: hash})
	}
	return passwords
}

// Their own types read what is said of them; one that asks its provider when it starts is read and not opened.
func connectorsOf(c config) (connectors []storage.Connector) {
	types := map[string]any{"github": &github.Config{}, "oidc": &oidc.Config{}, "ldap": &ldap.Config{}}
	for _, connector := range c.Connectors {
		own, known := types[connector.Type]
		if !known {
			fail("unknown connector type " + connector.Type)
		}
		for key, value := range connector.Config {
			if said, isText := value.(string); isText {
				connector.Config[key] = os.Expand(said, variable)
			}
		}
		data, err := yaml.Marshal(connector.Config)
		check(err)
		check(yaml.UnmarshalStrict(data, own))
		if connector.Type != "oidc" {
			read, err := yaml.YAMLToJSON(data)
			check(err)
			connectors = append(connectors, storage.Connector{ID: connector.ID, Type: connector.Type, Name: connector.Name, Config: read})
		}
	}
	return connectors
}

func variable(name string) string {
	value := os.Getenv(name)
	if value == "" {
		fail(fmt.Sprintf("the variable %q is empty", name))
	}
	return value
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}
