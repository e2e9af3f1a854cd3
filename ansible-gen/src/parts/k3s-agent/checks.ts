import type { Finding, Host, ResolvedService, ResolvedWithWorkloads } from '@homelab/estate/model'
import { isLabelKey, isLabelValue } from '@homelab/formats/kubernetes-label'
import { programsOf } from '../../host/releases.ts'
import { type HostService, hostServices } from '../../project/host-services.ts'
import { agentTokenOf } from '../k3s-server/agent-token.ts'
import { k3sProgram } from '../k3s-server/places.ts'
import { registryFindings } from '../k3s-server/registries.ts'
import type { K3sAgent } from './program.ts'

/** Why an agent joins nothing, or what it says of its node and Kubernetes refuses. */
export function checkAgent(
  program: K3sAgent,
  { name: subject, file }: ResolvedService,
  host: Host,
  resolved: ResolvedWithWorkloads,
): readonly Finding[] {
  const where = { subject, path: `workload.programs.${program.name}`, file }
  const wrong: Wrong = (problem, got, fix) => ({ code: 'unprovided-reference', where, problem, got, fix })
  return [
    ...(host.platform === 'linux'
      ? []
      : [wrong('K3s runs on Linux alone', `${host.name} (${host.platform})`, 'move it to a Linux host')]),
    ...(host.name === program.on
      ? [
          wrong(
            'its server is a node of this host already',
            host.name,
            'run the agent on another host, or leave it out',
          ),
        ]
      : ofServer(program, subject, resolved, wrong)),
    ...refused(program).map(
      ([problem, got]): Finding => ({ code: 'invalid-name', where, problem, got, fix: 'correct it, or leave it out' }),
    ),
    ...registryFindings(program, where),
  ]
}

type Wrong = (problem: string, got: string, fix: string) => Finding

function ofServer(program: K3sAgent, subject: string, resolved: ResolvedWithWorkloads, wrong: Wrong): Finding[] {
  const { name, on } = program
  const all = hostServices(resolved)
  const own = all.find(({ service }) => service.name === subject)
  const server = all.find(
    ({ host, programs }) => host.name === on && programs.some(({ program: each }) => serves(each)),
  )
  if (own === undefined || server === undefined)
    return [wrong(`no service of ${on} is the server of ${name}`, on, `give ${on} a service with \`k3sServer\``)]
  const found = server.programs.find(({ program: each }) => serves(each))?.program ?? {}
  const [mine, theirs] = [versionOf(own), versionOf(server)]
  const flow = resolved.flows.find(({ from, to }) => from === subject && to === server.service.name)
  const { lanAddress } = server.host
  return [
    ...(lanAddress === undefined
      ? [wrong(`no address of ${on} leads there from another host`, on, `say the \`lanAddress\` of ${on}`)]
      : []),
    ...(lanAddress !== undefined && flow?.address.via !== 'lan'
      ? [
          wrong(
            `it asks ${server.service.name} in the local network, and no need that leads there says so`,
            flow?.address.url ?? 'no need',
            `need its API: \`endpoint(${server.service.name}, 'api', …)\`, and give that no route from here`,
          ),
        ]
      : []),
    ...(mine === theirs
      ? []
      : [wrong(`the server has another version: ${theirs}`, mine, 'take the release of the server')]),
    ...(agentTokenOf(program) === agentTokenOf(found)
      ? []
      : [
          wrong('the server lets nobody in by this token', 'token', `say the same secret as \`agentToken\` of ${name}`),
        ]),
  ]

  function serves(each: { readonly kind: string; readonly name?: unknown }): boolean {
    return each.kind === 'k3s-server' && each.name === name
  }
}

/** Of the file that is K3s; somebody may have put it there otherwise. */
function versionOf({ workload: { releases = [] } }: HostService): string {
  return releases.find(release => programsOf(release).includes(k3sProgram))?.version ?? 'unknown'
}

/**
 * Its kubelet ends with most labels of Kubernetes' own domains, such as `node-role.kubernetes.io/worker`: a node can't make itself
 * more than it is. https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 */
function refused({ labels, taints }: K3sAgent): readonly (readonly [problem: string, got: string])[] {
  const all = [...Object.entries(labels), ...taints.map(({ key, value = '' }) => [key, value] as const)]
  return [
    ...all
      .filter(([key, value]) => !isLabelKey(key) || !isLabelValue(value))
      .map(([key, value]) => ['Kubernetes refuses this label or taint', `${key}=${value}`] as const),
    ...Object.keys(labels)
      .filter(key => isReserved(key))
      .map(key => ['a node may not give itself a label of Kubernetes’ own', key] as const),
  ]
}

/** https://github.com/kubernetes/kubelet/blob/v0.34.0/pkg/apis/well_known_labels.go */
const allowed = new Set([
  ...['kubernetes.io/arch', 'kubernetes.io/hostname', 'kubernetes.io/os'],
  ...['beta.kubernetes.io/arch', 'beta.kubernetes.io/instance-type', 'beta.kubernetes.io/os'],
  ...['failure-domain.beta.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/zone'],
  ...['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'],
])

function isReserved(key: string): boolean {
  const [domain = ''] = key.includes('/') ? key.split('/') : []
  const below = (of: string) => domain === of || domain.endsWith(`.${of}`)
  if (below('kubelet.kubernetes.io') || below('node.kubernetes.io')) return false
  return (below('kubernetes.io') || below('k8s.io')) && !allowed.has(key)
}
