// Reads texts of one format with that format's own parser, for the printers' checks.
//
//	formats-check alloy|caddyfile|hujson|ini < texts.json > results.json
//
// In: a JSON list of texts. Out: a JSON list of results, one a text.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// Result is what a parser made of a text.
type Result struct {
	// Tree in a shape of the format's own, or nil with Error set.
	Tree any `json:"tree"`
	// Formatted is the text as the format's own formatter leaves it; empty where there is none.
	Formatted string `json:"formatted,omitempty"`
	Error     string `json:"error,omitempty"`
}

var readers = map[string]func(text string) (tree any, formatted string, err error){
	"alloy":     readAlloy,
	"caddyfile": readCaddyfile,
	"hujson":    readHujson,
	"ini":       readIni,
}

func main() {
	if len(os.Args) != 2 || readers[os.Args[1]] == nil {
		fail("usage: formats-check alloy|caddyfile|hujson|ini")
	}
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		fail(err.Error())
	}
	results := make([]Result, len(texts))
	for i, text := range texts {
		tree, formatted, err := readers[os.Args[1]](text)
		results[i] = Result{Tree: tree, Formatted: formatted}
		if err != nil {
			results[i].Error = err.Error()
		}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	if err := out.Encode(results); err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}
