import { dnsStack, notBackedUp, service, share } from '@homelab/estate'
import { nfs } from '@homelab/kubernetes'
import { box, type Expected, fixture, pod, secrets } from '../parts.ts'
import { edge, publicProxy } from '../public.ts'

const films = share('films', box, { path: '/films', holds: 'films', backup: notBackedUp('a fixture') })
const tunes = share('tunes', box, {
  path: '/tunes',
  holds: 'music',
  nfsClients: ['198.51.100.0/24', '192.0.2.0/28'],
  backup: notBackedUp('a fixture'),
})

const player = service(import.meta, 'player', {
  title: 'Player',
  summary: 'mounts what it may, and what nobody may',
  ports: {},
  workload: pod({
    volumes: [
      // here
      nfs('films', films),
      nfs('tunes', tunes),
    ],
  }),
})

export default fixture(import.meta, {
  hosts: [box, edge],
  shares: [films, tunes],
  services: [publicProxy(import.meta), player],
  // here
  dns: dnsStack(import.meta, {
    project: 'names',
    stack: 'example',
    summary: 'names',
    provider: { name: 'gandi', version: '2.3.2' },
    credentials: { TOKEN: secrets.app.password },
    zone: 'example.org',
    ttlSeconds: 300,
    addressVariable: 'ADDRESS',
    publicTarget: 'edge.example.net',
  }),
})
export const expected: Expected = ['unprovided-reference dns publicTarget', 'unprovided-reference player volumes.films']
