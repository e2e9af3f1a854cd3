// Fills the template of an ExternalSecret as External Secrets does, by its own engine.
package main

import (
	"encoding/json"
	"os"

	esapi "github.com/external-secrets/external-secrets/apis/externalsecrets/v1"
	"github.com/external-secrets/external-secrets/pkg/template"
	corev1 "k8s.io/api/core/v1"
)

type asked struct {
	Template map[string]string
	Fetched  map[string]string
}

func main() {
	var all []asked
	if err := json.NewDecoder(os.Stdin).Decode(&all); err != nil {
		panic(err)
	}
	execute, err := template.EngineForVersion(esapi.TemplateEngineV2)
	if err != nil {
		panic(err)
	}
	filled := []map[string]string{}
	for _, each := range all {
		secret := &corev1.Secret{}
		scope, target := esapi.TemplateScopeValues, esapi.TemplateTargetData
		if err := execute(bytesOf(each.Template), bytesOf(each.Fetched), scope, target, secret); err != nil {
			panic(err)
		}
		found := map[string]string{}
		for key, value := range secret.Data {
			found[key] = string(value)
		}
		filled = append(filled, found)
	}
	if err := json.NewEncoder(os.Stdout).Encode(filled); err != nil {
		panic(err)
	}
}

func bytesOf(texts map[string]string) map[string][]byte {
	found := map[string][]byte{}
	for key, text := range texts {
		found[key] = []byte(text)
	}
	return found
}
