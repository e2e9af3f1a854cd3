// Package gandi lets Caddy answer ACME's DNS-01 challenge at Gandi, through libdns.
//
// It stands in for github.com/caddy-dns/gandi, whose version for Caddy 2.10 and later the Go checksum database could
// not vouch for when this was written; the module name and the Caddyfile syntax are the same, so either fits the
// rendered Caddyfile. See https://caddyserver.com/docs/extending-caddy and https://github.com/libdns/gandi.
package gandi

import (
	"github.com/caddyserver/caddy/v2"
	"github.com/caddyserver/caddy/v2/caddyconfig/caddyfile"
	"github.com/caddyserver/certmagic"
	"github.com/libdns/gandi"
)

func init() {
	caddy.RegisterModule(Provider{})
}

// Provider edits the TXT records of a zone at Gandi LiveDNS with a personal access token.
type Provider struct {
	*gandi.Provider
}

// CaddyModule names the module.
func (Provider) CaddyModule() caddy.ModuleInfo {
	return caddy.ModuleInfo{ID: "dns.providers.gandi", New: func() caddy.Module { return &Provider{new(gandi.Provider)} }}
}

// Provision puts the environment's value in the place of `{env.NAME}`. An unset variable stops Caddy at its start,
// not weeks later when a certificate expires.
func (p *Provider) Provision(_ caddy.Context) error {
	token, err := caddy.NewReplacer().ReplaceOrErr(p.BearerToken, true, true)
	p.BearerToken = token
	return err
}

// UnmarshalCaddyfile reads `dns gandi TOKEN`.
func (p *Provider) UnmarshalCaddyfile(d *caddyfile.Dispenser) error {
	d.Next()
	if !d.NextArg() {
		return d.ArgErr()
	}
	p.BearerToken = d.Val()
	if d.NextArg() || d.NextBlock(d.Nesting()) {
		return d.ArgErr()
	}
	return nil
}

var (
	_ caddy.Provisioner     = (*Provider)(nil)
	_ caddyfile.Unmarshaler = (*Provider)(nil)
	_ certmagic.DNSProvider = (*Provider)(nil)
)
