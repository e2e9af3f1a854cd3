import { cloudflareTunnel } from '@homelab/ansible-gen'
import { after, image, type Needs, service } from '@homelab/estate'
import { cloudflaredIn } from '@homelab/services'
import { k3s } from '../places.ts'
import { secrets } from '../vault.ts'
import { secretStore } from './secrets.ts'

export const tunnel = service(import.meta, 'tunnel', {
  ...cloudflaredIn(k3s, {
    tunnel: cloudflareTunnel({ id: '6ff42ae2-765d-4adf-8112-31c55c1551ef' }),
    credentials: secrets.cloudflare.tunnel,
    image: image('docker.io/cloudflare/cloudflared', '2025.10.1'),
  }),
  needs: (): Needs => [after(secretStore, 'its credentials come from there')],
})
