import type { DeliveryGroup } from '../delivery.ts'
import { deliveries } from '../delivery.ts'
import { entitiesIn } from '../entities.ts'
import type { Finding } from '../findings.ts'
import type { AnyOptions, Options, OptionsOfAny } from '../options.ts'
import { unknownOptions } from '../options.ts'
import type { Part } from '../part.ts'
import type { Cluster, ClusterSource, Host } from '../place.ts'
import type { Port } from '../port.ts'
import type { Health, Probe, Probes } from '../probe.ts'
import type { Runner } from '../runner.ts'
import type { Issuer, Metrics, OpsRoute, PublicRoute, Routes, ServiceCertificate, TailnetRoute } from '../service.ts'
import type { Stated, StatedNeed, StatedService } from '../state/stated.ts'
import type { Tile } from '../tile.ts'

const ofProbe: OptionsOfAny<Probe> = {
  ...{ by: true, port: true, path: true, service: true, command: true, delaySeconds: true, periodSeconds: true },
  ...{ timeoutSeconds: true, failureThreshold: true },
}
const ofHealth: Options<Health> = { port: true, path: true, via: true }
const ofProbes: Options<Probes> = { start: ofProbe, live: ofProbe, ready: ofProbe, health: ofHealth }
const ofMetrics: Options<Metrics> = {
  ...{ port: true, path: true, job: true, labels: true, exporter: true, login: { user: true, passwordFile: true } },
}
const ofTailnetRoute: Options<TailnetRoute> = { port: true, host: true, listen: true, paths: true }
const ofCertificate: OptionsOfAny<ServiceCertificate> = { name: true, authority: true, unverified: true }
const ofOpsRoute: Options<OpsRoute> = {
  ...{
    port: true,
    host: true,
    listen: true,
    domain: true,
    audience: true,
    allowedFrom: true,
    certificate: ofCertificate,
  },
  ...{ loginInFront: true, headers: { toService: true, toBrowser: true } },
}
const ofPublicRoute: Options<PublicRoute> = {
  ...{ port: true, host: true, listen: true, mode: true, loginPaths: true, refusedPaths: true },
  ...{ maxBodyMegabytes: true, exposed: { since: true, why: true } },
}
const ofRoutes: Options<Routes> = { tailnet: ofTailnetRoute, ops: ofOpsRoute, public: ofPublicRoute }
const ofRunner: Options<Runner> = {
  ...{ kind: true, label: true, daemon: true, isolates: true, jobs: { workflow: true, runs: true, secrets: true } },
}
const ofNeed: OptionsOfAny<StatedNeed> = {
  ...{ need: true, of: true, port: true, why: true, use: true, server: true, name: true, owner: true, bootstrap: true },
  ...{ role: true, backup: true, password: true, superuser: true, createdb: true, createrole: true, memberOf: true },
  ...{ reason: true, back: true, secret: true, public: true, client: true },
}
const ofIssuer: Options<Issuer> = {
  ...{ route: true, path: true, endpoints: { authorization: true, token: true, userInfo: true } },
}
const ofService: Options<StatedService> = {
  ...{ name: true, file: true, title: true, summary: true, ports: true, workload: true },
  ...{ probes: ofProbes, metrics: ofMetrics, routes: ofRoutes, runners: ofRunner, needs: ofNeed },
  ...{ tile: true, dashboards: true, serves: true, audiences: true, collects: true },
  ...{ backsUp: true, documents: true, issuer: ofIssuer, accepts: true, adopts: true, differences: true },
}
const ofPort: Options<Port> = { protocol: true, port: true, target: true, nodePort: true }
const ofTile: Options<Tile<string>> = {
  ...{ title: true, group: true, icon: true, description: true, podSelector: true },
  widget: { type: true, port: true, path: true, fields: true },
}
const ofHost: Options<Host> = {
  ...{ kind: true, name: true, platform: true, role: true, group: true, hardware: true, memory: true, user: true },
  ...{
    home: true,
    brewPrefix: true,
    ownedPaths: true,
    lanAddress: true,
    lanName: true,
    disks: true,
    listens: true,
    byHand: true,
  },
  ...{ processors: true, architecture: true, tailnet: true },
}
const ofSource: Options<ClusterSource> = { repository: true, revision: true, rendered: true, folder: true }
const ofCluster: Options<Omit<Cluster, 'deliveryName'>> = {
  ...{ kind: true, name: true, on: true, context: true, kubeconfig: true, version: true, server: true, apiPort: true },
  ...{ dnsDomain: true, storageClass: true, measuresClaims: true, claimFolders: true, source: ofSource },
  ...{ delivery: true, tailnet: true, secretStore: true, unhardened: true, defines: true, networkPolicies: true },
}

