/** All objects of a cluster, so that it can be said what a second sync changed. */
import type { ControlPlane } from './control-plane.ts'

/** `KIND NAMESPACE/NAME` -> what a sync must not change of it. */
export type Snapshot = ReadonlyMap<string, string>

interface Thing {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly uid: string
    readonly labels?: object
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly [key: string]: unknown
}

/** What changes all the time, and what controllers make for themselves. */
const left =
  /^(events|leases|endpoints|endpointslices|pods|replicasets|controllerrevisions|applications|componentstatuses)(\.|$)/

/**
 * Argo CD writes down what it applied last: with ignored fields that holds the live status, though nothing changes by it.
 * The revision of a Deployment counts its ReplicaSets.
 */
const counted = /^(kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/revision)$/

export async function snapshot(plane: ControlPlane): Promise<Snapshot> {
  const { stdout } = await plane.kubectl(['api-resources', '--verbs=list', '--output=name'])
  const resources = stdout.split('\n').filter(name => name !== '' && !left.test(name))
  const words = ['get', resources.join(','), '--all-namespaces', '--output', 'json']
  const listed = await plane.kubectl(words)
  if (listed.exitCode !== 0) throw new Error(`the objects can't be listed: ${listed.stderr}`)
  const { items } = JSON.parse(listed.stdout) as { readonly items: readonly Thing[] }
  return new Map(
    items.map(({ status: _, metadata, ...rest }) => {
      const { name, namespace = '', uid, labels, annotations = {} } = metadata
      const own = Object.fromEntries(Object.entries(annotations).filter(([key]) => !counted.test(key)))
      return [`${rest.kind} ${namespace}/${name}`, JSON.stringify({ ...rest, uid, labels, annotations: own })]
    }),
  )
}

/** What is not as it was, a line each. */
export function changed(before: Snapshot, after: Snapshot): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(name => {
    const [was, is] = [before.get(name), after.get(name)]
    if (was === is) return []
    if (was === undefined) return [`${name} is new`]
    if (is === undefined) return [`${name} is gone`]
    const [old, now] = [JSON.parse(was), JSON.parse(is)] as [Record<string, unknown>, Record<string, unknown>]
    if (old['uid'] !== now['uid']) return [`${name} was recreated`]
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])]
    return [
      `${name} changed in ${keys.filter(key => JSON.stringify(old[key]) !== JSON.stringify(now[key])).join(', ')}`,
    ]
  })
}
