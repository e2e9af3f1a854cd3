/** The Pulumi stacks of today, facts T7-T9; transcribed by hand. Imports nothing of ours. */

/**
 * Of every resource; a changed one would make the resource anew. Types as the providers' own packages name them:
 * pulumi-tailscale 0.24.0 and pulumiverse-gandi 2.3.2 on PyPI.
 */
export const urns = {
  tailnet: [
    'urn:pulumi:tail8d86e::blumeops-tailnet::tailscale:index/acl:Acl::tailnet-acl',
    'urn:pulumi:tail8d86e::blumeops-tailnet::tailscale:index/deviceTags:DeviceTags::indri-tags',
    'urn:pulumi:tail8d86e::blumeops-tailnet::tailscale:index/deviceTags:DeviceTags::sifaka-tags',
    'urn:pulumi:tail8d86e::blumeops-tailnet::tailscale:index/tailnetKey:TailnetKey::flyio-proxy-key',
  ],
  dns: [
    'urn:pulumi:eblu-me::blumeops-dns::gandi:livedns/record:Record::ops-wildcard',
    'urn:pulumi:eblu-me::blumeops-dns::gandi:livedns/record:Record::ops-base',
    'urn:pulumi:eblu-me::blumeops-dns::gandi:livedns/record:Record::docs-public',
  ],
} as const

/** What the resources are given; the address is known only when the stack runs. */
export const properties = {
  'indri-tags': { tags: ['homelab', 'blumeops', 'forge', 'loki', 'registry', 'k8s-api'].map(tag => `tag:${tag}`) },
  'sifaka-tags': { tags: ['tag:nas', 'tag:blumeops'] },
  'flyio-proxy-key': {
    reusable: true,
    ephemeral: true,
    preauthorized: true,
    expiry: 7_776_000,
    tags: ['tag:flyio-proxy'],
  },
  'ops-wildcard': { zone: 'eblu.me', name: '*.ops', type: 'A', ttl: 300, values: ['ADDRESS'] },
  'ops-base': { zone: 'eblu.me', name: 'ops', type: 'A', ttl: 300, values: ['ADDRESS'] },
  'docs-public': { zone: 'eblu.me', name: 'docs', type: 'CNAME', ttl: 300, values: ['blumeops-proxy.fly.dev.'] },
} as const

export const devices = ['indri.tail8d86e.ts.net', 'sifaka.tail8d86e.ts.net']

export const config = {
  tailnet: { 'tailscale:tailnet': 'tail8d86e.ts.net' },
  dns: { 'blumeops-dns:domain': 'eblu.me', 'blumeops-dns:subdomain': 'ops' },
} as const

export const outputs = {
  tailnet: [
    ...['acl_id', 'policy_hash', 'flyio_authkey'],
    ...['indri_device_id', 'indri_tags', 'sifaka_device_id', 'sifaka_tags'],
  ],
  dns: ['domain', 'wildcard_fqdn', 'base_fqdn', 'target_ip', 'docs_public_fqdn'],
} as const

/** Environment variable: item's id and field, or the value itself. */
export const environment = {
  tailnet: {
    TAILSCALE_OAUTH_CLIENT_ID: 'wi6bkf7bcccwfy4eu776ab4p4u/client_id',
    TAILSCALE_OAUTH_CLIENT_SECRET: 'wi6bkf7bcccwfy4eu776ab4p4u/client_secret',
    TAILSCALE_TAILNET: 'tail8d86e.ts.net',
  },
  dns: { GANDI_PERSONAL_ACCESS_TOKEN: 'mco6ka3dc3rmw7zkg2dhia5d2m/pat' },
} as const

/** At least these; a resource is never read by an older provider than the one that wrote it. */
export const providers = { tailnet: [0, 24, 0], dns: [2, 3, 0] } as const
