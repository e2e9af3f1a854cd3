// Package register stands for the file of External Secrets that registers all providers: these alone are what estates
// here read by, and the rest of them would take half an hour to compile.
package register

import (
	_ "github.com/external-secrets/external-secrets/pkg/provider/fake"
	_ "github.com/external-secrets/external-secrets/pkg/provider/kubernetes"
	_ "github.com/external-secrets/external-secrets/pkg/provider/onepassword"
	_ "github.com/external-secrets/external-secrets/pkg/provider/vault"
)
