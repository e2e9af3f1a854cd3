import { adopt, difference, image, service } from '@homelab/estate'
import { confined } from '@homelab/kubernetes'
import { dashboard, lokiDashboard, lokiPushPath } from '@homelab/observability'
import { lokiIn } from '@homelab/services'
import { minikube } from '../hosts.ts'
import { asInFebruary } from '../parts/pods.ts'

/** facts K11; its Ingress K5 */
export const loki = service(import.meta, 'loki', {
  ...lokiIn(minikube, { image: image('grafana/loki', '3.3.2'), storage: '20Gi', pods: asInFebruary }),
  routes: {
    tailnet: [{ port: 'http' }, { port: 'http', host: 'loki-push', paths: [lokiPushPath] }],
    ops: { port: 'http', audience: 'admins' },
  },
  dashboards: [dashboard(lokiDashboard, { uid: 'loki-homelab' })],
  tile: 'hidden',
  // What ran in February and cannot be changed in place (facts K11).
  adopts: [
    adopt('StatefulSet', 'loki', {
      'spec.selector': { matchLabels: { app: 'loki' } },
      'spec.serviceName': 'loki',
      'spec.volumeClaimTemplates': [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
        },
      ],
    }),
  ],
  differences: [
    difference('where the public proxy pushes logs', {
      today: 'to `loki`, whose whole API the proxy reaches: it may read all logs of the estate',
      now: 'to a name of its own, `loki-push`, which carries the path of pushes alone; `loki` no longer has `tag:flyio-target`',
      why: 'what the internet talks to writes, and reads nothing',
      facts: 'P7, K5, T6',
      adoption:
        'sync `loki` first and wait until `loki-push` answers, deploy the proxy, and see its lines arrive; with the tag gone from `loki` nothing comes from a proxy that was not deployed yet',
      changes: [
        { kind: 'Ingress', name: 'loki-loki-push-tailscale' },
        { kind: 'Ingress', name: 'loki-tailscale', fields: ['metadata.annotations["tailscale.com/tags"]'] },
      ],
    }),
    difference('Loki’s container can do less', {
      today: 'non-root, nothing more',
      now: 'no capabilities, no privilege escalation, read-only root with /tmp apart, seccomp, no service account token',
      why: 'it writes to its volume alone',
      facts: 'K11',
      changes: [confined('StatefulSet', { containers: ['loki'], scratch: { tmp: '/tmp' } })],
    }),
    difference('the version and volume of Loki', {
      today: 'deployed 3.3.2 and 20Gi; a page says 3.4.2 and 50Gi',
      now: 'kept as deployed',
      why: 'the deployed values win; a claim template can’t be changed in place',
      facts: 'K11',
      settles: 'kubernetes.md: Loki image, storage',
    }),
  ],
})
