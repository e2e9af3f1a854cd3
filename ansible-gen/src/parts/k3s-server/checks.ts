import type { Finding, Host, ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { K3sServer } from './program.ts'
import { registryFindings } from './registries.ts'

/** Where a server contradicts what the estate says of its cluster, or can't run. */
export function checkServer(
  { name, on, networkPolicies, components, settings, reads }: K3sServer,
  { name: subject, file }: ResolvedService,
  host: Host,
): readonly Finding[] {
  const where = { subject, path: `workload.programs.${name}`, file }
  const wrong = (problem: string, got: string, fix: string): Finding => ({
    ...{ code: 'unprovided-reference', where, problem, got, fix },
  })
  return [
    ...(host.name === on
      ? []
      : [wrong(`the cluster is on ${on}`, host.name, 'run its server there, or say of the cluster that it is here')]),
    ...(host.platform === 'linux'
      ? []
      : [wrong('K3s runs on Linux alone', `${host.name} (${host.platform})`, 'move it to a Linux host')]),
    ...(networkPolicies && settings['disable-network-policy'] === true
      ? [
          wrong(
            'the estate renders network policies for this cluster, and nothing in it would enforce them',
            'disable-network-policy',
            'leave the option out, or set `networkPolicies` of the cluster to false',
          ),
        ]
      : []),
    ...registryFindings(present({ reads }), where),
    ...(components.includes('traefik') && !components.includes('servicelb')
      ? [wrong('nobody could reach Traefik: nothing serves its LoadBalancer', 'traefik', 'keep servicelb as well')]
      : []),
  ]
}