/**
 * Options that no type has, where it is known which there are: of services and places, of groups of objects where the cluster's
 * delivery says them, and of what a registered part says its options of. The compiler finds those that are written out, and none that is spread.
 */
export function checkUnknownOptions({ services, hosts, clusters, file }: Stated, parts: readonly Part[]): Finding[] {
  const ofPart = (thing: unknown, path: string): readonly string[] => {
    const kind = typeof thing === 'object' && thing !== null && 'kind' in thing ? String(thing.kind) : ''
    const options = parts.find(({ kinds }) => kinds.includes(kind))?.options
    return options === undefined ? [] : unknownOptions(thing, options, path)
  }
  // What stays hand-written may carry what is found by its own kind, wherever it stands: logs, files of metrics, schedules.
  const ofWorkload = (workload: StatedService['workload']): readonly string[] => {
    const unknown = ofPart(workload, 'workload')
    if (workload.kind !== 'external') return unknown
    const said = new Map<string, unknown>(Object.entries(workload).map(([key, value]) => [`workload.${key}`, value]))
    return unknown.filter(path => !isFound(said.get(path)))
  }
  // Groups are the delivery's own words.
  const ofGroups = ({ workload }: StatedService): readonly string[] => {
    const cluster = clusters.find(({ name }) => workload.at.kind === 'cluster' && name === workload.at.name)
    const options = cluster && deliveries.of(parts, cluster.delivery.kind)?.groupOptions
    return options === undefined
      ? []
      : groupsOf(workload).flatMap(([path, group]) => unknownOptions(group, options, `workload.${path}`))
  }
  return [
    ...services.flatMap(service => {
      const { name: subject, file: own, ports, tile, workload } = service
      const programs = 'programs' in workload && Array.isArray(workload.programs) ? workload.programs : []
      const all = [
        ...unknownOptions(service, ofService as AnyOptions),
        ...Object.entries(ports).flatMap(([name, port]) => unknownOptions(port, ofPort, `ports.${name}`)),
        ...unknownOptions(tile, ofTile as AnyOptions, 'tile'),
        ...ofWorkload(workload),
        ...('publicProxy' in workload ? ofPart(workload.publicProxy, 'workload.publicProxy') : []),
        ...ofGroups(service),
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

function isFound(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.values(entitiesIn(value)).some(all => all.length > 0)
}

/** Wherever a workload of a cluster names one. */
function groupsOf(workload: object): readonly (readonly [path: string, group: DeliveryGroup])[] {
  const said = workload as Readonly<Record<string, DeliveryGroup | readonly DeliveryGroup[] | undefined>>
  return ['application', 'accessApplication', 'crds', 'applications'].flatMap(key => {
    const groups = said[key]
    if (groups === undefined) return []
    return 'name' in groups
      ? [[key, groups] as const]
      : groups.map((each, index) => [`${key}[${index}]`, each] as const)
  })
}

function unread(where: Finding['where']): Finding {
  return {
    code: 'unread-option',
    where,
    problem: 'there is no such option, and nothing reads it',
    fix: 'correct its name, or leave it out',
  }
}
