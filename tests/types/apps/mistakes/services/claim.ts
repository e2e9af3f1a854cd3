import { image, notBackedUp, service } from '@homelab/estate'
import { claim, deployment } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'claim', {
  title: 'Claim',
  summary: 'a claim without its size',
  ports: {},
  workload: deployment({
    at: kube,
    namespace: 'apps',
    container: { image: image('docker.io/example/app', '1.2.3'), mounts: { data: '/data' } },
    volumes: [
      claim('data', 'app-data', {
        // column 33: Property 'size' is missing in type '{ holds: string; backup: Backup; }' but required in type 'Data'
        holds: 'notes',
        backup: notBackedUp('a fixture'),
      }),
    ],
  }),
})
