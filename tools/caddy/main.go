// Caddy with what the private proxy needs: layer 4, and DNS-01 at Gandi. Versions are pinned in go.mod and go.sum.
package main

import (
	caddycmd "github.com/caddyserver/caddy/v2/cmd"
	_ "github.com/caddyserver/caddy/v2/modules/standard"
	_ "github.com/mholt/caddy-l4/layer4"
	_ "github.com/mholt/caddy-l4/modules/l4proxy"

	_ "homelab/caddy/gandi"
)

func main() {
	caddycmd.Main()
}
