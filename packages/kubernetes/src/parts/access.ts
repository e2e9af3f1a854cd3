import type { Finding } from '@homelab/estate/model'
import type { ClusterWorkload, IngressShape } from '../workloads/cluster-workload.ts'
import type { ClusterRenderer } from './part.ts'
import { renderSecrets } from './secret/render.ts'
import { renderIngresses } from './tailnet/render.ts'

interface Accessed extends ClusterWorkload {
  readonly serviceName?: string
  readonly ingress?: IngressShape
}

/** The Secrets and the ways in of pods that are not of our making. */
export const accessRenderer: ClusterRenderer<Accessed> = {
  render: job => {
    const { service, workload } = job
    renderSecrets(job)
    renderIngresses(job, workload.serviceName ?? service.name, workload.ingress)
  },
  checks: ({ name: subject, file }, _, { routes }) =>
    routes
      .filter(({ kind, protocol }) => kind === 'tailnet' && protocol === 'tcp')
      .map(
        ({ port }): Finding => ({
          code: 'unreachable-route',
          where: { subject, path: 'routes.tailnet', file },
          problem: 'the pods behind this port are not of our making, so no endpoint can pick them',
          got: port,
          fix: 'state the endpoint among its objects or values and declare it as a device, and remove the route',
        }),
      ),
}
