import { localAddressOf } from '../workload.ts'
import type { Listening } from './access.ts'
import type { Mine } from './part.ts'
import type { Runs } from './runs.ts'
import type { MetricsSource } from './sight.ts'

/** What runs where nobody here knows: what stays hand-written, or a kind of workload without a part. */
export function unknownRuns(kind: string, mine: Mine): Runs {
  const { service, host } = mine
  const { address, addresses = {} } = service
  return {
    deliveries: [],
    releases: 'unknown',
    pods: 'unknown',
    units: 'unknown',
    files: 'unknown',
    folders: 'unknown',
    volumes: 'unknown',
    ports: listening(kind, mine, port => addresses[port] ?? address ?? 'unknown', host === undefined),
    delivered: 'unknown',
    reads: 'unknown',
    identities: 'unknown',
    provides: 'unknown',
    requires: 'unknown',
    logs: 'unknown',
    metrics: metricsOf(kind, mine),
    schedules: 'unknown',
    reaches: 'unknown',
    byHand: [],
    questions: [],
    operations: [],
  }
}

/** The ports of a service as what it answers on. */
export function listening(
  part: string,
  { service: { name, ports, lan }, routes }: Mine,
  hostOf: (port: string) => Listening['host'],
  inCluster: boolean,
): readonly Listening[] {
  return Object.entries(ports).map(([id, { protocol, port: number, target = number, nodePort }]) => {
    const local = localAddressOf(lan, id)
    return {
      id: `${name}/port/${id}`,
      part,
      port: id,
      protocol,
      number,
      target,
      host: hostOf(id),
      scopes: [
        ...(inCluster ? (['pods'] as const) : (['machine'] as const)),
        ...(inCluster && (nodePort !== undefined || local?.on === 'nodes') ? (['nodes'] as const) : []),
        ...(inCluster && local?.on === 'address' ? (['lan'] as const) : []),
        ...scopesOf(routes.filter(route => route.port === id)),
      ],
    }
  })
}

/** Whatever is private leads to members of the tailnet. */
function scopesOf(routes: Mine['routes']): Listening['scopes'] {
  return [...new Set(routes.map(({ kind }) => (kind === 'public' ? 'internet' : 'tailnet')))]
}

/** The series that are collected of a service, and those that it writes into files. */
export function metricsOf(part: string, { service: { name, textfiles }, scrapes }: Mine): readonly MetricsSource[] {
  return [
    ...scrapes.map(({ exporter, job, path, target, by: collector }) => ({
      ...{ id: `${name}/metrics/${job}/${target}`, part, exporter, job, path, collector },
      from: 'endpoint' as const,
    })),
    ...textfiles.map(({ path, exporter, everySeconds }) => ({
      ...{ id: `${name}/metrics/${path}`, part, exporter, path, everySeconds },
      from: 'file' as const,
    })),
  ]
}
