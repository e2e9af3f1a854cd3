// Fills the template of a log stage as Alloy does: a value that a line does not have is not there at all.
package main

import (
	"encoding/json"
	"os"
	"strings"
	"text/template"
)

type asked struct {
	Template string
	Values   []*string
}

func main() {
	var in asked
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		panic(err)
	}
	parsed := template.Must(template.New("stage").Parse(in.Template))
	filled := []string{}
	for _, value := range in.Values {
		data := map[string]any{}
		if value != nil {
			data["Value"] = *value
		}
		var out strings.Builder
		if err := parsed.Execute(&out, data); err != nil {
			panic(err)
		}
		filled = append(filled, out.String())
	}
	if err := json.NewEncoder(os.Stdout).Encode(filled); err != nil {
		panic(err)
	}
}
