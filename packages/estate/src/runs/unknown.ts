import type { Mine } from './part.ts'
import type { Listening, Runs } from './runs.ts'

/** What runs where nobody here knows: what stays hand-written, or a kind of workload without a part. */
export function unknownRuns(kind: string, { service, host }: Mine): Runs {
  const { address, addresses = {} } = service
  return {
    deliveries: [],
    releases: 'unknown',
    pods: 'unknown',
    units: 'unknown',
    files: 'unknown',
    folders: 'unknown',
    volumes: 'unknown',
    ports: listening(kind, service, port => addresses[port] ?? address ?? 'unknown', host === undefined),
    delivered: 'unknown',
    reads: 'unknown',
    identities: 'unknown',
    provides: 'unknown',
    requires: 'unknown',
    logs: 'unknown',
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
  { name, ports }: Mine['service'],
  hostOf: (port: string) => Listening['host'],
  inCluster: boolean,
): readonly Listening[] {
  return Object.entries(ports).map(([id, { protocol, port: number, target = number, nodePort }]) => ({
    id: `${name}/port/${id}`,
    part,
    port: id,
    protocol,
    number,
    target,
    host: hostOf(id),
    scope: inCluster ? (nodePort === undefined ? 'pods' : 'nodes') : 'machine',
  }))
}
