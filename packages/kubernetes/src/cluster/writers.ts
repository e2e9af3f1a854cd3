import type { Finding } from '@homelab/estate/model'
import type { Manifest, OwnedObject } from './manifest.ts'
import { containersOf, podsOf } from './pod-spec.ts'

/** One object's pods, which may write a claim. */
interface Writer {
  readonly object: OwnedObject
  /** The volume's name in the pod. */
  readonly volume: string
  readonly claim: string
}

/**
 * Volumes that one pod may write at a time are written by one pod at a time: SQLite, and most of what keeps files, allows no
 * second one. `ReadWriteOnce` does not keep it away, since it counts nodes and not pods:
 * https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export function checkWriters(objects: readonly OwnedObject[]): Finding[] {
  const modes = new Map(
    objects
      .filter(({ manifest }) => manifest.kind === 'PersistentVolumeClaim')
      .map(({ manifest }) => [nameOf(manifest), accessModes(manifest)]),
  )
  // A claim that is made elsewhere is taken for the usual one.
  const writers = objects.flatMap(writersOf).filter(({ claim }) => isForOne(modes.get(claim)))
  const several = writers.flatMap(writer => {
    const problem = overlap(writer.object.manifest)
    return problem === undefined ? [] : [contested(writer, problem)]
  })
  const shared = [...Map.groupBy(writers, ({ claim }) => claim).values()].flatMap(([first, ...others]) =>
    others
      .filter(({ object }) => object !== first?.object)
      .map(other =>
        contested(other, {
          problem: `pods of ${titleOf(first?.object.manifest)} write the same claim`,
          expected: 'one of the two mounts it with `readOnly: true`',
          fix: 'let one of them write, or give each a claim of its own',
        }),
      ),
  )
  return [...several, ...shared]
}

type Overlap = Pick<Finding, 'problem' | 'fix'> & { readonly expected: string }

/** Why two pods of one object run at once; `undefined` where they don't. */
function overlap({ kind, spec }: Manifest): Overlap | undefined {
  const once = { expected: '1', fix: 'run one pod, or give each a claim of its own' }
  switch (kind) {
    case 'Deployment':
      if ((spec.replicas ?? 1) > 1) return { problem: `${spec.replicas} pods write it at once`, ...once }
      if (spec.strategy?.type === 'Recreate') return undefined
      return {
        problem: 'the new pod starts before the old one ends, and both write it',
        expected: "strategy: 'Recreate'",
        fix: "say `strategy: 'Recreate'`, or mount it with `readOnly: true`",
      }
    case 'StatefulSet':
      return (spec.replicas ?? 1) > 1 ? { problem: `${spec.replicas} pods write it at once`, ...once } : undefined
    case 'DaemonSet':
      return { problem: 'a pod on each node writes it', expected: 'a volume of the node', fix: 'use `hostPath`' }
    case 'CronJob':
      // A run that is replaced may still be ending while the next one starts.
      return spec.concurrencyPolicy === 'Forbid'
        ? undefined
        : {
            problem: 'a run may begin before the last one ended, and both write it',
            expected: "concurrency: 'Forbid'",
            fix: "say `concurrency: 'Forbid'`",
          }
    default:
      return undefined
  }
}

function contested({ object, volume }: Writer, { problem, expected, fix }: Overlap): Finding {
  const { service, file, manifest } = object
  return {
    code: 'contested-volume',
    where: { subject: service, path: `${titleOf(manifest)}.volumes.${volume}`, file },
    problem,
    expected,
    fix,
  }
}

function writersOf(object: OwnedObject): Writer[] {
  const { manifest } = object
  const { pod = {} } = podsOf(manifest) ?? {}
  const mounts = containersOf(pod).flatMap(({ volumeMounts = [] }) => volumeMounts)
  return (pod.volumes ?? []).flatMap(({ name, persistentVolumeClaim: claim }) => {
    const written = mounts.some(mount => mount.name === name && mount.readOnly !== true)
    if (claim === undefined || claim.readOnly === true || !written) return []
    return [{ object, volume: name, claim: `${manifest.metadata.namespace}/${claim.claimName}` }]
  })
}

function isForOne(modes: readonly string[] | undefined): boolean {
  return modes === undefined || modes.some(mode => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')
}

function accessModes({ spec }: Manifest): readonly string[] {
  return spec?.accessModes ?? []
}

function nameOf({ metadata }: Manifest): string {
  return `${metadata.namespace}/${metadata.name}`
}

function titleOf(manifest: Manifest | undefined): string {
  return manifest === undefined ? '' : `${manifest.kind} ${manifest.metadata.name}`
}
