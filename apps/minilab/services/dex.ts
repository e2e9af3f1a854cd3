import { after, image, type Needs, service } from '@homelab/estate'
import { dexIn } from '@homelab/services'
import { k3s } from '../places.ts'
import { secrets } from '../vault.ts'
import { secretStore } from './secret-store.ts'

export const dex = service(import.meta, 'dex', {
  ...dexIn(k3s, {
    image: image('ghcr.io/dexidp/dex', 'v2.41.1'),
    opens: 'ops',
    nodePort: 30556,
    passwords: [
      {
        email: 'owner@mail.example',
        username: 'owner',
        // Any, as long as it stays: https://dexidp.io/docs/connectors/local/
        userID: '5d1f5b0c-6a8f-4b57-9f5b-0c2d6a1e7a11',
        hash: secrets['apps/dex']['owner-hash'],
      },
    ],
  }),
  routes: { ops: { port: 'http' } },
  needs: (): Needs => [after(secretStore, 'the secrets of its clients come from there')],
})
