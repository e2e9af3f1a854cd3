import { host, kubernetesAs, guest as shareWith } from '@homelab/estate'
import type { Expected } from '../parts.ts'
import { desktop, guest, tailnetFixture } from '../tailnet.ts'

/**
 * A connector without a device, a domain that is none, a capability that no application has, one whose values
 * nobody reads, and a guest with a machine that is not in the tailnet.
 */
const outside = host('outside', { platform: 'linux', role: 'stands apart' })
const grant = { src: [guest], dst: ['tag:server' as const], ip: ['443'], reason: 'the fixture says so' }

// here
export default tailnetFixture(import.meta, {
  appConnectors: [{ name: 'media', connectors: [], domains: ['media'] }],
  grants: [
    { ...grant, app: { backup: [{}] } },
    {
      ...grant,
      app: { 'tailscale.com/cap/drive': [{ shares: ['media'], access: 'write' }], ...kubernetesAs('readers') },
    },
  ],
  // here
  guests: [shareWith('aunt', [outside, desktop])],
})
export const expected: Expected = [
  'invalid-policy tailnet grants[1].app',
  'invalid-policy tailnet grants[2].app',
  'invalid-policy tailnet guests aunt',
  'invalid-policy tailnet nodeAttrs[0].app[0].connectors',
  'invalid-policy tailnet nodeAttrs[0].app[0].domains',
]
