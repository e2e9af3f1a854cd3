import { external, http, https, service } from '@homelab/estate'
import { caddy, door } from '../caddy.ts'
import { box, type Expected, fixture, vaulted } from '../parts.ts'

/** Everything that a proxy would not take, take otherwise, or read nowhere. */
// here
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'app',
  ports: { http: http(3000), https: https(8443) },
  workload: external(box),
  routes: {
    ops: [
      { port: 'http', allowedFrom: ['192.0.2.0/33', 'fe80::1%lan/64', '010.0.0.1', '192.0.2.0/024', '192.0.2.0/24'] },
      { port: 'http', host: 'nobody', allowedFrom: [] },
      {
        port: 'http',
        host: 'told',
        headers: {
          toService: { '-Authorization': 'x', X_User: 'ann', Upgrade: 'h2c', 'X-A': 'a', 'x-a': 'b' },
          toBrowser: { 'X-Bad': 'ünïcode', 'X-Empty': '', 'X-Wide ': ' x' },
        },
      },
      { port: 'http', host: 'plain', certificate: { unverified: ' ' } },
      { port: 'https', host: 'signed', certificate: { name: 'a b', authority: '-----BEGIN PRIVATE KEY-----' } },
    ],
  },
})

export default fixture(import.meta, {
  hosts: [box, door],
  clusters: [],
  vaults: [vaulted.vault],
  services: [caddy, app],
})
export const expected: Expected = [
  'blank-text app routes.ops[3].certificate.unverified',
  'duplicate-setting app routes.ops[2].headers.toService.x-a',
  'empty-setting app routes.ops[1].allowedFrom',
  'invalid-name app routes.ops[0].allowedFrom[0]',
  'invalid-name app routes.ops[0].allowedFrom[1]',
  'invalid-name app routes.ops[0].allowedFrom[2]',
  'invalid-name app routes.ops[0].allowedFrom[3]',
  'invalid-name app routes.ops[2].headers.toBrowser.X-Wide ',
  'invalid-name app routes.ops[2].headers.toService.-Authorization',
  'invalid-name app routes.ops[2].headers.toService.X_User',
  'invalid-name app routes.ops[4].certificate.name',
  'refused-text app routes.ops[2].headers.toBrowser.X-Bad',
  'refused-text app routes.ops[2].headers.toBrowser.X-Empty',
  'refused-text app routes.ops[2].headers.toBrowser.X-Wide ',
  'refused-text app routes.ops[4].certificate.authority',
  'unread-option app routes.ops[2].headers.toService.Upgrade',
  'unread-option app routes.ops[3].certificate',
]
