import { tailnetKey, tailnetStack } from '@homelab/estate'
import { flyio } from './hosts.ts'
import { domains } from './network.ts'
import { secrets } from './vault.ts'

/** Applies the policy, the tags of hosts, and the key of the public proxy. facts T7 */
export const stack = tailnetStack(import.meta, {
  project: 'blumeops-tailnet',
  stack: 'tail8d86e',
  summary: 'Policy, tags and keys of the tailnet',
  // The newest, so that no state is read by an older provider than the one that wrote it (facts: 0.24.0 or newer).
  provider: { name: 'tailscale', version: '0.29.2' },
  // An OAuth client with the scopes acl, dns, devices and services.
  credentials: {
    TAILSCALE_OAUTH_CLIENT_ID: secrets['Tailscale OAuth'].client_id,
    TAILSCALE_OAUTH_CLIENT_SECRET: secrets['Tailscale OAuth'].client_secret,
  },
  environment: { TAILSCALE_TAILNET: domains.tailnet.suffix },
  policy: 'tailnet-acl',
  keys: [
    tailnetKey('flyio-proxy-key', flyio, {
      reusable: true,
      ephemeral: true,
      preauthorized: true,
      expirySeconds: 7_776_000,
      output: 'flyio_authkey',
    }),
  ],
  adopts: [
    'urn:pulumi:tail8d86e::blumeops-tailnet::tailscale:index/acl:Acl::tailnet-acl',
    'urn:pulumi:tail8d86e::blumeops-tailnet::tailscale:index/deviceTags:DeviceTags::indri-tags',
    'urn:pulumi:tail8d86e::blumeops-tailnet::tailscale:index/deviceTags:DeviceTags::sifaka-tags',
    'urn:pulumi:tail8d86e::blumeops-tailnet::tailscale:index/tailnetKey:TailnetKey::flyio-proxy-key',
  ],
})
