import { adopt, after, difference, image, type Needs, service } from '@homelab/estate'
import { application, confined, intOrString, object } from '@homelab/kubernetes'
import { tailscaleOperatorIn } from '@homelab/services'
import { endpoints, indri, minikube } from '../hosts.ts'
import { domains } from '../network.ts'
import { secrets } from '../vault.ts'
import { secretStore } from './secret-store.ts'

const version = 'v1.92.5'
const nameserver = image('docker.io/tailscale/k8s-nameserver', 'stable')
const client = secrets['Tailscale K8s Operator OAuth']
const ready = tailscaleOperatorIn(minikube, {
  endpoints,
  image: image('docker.io/tailscale/k8s-operator', version),
  proxy: image('docker.io/tailscale/tailscale', version),
  client: { id: client['client-id'], secret: client['client-secret'] },
  pods: {
    application: application('tailscale-operator', {
      ignoreDifferences: [{ kind: 'Service', jsonPointers: ['/spec/externalName'] }],
    }),
    crds: application('tailscale-operator-crds', {
      namespace: 'none',
      repository: 'https://github.com/tailscale/tailscale.git',
      targetRevision: version,
      path: 'cmd/k8s-operator/deploy/crds',
      syncOptions: ['ServerSideApply=true', 'CreateNamespace=false'],
    }),
    moreImages: [nameserver],
    objects: [
      object('DNSConfig', {
        // Its kind is of the cluster; the live object was written with a namespace.
        metadata: { name: 'ts-dns', namespace: 'tailscale' },
        spec: { nameserver: { image: { repo: nameserver.repository, tag: nameserver.version } } },
      }),
      // Deprecated: pods reach the forge through Caddy.
      object('Service', {
        metadata: {
          name: 'forge',
          annotations: {
            'tailscale.com/tailnet-fqdn': `${indri.name}.${domains.tailnet.suffix}`,
            'tailscale.com/proxy-class': endpoints.proxyClass,
          },
        },
        spec: {
          type: 'ExternalName',
          externalName: 'placeholder',
          ports: [{ port: 3001, targetPort: intOrString(3001) }],
        },
      }),
    ],
  },
})

/** Upstream's static manifest as plain objects under their live names. facts K2, K21 */
export const tailscaleOperator = service(import.meta, 'tailscale-operator', {
  ...ready,
  needs: (): Needs => [after(secretStore, 'its credentials come from there')],
  // What ran in February and cannot be changed in place (facts K21).
  adopts: [adopt('Deployment', 'operator', { 'spec.selector': { matchLabels: { app: 'operator' } } })],
  accepts: [
    ...ready.accepts,
    {
      code: 'unpinned-image',
      path: nameserver.repository,
      reason: 'runs as stable today; the version behind it is not recorded',
    },
  ],
  differences: [
    difference('the operator’s CRDs', {
      today: 'part of the Application tailscale-operator, from the static manifest',
      now: 'an Application tailscale-operator-crds over cmd/k8s-operator/deploy/crds of upstream’s repository at v1.92.5',
      why: 'upstream’s files are used as they are; the facts name no mirror on the forge, so it reads from GitHub. Sync it first, and never prune tailscale-operator before: its endpoints go with the CRDs',
      facts: 'K21',
      shownBy: 'crds',
      adoption:
        'takes the live CRDs over from `tailscale-operator`; whoever prunes them there before this sync deletes them, and with them every endpoint of the tailnet',
      changes: [{ kind: 'Application', name: 'tailscale-operator-crds' }],
    }),
    difference('where the egress Service leads', {
      today: 'not compared by Argo CD, and put back to `placeholder` by each sync, until the operator writes it again',
      now: 'left as it is by syncs too: `RespectIgnoreDifferences=true`',
      why: 'it comes with every ignored difference',
      facts: 'K2, K21',
    }),
    difference('the image of proxies without a class', {
      today: 'PROXY_IMAGE is tailscale/tailscale:stable, while the ProxyClass pins v1.92.5',
      now: 'both are docker.io/tailscale/tailscale:v1.92.5',
      why: 'a moving tag lets a restart change the version',
      facts: 'K21',
      changes: [{ kind: 'Deployment', fields: ['spec.template.spec.containers[operator].env[PROXY_IMAGE]'] }],
      settles: 'kubernetes.md: Operator proxy image',
    }),
    difference('rights over ServiceMonitors', {
      today: 'upstream’s rules are kept; the cluster has no Prometheus operator',
      now: 'kept',
      why: 'without them the operator logs errors when it looks for the kind',
      facts: 'K21',
      settles: 'kubernetes.md: ServiceMonitor watch',
    }),
    difference('how the operator is installed', {
      today: 'plain objects; a page says Helm chart',
      now: 'kept: plain objects under the same names',
      why: 'the deployed value wins, and replacing a live operator drops its endpoints',
      facts: 'K21',
      settles: 'kubernetes.md: Tailscale operator source',
    }),
    difference('the operator’s container can do less', {
      today: 'no security context, no requests or limits',
      now: 'no capabilities, no privilege escalation, seccomp, a memory limit; root stays',
      why: 'its image starts as root and keeps a state folder in its own file system',
      facts: 'K21',
      changes: [confined('Deployment', { containers: ['operator'], resources: ['operator'] })],
    }),
  ],
})
