import type { Finding, Host, ResolvedService } from '@homelab/estate/model'
import type { K3sServer } from './program.ts'
import { type K3sRegistries, registriesPath } from './registries.ts'

/** Where a server contradicts what the estate says of its cluster, or can't run. */
export function checkServer(
  { name, on, networkPolicies, components, settings, reads = [] }: K3sServer,
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
    ...endpoints(reads).map(
      (got): Finding => ({
        ...{ code: 'unknown-word', where, got, expected: 'https://registry.example.org' },
        problem: 'K3s takes this for no address of a registry, and pulls from the registry itself without a word',
        fix: 'write its whole URL, without a path but `/v2`',
      }),
    ),
    ...(components.includes('traefik') && !components.includes('servicelb')
      ? [wrong('nobody could reach Traefik: nothing serves its LoadBalancer', 'traefik', 'keep servicelb as well')]
      : []),
  ]
}

/** Addresses of mirrors that are none. */
function endpoints(reads: NonNullable<K3sServer['reads']>): readonly string[] {
  const content = reads.find(({ path }) => path === registriesPath)?.content
  if (content?.kind !== 'yaml') return []
  const { mirrors = {} } = content.data as K3sRegistries
  return Object.values(mirrors).flatMap(({ endpoint }) => endpoint.filter(each => !isAddress(each)))
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname } = new URL(text)
  return /^https?:$/.test(protocol) && /^(?:\/|\/v2\/?.*)$/.test(pathname)
}
