/** Changes between two revisions, and what must be said of them before a sync. */
import { changedFile, type Fault, inFirst } from './fault.ts'

interface PodController {
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> }
}

interface Database {
  readonly storage?: { readonly size?: string }
}

interface Claim {
  readonly resources?: { readonly requests?: { readonly storage?: string } }
  readonly volumeName?: string
}

export const changes: readonly Fault[] = [
  {
    what: 'an immutable field that changes',
    said: /Deployment \S+ is refused: .*field is immutable/s,
    into: ({ manifests }, { files }) => {
      for (const { path, object } of manifests) {
        const [key] = Object.keys((object['spec'] as PodController | undefined)?.selector?.matchLabels ?? {})
        if (object.kind !== 'Deployment' || key === undefined) continue
        const selected = changedFile(files, path, ['spec', 'selector', 'matchLabels', key], 'another')
        return changedFile(selected, path, ['spec', 'template', 'metadata', 'labels', key], 'another')
      }
      return undefined
    },
  },
  {
    what: 'a claim that shrinks',
    said: /PersistentVolumeClaim \S+ is refused: .*can not be less/s,
    into: inFirst('PersistentVolumeClaim', object => {
      const { resources, volumeName } = object['spec'] as Claim
      if (resources?.requests?.storage === undefined || volumeName !== undefined) return undefined
      return [['spec', 'resources', 'requests', 'storage'], '1Mi']
    }),
  },
  {
    what: 'a database whose storage grows, on volumes that do not',
    said: /Cluster \S+ is not made as it says: .*storageclass that provisions the pvc must support resize/s,
    into: inFirst('Cluster', object => {
      const { storage } = object['spec'] as Database
      return storage?.size === undefined ? undefined : [['spec', 'storage', 'size'], '100Ti']
    }),
  },
  {
    what: 'an object that is renamed',
    turns: 'fine',
    said: /ConfigMap (\S+) is pruned; ConfigMap \1-renamed is made/,
    into: inFirst('ConfigMap', ({ metadata }) =>
      metadata.labels === undefined ? undefined : [['metadata', 'name'], `${metadata.name}-renamed`],
    ),
  },
  {
    what: 'a change that keeps every object',
    turns: 'fine',
    said: /^$/,
    into: inFirst('ConfigMap', object => {
      const [key] = Object.keys((object['data'] ?? {}) as object)
      return key === undefined ? undefined : [['data', key], '# another text\n']
    }),
  },
]
