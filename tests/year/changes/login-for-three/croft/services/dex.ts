import { after, image, type Needs, service } from '@homelab/estate'
import { dexIn } from '@homelab/services'
import { home } from '../places.ts'
import { secrets } from '../vault.ts'
import { secretStore } from './secret-store.ts'

export const dex = service(import.meta, 'dex', {
  ...dexIn(home, {
    image: image('ghcr.io/dexidp/dex', 'v2.41.1'),
    opens: 'ops',
    passwords: [
      {
        email: 'owner@mail.example',
        username: 'owner',
        // Any, as long as it stays.
        userID: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
        hash: secrets.logins['owner-hash'],
      },
    ],
  }),
  routes: { ops: { port: 'http' }, tailnet: { port: 'http' } },
  needs: (): Needs => [after(secretStore, 'the secrets of its clients come from there')],
})
