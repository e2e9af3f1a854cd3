import { accept, service } from '@homelab/estate'
import { k3sOn } from '@homelab/services'
import { k3s as cluster, nuc } from '../places.ts'

export const k3s = service(import.meta, 'k3s', {
  ...k3sOn(nuc, cluster, {
    build: 1,
    sha256: '0'.repeat(64),
    options: { 'secrets-encryption': true },
  }),
  accepts: [
    accept(
      'unpinned-package',
      'an example that is installed nowhere: take yours from `sha256sum-amd64.txt` beside the release',
      'workload.releases k3s',
    ),
  ],
})
