import { after, image, type Needs, service } from '@homelab/estate'
import { dexIn } from '@homelab/services'
import { k3s } from '../places.ts'
import { secrets } from '../vault.ts'
import { secretStore } from './secrets.ts'

export const dex = service(import.meta, 'dex', {
  ...dexIn(k3s, {
    image: image('ghcr.io/dexidp/dex', 'v2.41.1'),
    opens: 'ops',
    nodePort: 30556,
    passwords: [{ email: 'owner@mail.example', username: 'owner', hash: secrets['apps/dex']['owner-hash'] }],
  }),
  routes: { ops: { port: 'http' } },
  needs: (): Needs => [after(secretStore, 'the secrets of its clients come from there')],
})
