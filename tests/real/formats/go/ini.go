package main

import (
	"gopkg.in/ini.v1"
)

// readIni lists sections as [name, [[key, value], ...]], read with Forgejo's options
// (modules/setting/config_provider.go).
func readIni(text string) (any, string, error) {
	file, err := ini.LoadSources(ini.LoadOptions{IgnoreContinuation: true}, []byte(text))
	if err != nil {
		return nil, "", err
	}
	sections := []any{}
	for _, section := range file.Sections() {
		keys := []any{}
		for _, key := range section.Keys() {
			keys = append(keys, []string{key.Name(), key.String()})
		}
		sections = append(sections, []any{section.Name(), keys})
	}
	return sections, "", nil
}
