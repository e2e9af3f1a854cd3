import { accept, adopt, difference, endpoint, http, image, type Needs, service } from '@homelab/estate'
import { asEnv, confined, deployment, hardened } from '@homelab/kubernetes'
import { dashboard, dashboardDifferences } from '@homelab/observability'
import { minikube } from '../hosts.ts'
import { docsApmDashboard } from '../parts/dashboards/docs-apm/index.ts'
import { askedAt } from '../parts/probes.ts'
import { ownImage } from '../registries.ts'
import { forgejo } from './forgejo.ts'

/** The release whose pages are served; a new one is a change here. facts K18 */
const release = 'v1.5.1'

const unpacks = 'nginx starts as root, unpacks the site into its image’s folder and gives its workers another user'

/** facts K5, K18, N3 */
export const docs = service(import.meta, 'docs', {
  title: 'Docs',
  summary: 'the documentation site',
  ports: { http: http(80) },
  workload: deployment({
    at: minikube,
    namespace: 'docs',
    container: {
      image: image(ownImage('quartz'), 'v1.0.0'),
      resources: { requests: { memory: '64Mi', cpu: '10m' }, limits: { memory: '128Mi' } },
      security: hardened({
        root: true,
        writesRoot: true,
        capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'NET_BIND_SERVICE', 'SETGID', 'SETUID'],
      }),
    },
  }),
  probes: askedAt('/healthz'),
  routes: {
    tailnet: { port: 'http' },
    ops: { port: 'http', audience: 'members' },
    // Seen so on that day; since when before, nobody wrote down.
    public: {
      port: 'http',
      mode: 'static',
      exposed: { since: '2026-02-08', why: 'the documentation is for everybody to read' },
    },
  },
  documents: 'public',
  dashboards: [dashboard(docsApmDashboard)],
  tile: {
    title: 'Docs',
    group: 'Apps',
    icon: 'mdi-book-open-page-variant',
    description: 'BlumeOps Documentation',
    podSelector: 'app=docs',
  },
  needs: (): Needs => [
    endpoint(
      forgejo,
      'http',
      'downloads the site when it starts',
      asEnv({
        DOCS_RELEASE_URL: { urlPath: `/eblume/blumeops/releases/download/${release}/docs-${release}.tar.gz` },
      }),
    ),
  ],
  accepts: [
    accept('unhardened-container', unpacks, 'docs.security.runAsNonRoot'),
    accept('unhardened-container', unpacks, 'docs.security.readOnlyRootFilesystem'),
    accept('unhardened-container', unpacks, 'docs.security.capabilities.add'),
  ],
  // What ran in February and cannot be changed in place (facts K18).
  adopts: [adopt('Deployment', 'docs', { 'spec.selector': { matchLabels: { app: 'docs' } } })],
  differences: [
    ...dashboardDifferences(docsApmDashboard),
    difference('the docs’ container can do less', {
      today: 'no security context',
      now: 'six capabilities of fourteen, no privilege escalation, seccomp; root and a writable root file system stay',
      why: 'its start script unpacks the site into the image’s folders and nginx changes its user',
      facts: 'K18',
      changes: [confined('Deployment', { containers: ['docs'] })],
    }),
  ],
})
