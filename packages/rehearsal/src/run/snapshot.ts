/** All objects of a cluster, so that it can be said what a second sync changed. */
import { present } from '@homelab/formats/present'
import { applicationOfObject, type KubeObject } from '../objects.ts'
import type { ControlPlane } from './control-plane.ts'

/** `KIND NAMESPACE/NAME` -> what a sync must not change of it. */
export type Snapshot = ReadonlyMap<string, string>

/** What changes all the time, and what controllers make for themselves. */
const left =
  /^(events|leases|endpoints|endpointslices|pods|replicasets|controllerrevisions|applications|componentstatuses|ipaddresses)(\.|$)/

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
  const { items } = JSON.parse(listed.stdout) as { readonly items: readonly KubeObject[] }
  return new Map(
    items.map(({ status: _, metadata, ...rest }) => {
      const { name, namespace = '', uid, labels, annotations = {}, ownerReferences = [] } = metadata
      // Its own namespace, or none: both are meant.
      const owners = [
        ...ownerReferences.flatMap(owner => [
          `${owner.kind} ${namespace}/${owner.name}`,
          `${owner.kind} /${owner.name}`,
        ]),
        ...claimOf(rest),
      ]
      const own = Object.fromEntries(Object.entries(annotations).filter(([key]) => !counted.test(key)))
      return [`${rest.kind} ${namespace}/${name}`, JSON.stringify({ ...rest, uid, labels, annotations: own, owners })]
    }),
  )
}

/** A volume that was made for a claim goes with it. */
function claimOf({ kind, spec }: { readonly kind: string; readonly spec?: unknown }): readonly string[] {
  const { claimRef } = (spec ?? {}) as { readonly claimRef?: { readonly namespace: string; readonly name: string } }
  if (kind !== 'PersistentVolume' || claimRef === undefined) return []
  return [`PersistentVolumeClaim ${claimRef.namespace}/${claimRef.name}`]
}

/** What is not as it was, with the Application that delivered it. */
export interface Change {
  readonly application?: string
  /** `KIND NAMESPACE/NAME` */
  readonly object: string
  /** What it belonged to: `KIND NAMESPACE/NAME`. */
  readonly owners?: readonly string[]
  readonly how: 'new' | 'gone' | 'recreated' | 'changed'
  /** In words, with its name. */
  readonly what: string
}

export function changed(before: Snapshot, after: Snapshot): readonly Change[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((object): readonly Change[] => {
    const [was, is] = [before.get(object), after.get(object)]
    if (was === is) return []
    const [old = {}, now = {}] = [was, is].map(text => JSON.parse(text ?? '{}') as Fields)
    const { annotations } = (was === undefined ? now : old) as unknown as KubeObject['metadata']
    const application = applicationOfObject({ metadata: { name: object, ...present({ annotations }) } })
    const of = { ...present({ application }), object }
    if (was === undefined) return [{ ...of, how: 'new', what: `${object} is new` }]
    const { owners } = old as unknown as { readonly owners: readonly string[] }
    if (is === undefined) return [{ ...of, owners, how: 'gone', what: `${object} is gone` }]
    if (old['uid'] !== now['uid']) return [{ ...of, owners, how: 'recreated', what: `${object} was recreated` }]
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])]
    const different = keys.filter(key => JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    return [{ ...of, how: 'changed', what: `${object} changed in ${different.join(', ')}` }]
  })
}

type Fields = Readonly<Record<string, unknown>>

/** Whether an object is still there that an Application delivered. */
export function isDelivered(all: Snapshot, application: string): boolean {
  return [...all.values()].some(text => {
    const { annotations = {} } = JSON.parse(text) as { readonly annotations?: Readonly<Record<string, string>> }
    return applicationOfObject({ metadata: { name: '', annotations } }) === application
  })
}
