import { image, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'

export const it = service(import.meta, 'place', {
  title: 'Place',
  summary: 'a workload that is nowhere',
  ports: {},
  workload: deployment({
    // column 24: Property 'at' is missing in type '{ namespace: string; container: { image: Image; }; }' but required in type '{ readonly at: Cluster; }'
    namespace: 'apps',
    container: { image: image('docker.io/example/app', '1.2.3') },
  }),
})
