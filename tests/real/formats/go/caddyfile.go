package main

import (
	"github.com/caddyserver/caddy/v2/caddyconfig/caddyfile"
)

type caddyDirective struct {
	Name  string           `json:"name"`
	Args  []string         `json:"args"`
	Block []caddyDirective `json:"block"`
}

func readCaddyfile(text string) (any, string, error) {
	blocks, err := caddyfile.Parse("Caddyfile", []byte(text))
	if err != nil {
		return nil, "", err
	}
	type site struct {
		Addresses  []string         `json:"addresses"`
		Directives []caddyDirective `json:"directives"`
	}
	sites := []site{}
	for _, block := range blocks {
		one := site{Addresses: []string{}, Directives: []caddyDirective{}}
		for _, key := range block.Keys {
			one.Addresses = append(one.Addresses, key.Text)
		}
		for _, segment := range block.Segments {
			d := caddyfile.NewDispenser(segment)
			for d.Next() {
				one.Directives = append(one.Directives, caddyLine(d))
			}
		}
		sites = append(sites, one)
	}
	return sites, string(caddyfile.Format([]byte(text))), nil
}

// caddyLine reads a directive as Caddy's modules do; no block and an empty one look alike to them.
func caddyLine(d *caddyfile.Dispenser) caddyDirective {
	line := caddyDirective{Name: d.Val(), Args: []string{}, Block: []caddyDirective{}}
	line.Args = append(line.Args, d.RemainingArgs()...)
	for nesting := d.Nesting(); d.NextBlock(nesting); {
		line.Block = append(line.Block, caddyLine(d))
	}
	return line
}
