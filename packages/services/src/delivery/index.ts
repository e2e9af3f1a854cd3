import { directory, distributionPackage, file, hostService, release, systemdTimer } from '@homelab/ansible-gen'
import { type Cluster, type Host, type ServiceProps, text } from '@homelab/estate/model'
import { printScript, scriptFile } from '@homelab/formats/shell'
import { folderScript } from '@homelab/kubernetes'
import { type HostBesides, hostWith } from '../host.ts'

export interface DeliveryProps {
  /** The name of its timer, and of its script in `/usr/local/bin`. */
  readonly job: string
  /** Which Helm renders charts, for the host's architecture; none by default. https://github.com/helm/helm/releases has the checksums. */
  readonly helm?: { readonly version: string; readonly sha256: string }
  /** Seconds between two runs; 300 by default. */
  readonly everySeconds?: number
  /** The kube configuration of whoever may do everything, absolute; that of the cluster's `kubeconfig` by default, else root's own. */
  readonly kubeconfig?: string
  /** The folder of its copy of the repository, absolute; `/srv/delivery` by default. */
  readonly copy?: string
  /** What else belongs to it. */
  readonly host?: HostBesides
}

const script = scriptFile(new URL('./deliver.sh', import.meta.url))

/**
 * Brings what is rendered into a cluster whose delivery is `applyFolder()`, from a Linux host, as root: a timer fetches the branch
 * and runs the rendered script. A run that fails leaves its unit failed, until one is well. Where `kubectl` comes from is said beside
 * it, in `needs`.
 *
 * @example service(import.meta, 'delivery', { ...deliveryOn(server, home, { job: 'delivery', helm: { version: '3.18.4', sha256: '0123…cdef' } }) })
 */
export function deliveryOn(at: Host, of: Cluster, props: DeliveryProps): ServiceProps<never> {
  const { job, helm, everySeconds = 300, copy = '/srv/delivery' } = props
  const { kubeconfig = of.kubeconfig?.path ?? '/root/.kube/config' } = props
  const { architecture = 'amd64' } = at
  const { repository, revision } = of.source
  const path = `/usr/local/bin/${job}`
  const root = { user: 'root' }
  const values = { COPY: copy, REPOSITORY: repository, REVISION: revision, SCRIPT: folderScript(of) }
  return {
    title: 'Delivery',
    summary: 'applies what is rendered to the cluster',
    ports: {},
    workload: hostService(
      hostWith(
        {
          at,
          ...(helm && {
            releases: [
              release('helm', {
                ...helm,
                url: `https://get.helm.sh/helm-v${helm.version}-linux-${architecture}.tar.gz`,
                programs: { [`linux-${architecture}/helm`]: '/usr/local/bin/helm' },
              }),
            ],
          }),
          packages: [distributionPackage('git')],
          directories: [{ ...directory(copy), owner: root }],
          notes: [
            'It applies whatever stands on the branch, as whoever may do everything in the cluster: let nobody else push there.',
          ],
          programs: [
            systemdTimer(job, {
              description: 'Applies what is rendered to the cluster',
              program: [path],
              environment: { KUBECONFIG: kubeconfig, HOME: copy, PATH: '/usr/local/bin:/usr/bin:/bin' },
              after: ['network-online.target'],
              everySeconds,
              reads: [{ ...file(path, '0755', text(printScript(script, [], values))), owner: root }],
            }),
          ],
        },
        props.host,
      ),
    ),
  }
}
