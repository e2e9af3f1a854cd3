import { type Cluster, defaultApiPort, type JournalLog, journalLog, made, type Secret } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Program } from '../../host/program.ts'
import { agentTokenFile, agentTokenPath } from './agent-token.ts'
import { settingsFolder } from './places.ts'
import { type K3sRegistries, registriesFile, registriesPath } from './registries.ts'

/** What K3s puts into a new cluster by itself: https://docs.k3s.io/installation/packaged-components */
const components = ['coredns', 'local-storage', 'metrics-server', 'servicelb', 'traefik'] as const

export type K3sComponent = (typeof components)[number]

/**
 * Options besides those that follow from the cluster. None that holds a token: what K3s makes up itself stays on its host. Any other
 * stands in a file below `/etc/rancher/k3s/config.yaml.d`, which is among what it `reads`.
 * https://docs.k3s.io/cli/server, https://docs.k3s.io/cli/agent
 */
export interface K3sOptions {
  readonly 'bind-address'?: string
  readonly 'cluster-cidr'?: string | readonly string[]
  readonly 'cluster-dns'?: string
  /** etcd in place of SQLite. */
  readonly 'cluster-init'?: boolean
  readonly 'default-local-storage-path'?: string
  readonly 'disable-cloud-controller'?: boolean
  readonly 'disable-helm-controller'?: boolean
  readonly 'disable-kube-proxy'?: boolean
  readonly 'disable-network-policy'?: boolean
  readonly 'etcd-disable-snapshots'?: boolean
  readonly 'etcd-snapshot-retention'?: number
  readonly 'etcd-snapshot-schedule-cron'?: string
  readonly 'flannel-backend'?: 'none' | 'vxlan' | 'host-gw' | 'wireguard-native'
  readonly 'flannel-iface'?: string
  readonly 'kube-apiserver-arg'?: readonly string[]
  readonly 'kube-controller-manager-arg'?: readonly string[]
  readonly 'kube-proxy-arg'?: readonly string[]
  readonly 'kube-scheduler-arg'?: readonly string[]
  readonly 'kubelet-arg'?: readonly string[]
  readonly 'node-external-ip'?: string
  readonly 'node-ip'?: string
  readonly 'node-label'?: readonly string[]
  readonly 'node-taint'?: readonly string[]
  readonly 'protect-kernel-defaults'?: boolean
  readonly 'resolv-conf'?: string
  /** Secrets are encrypted in its database, from its first start on: https://docs.k3s.io/security/secrets-encryption */
  readonly 'secrets-encryption'?: boolean
  readonly 'service-cidr'?: string | readonly string[]
  readonly 'system-default-registry'?: string
}

/** The server of K3s, which is a cluster of one node until agents join it: https://docs.k3s.io/architecture */
export interface K3sServer extends Program {
  readonly kind: 'k3s-server'
  /** Of the cluster. */
  readonly name: string
  /** The host on which the estate has that cluster, by name. */
  readonly on: string
  readonly networkPolicies: boolean
  readonly components: readonly K3sComponent[]
  /** What stands in its file of settings. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Where it writes: the host's collector reads the journal. */
  readonly journal: JournalLog
}

export interface K3sServerProps extends Pick<Program, 'reads'> {
  /**
   * What it puts into the cluster itself: `coredns`, `local-storage` and `metrics-server` by default. With `servicelb` every
   * LoadBalancer, and with `traefik` besides that 80 and 443, is a port of the host.
   */
  readonly components?: readonly K3sComponent[]
  readonly options?: K3sOptions
  /** Mirrors of registries, and logins to them. */
  readonly registries?: K3sRegistries
  /** With which agents join, in a file for root alone: the same of each `k3sAgent`. None can by default. */
  readonly agentToken?: Secret
}

/** Where it writes an administrator's kube configuration when nothing is said: https://docs.k3s.io/cluster-access */
const standardKubeconfig = `${settingsFolder}/k3s.yaml`

/**
 * The server of a cluster that K3s makes. What the estate says of the cluster becomes its settings: domain, port, names in its
 * certificate, kube configuration. Its release, with this cluster's version, is one of the service's `releases`: `k3sOn` has it all.
 *
 * @example k3sServer(home, { options: { 'node-label': ['disk=fast'] } })
 */
export function k3sServer(of: Cluster, props: K3sServerProps = {}): K3sServer {
  const { components: kept = ['coredns', 'local-storage', 'metrics-server'], options = {} } = props
  const { registries, agentToken, reads = [] } = props
  const all = [
    ...(registries === undefined ? [] : [registriesFile(registries)]),
    ...(agentToken === undefined ? [] : [agentTokenFile(agentToken)]),
    ...reads,
  ]
  const { name, on, networkPolicies } = of
  return made({
    kind: 'k3s-server',
    name,
    on,
    networkPolicies,
    components: kept,
    settings: {
      ...settingsOf(of, kept),
      ...(agentToken !== undefined && { 'agent-token-file': agentTokenPath }),
      ...(registries !== undefined && { 'private-registry': registriesPath }),
      ...options,
    },
    ...present({ reads: all.length === 0 ? undefined : all }),
    journal: journalLog(`${unitName}.service`),
  })
}

function settingsOf(of: Cluster, kept: readonly K3sComponent[]): Readonly<Record<string, unknown>> {
  const { on, dnsDomain, apiPort = defaultApiPort, kubeconfig } = of
  const disable = components.filter(each => !kept.includes(each))
  const written = kubeconfig?.path ?? standardKubeconfig
  return {
    'cluster-domain': dnsDomain,
    ...(disable.length > 0 && { disable }),
    ...(apiPort !== defaultApiPort && { 'https-listen-port': apiPort }),
    // Volumes on the node's own disk are bound to its name.
    'node-name': on,
    ...(kubeconfig !== undefined && { 'tls-san': [hostnameIn(kubeconfig.server)] }),
    ...(written !== standardKubeconfig && { 'write-kubeconfig': written }),
    'write-kubeconfig-mode': '0600',
  }
}

/** The name or address in a URL; what is no URL stands in the certificate as it is, and is a finding of the cluster. */
function hostnameIn(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replaceAll(/^\[|\]$/g, '') : url
}

export const unitName = 'k3s'
export const unitPath = `/etc/systemd/system/${unitName}.service`

/** Through which pods of different nodes talk, over UDP; none where its backend has none. https://docs.k3s.io/installation/requirements#networking */
export function flannelPort({
  'flannel-backend': backend = 'vxlan',
}: Pick<K3sOptions, 'flannel-backend'>): number | undefined {
  return { vxlan: 8472, 'wireguard-native': 51820, 'host-gw': undefined, none: undefined }[backend]
}
