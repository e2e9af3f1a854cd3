//go:build tools

// Programs that are built from the same module as the control server.
package main

import (
	_ "tailscale.com/cmd/tailscale"
	_ "tailscale.com/cmd/tailscaled"
)
