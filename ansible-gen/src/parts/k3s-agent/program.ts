import {
  type Cluster,
  defaultApiPort,
  type Host,
  type JournalLog,
  journalLog,
  made,
  type Secret,
} from '@homelab/estate/model'
import type { Program } from '../../host/program.ts'
import { agentTokenFile, agentTokenPath } from '../k3s-server/agent-token.ts'
import type { K3sOptions } from '../k3s-server/program.ts'
import { type K3sRegistries, registriesFile, registriesPath } from '../k3s-server/registries.ts'

/** Those of a server that an agent has as well: https://docs.k3s.io/cli/agent */
export type K3sAgentOptions = Pick<
  K3sOptions,
  | 'bind-address'
  | 'flannel-iface'
  | 'kube-proxy-arg'
  | 'kubelet-arg'
  | 'node-external-ip'
  | 'node-ip'
  | 'protect-kernel-defaults'
  | 'resolv-conf'
>

/** What keeps pods away that don't tolerate it: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export interface K3sTaint {
  readonly key: string
  readonly value?: string
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
}

/** A further node of a cluster that K3s makes elsewhere: https://docs.k3s.io/architecture */
export interface K3sAgent extends Program {
  readonly kind: 'k3s-agent'
  /** Of the cluster. */
  readonly name: string
  /** The host of its server, by name. */
  readonly on: string
  readonly apiPort: number
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly K3sTaint[]
  /** What stands in its file of settings besides the address of the server. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Where it writes: the host's collector reads the journal. */
  readonly journal: JournalLog
}

export interface K3sAgentProps extends Pick<Program, 'reads'> {
  /** The `agentToken` of its server. */
  readonly token: Secret
  /** Of its node, as it joins; a later change is Kubernetes' to make: https://docs.k3s.io/cli/agent#node-labels-and-taints-for-agents */
  readonly labels?: Readonly<Record<string, string>>
  /** The same of what keeps pods away. */
  readonly taints?: readonly K3sTaint[]
  readonly options?: K3sAgentOptions
  /** Mirrors of registries, and logins to them: each node pulls by itself. */
  readonly registries?: K3sRegistries
}

/**
 * Makes a second host a node of a cluster that K3s makes. It asks its server at the `lanAddress` of that one's host, which its
 * service says as a need. Its release is the server's, and one of its service's `releases`: `k3sAgentOn` has it all.
 *
 * @example k3sAgent(server, home, { token: secrets.password, labels: { disk: 'fast' } })
 */
export function k3sAgent(at: Host, of: Cluster, props: K3sAgentProps): K3sAgent {
  const { token, labels = {}, taints = [], options, registries, reads = [] } = props
  const { name, on, apiPort = defaultApiPort } = of
  const nodeLabels = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  const nodeTaints = taints.map(({ key, value, effect }) => `${key}${value === undefined ? '' : `=${value}`}:${effect}`)
  return made({
    ...{ kind: 'k3s-agent', name, on, apiPort, labels, taints },
    settings: {
      'token-file': agentTokenPath,
      'node-name': at.name,
      ...(registries !== undefined && { 'private-registry': registriesPath }),
      ...(nodeLabels.length > 0 && { 'node-label': nodeLabels }),
      ...(nodeTaints.length > 0 && { 'node-taint': nodeTaints }),
      ...options,
    },
    reads: [agentTokenFile(token), ...(registries === undefined ? [] : [registriesFile(registries)]), ...reads],
    journal: journalLog(`${unitName}.service`),
  })
}

export const unitName = 'k3s-agent'
export const unitPath = `/etc/systemd/system/${unitName}.service`
/** By which its kubelet asks the API, as the node that it is; there once the server let it in. */
const kubeletConfig = '/var/lib/rancher/k3s/agent/kubelet.kubeconfig'

/** Words for kubectl by which a node says whether it is ready: `True`. */
export function asksReady(node: string): readonly string[] {
  const readiness = 'jsonpath={.status.conditions[?(@.type=="Ready")].status}'
  return [`--kubeconfig=${kubeletConfig}`, 'get', 'node', node, `--output=${readiness}`]
}
