import { host, tagged, tailnetKey, tailnetPolicy, tailnetStack } from '@homelab/estate'
import { type Expected, fixture, secrets } from '../parts.ts'

const edge = host('edge', { platform: 'managed', role: 'joins by itself', tailnet: tagged('tag:edge') })
const join = { reusable: true, ephemeral: true, preauthorized: true } as const

/** Ninety days are the most. */
export default fixture(import.meta, {
  hosts: [edge],
  clusters: [],
  tailnet: tailnetPolicy(import.meta, {
    groups: [],
    grants: [],
    ssh: [],
    tags: [{ tag: 'tag:edge', owners: ['autogroup:admin'] }],
    tests: [],
  }),
  // here
  tailnetStack: tailnetStack(import.meta, {
    project: 'net',
    stack: 'example',
    summary: 'the tailnet',
    provider: { name: 'tailscale', version: '0.29.2' },
    credentials: { TOKEN: secrets.app.password },
    policy: 'policy',
    keys: [
      tailnetKey('month', edge, { ...join, expirySeconds: 30 * 86_400, output: 'month' }),
      tailnetKey('quarter', edge, { ...join, expirySeconds: 90 * 86_400 + 1, output: 'quarter' }),
    ],
  }),
})
export const expected: Expected = ['invalid-quantity tailnet keys.quarter.expirySeconds']
