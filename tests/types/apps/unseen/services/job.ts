import { cron, image, service } from '@homelab/estate'
import { objects } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'job', {
  title: 'Job',
  summary: 'a job that ends its pods in its own way',
  ports: {},
  workload: objects({
    at: kube,
    namespace: 'job',
    jobs: [
      {
        name: 'nightly',
        schedule: cron('0 3 * * *'),
        concurrency: 'Forbid',
        restart: 'Never',
        podSecurity: { runAsUsr: 1000 },
        // column 24: Object literal may only specify known properties, but 'runAsUsr' does not exist in type 'PodSecurityContext'. Did you mean to write 'runAsUser'?
        container: { name: 'job', image: image('docker.io/example/job', '1.2.3'), command: ['true'] },
      },
    ],
  }),
})
