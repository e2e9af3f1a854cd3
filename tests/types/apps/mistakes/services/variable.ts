import { image, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'variable', {
  title: 'Variable',
  summary: 'a variable as a number',
  ports: {},
  workload: deployment({
    at: kube,
    namespace: 'apps',
    container: { image: image('docker.io/example/app', '1.2.3'), env: { WORKERS: 4 } },
    // column 73: Type 'number' is not assignable to type 'EnvValue'
  }),
})
