import type { Finding } from '../findings.ts'
import type { AnyOptions, Options } from '../options.ts'
import { unknownOptions } from '../options.ts'
import type { Part } from '../part.ts'
import type { Cluster, ClusterSource, Host } from '../place.ts'
import type { Port } from '../port.ts'
import type { Stated, StatedService } from '../state/stated.ts'
import type { Tile } from '../tile.ts'

const ofService: Options<StatedService> = {
  ...{ name: true, file: true, title: true, summary: true, ports: true, workload: true, probes: true, metrics: true },
  ...{ routes: true, tile: true, dashboards: true, serves: true, audiences: true, collects: true, runners: true },
  ...{ backsUp: true, documents: true, needs: true, accepts: true, adopts: true, differences: true },
}
const ofPort: Options<Port> = { protocol: true, port: true, target: true, nodePort: true }
const ofTile: Options<Tile> = {
  ...{ title: true, group: true, icon: true, description: true, podSelector: true },
  widget: { type: true, fields: true },
}
const ofHost: Options<Host> = {
  ...{ kind: true, name: true, platform: true, role: true, group: true, hardware: true, user: true, home: true },
  ...{ brewPrefix: true, ownedPaths: true, lanAddress: true, lanName: true, disks: true, listens: true, byHand: true },
  tailnet: true,
}
const ofSource: Options<ClusterSource> = { repository: true, revision: true, rendered: true, folder: true }
const ofCluster: Options<Cluster> = {
  ...{ kind: true, name: true, on: true, context: true, kubeconfig: true, version: true, server: true, apiPort: true },
  ...{ dnsDomain: true, storageClass: true, measuresClaims: true, claimFolders: true, source: ofSource },
  ...{ delivery: true, tailnet: true, secretStore: true, unhardened: true, defines: true, networkPolicies: true },
}

/**
 * Options that no type has, where it is known which there are: of services and places, and of what a registered part says its
 * options of. The compiler finds those that are written out, and none that is spread.
 */
export function checkUnknownOptions({ services, hosts, clusters, file }: Stated, parts: readonly Part[]): Finding[] {
  const ofPart = (thing: unknown, path: string): readonly string[] => {
    const kind = typeof thing === 'object' && thing !== null && 'kind' in thing ? String(thing.kind) : ''
    const options = parts.find(({ kinds }) => kinds.includes(kind))?.options
    return options === undefined ? [] : unknownOptions(thing, options, path)
  }
  return [
    ...services.flatMap(service => {
      const { name: subject, file: own, ports, tile, workload } = service
      const programs = 'programs' in workload && Array.isArray(workload.programs) ? workload.programs : []
      const all = [
        ...unknownOptions(service, ofService as AnyOptions),
        ...Object.entries(ports).flatMap(([name, port]) => unknownOptions(port, ofPort, `ports.${name}`)),
        ...unknownOptions(tile, ofTile as AnyOptions, 'tile'),
        ...ofPart(workload, 'workload'),
        ...programs.flatMap((program, index) => ofPart(program, `workload.programs[${index}]`)),
      ]
      return all.map(path => unread({ subject, path, file: own }))
    }),
    ...hosts.flatMap(host =>
      unknownOptions(host, ofHost as AnyOptions).map(path => unread({ subject: host.name, path, file })),
    ),
    ...clusters.flatMap(cluster =>
      [...unknownOptions(cluster, ofCluster as AnyOptions), ...ofPart(cluster.delivery, 'delivery')].map(path =>
        unread({ subject: cluster.name, path, file }),
      ),
    ),
  ]
}

function unread(where: Finding['where']): Finding {
  return {
    code: 'unread-option',
    where,
    problem: 'there is no such option, and nothing reads it',
    fix: 'correct its name, or leave it out',
  }
}
