/** Faults that no check of rendered files sees, each by the shape of what it is put into. */
import type { KubeObject } from '../objects.ts'
import { changedFile, type Delivered, type Fault, inFirst, type Rendered } from './fault.ts'

interface Rule {
  readonly verbs: readonly string[]
  readonly resources?: readonly string[]
  readonly resourceNames?: readonly string[]
}

interface External {
  readonly secretStoreRef?: { readonly kind?: string }
  readonly data?: readonly { readonly remoteRef: { readonly property?: string } }[]
}

interface Spec {
  readonly destination: { readonly namespace: string }
  readonly ignoreDifferences?: readonly { readonly kind: string; readonly jsonPointers?: readonly string[] }[]
  readonly syncPolicy?: { readonly syncOptions?: readonly string[] }
}

export const faults: readonly Fault[] = [
  {
    what: 'a wrong name in a Role',
    said: /ExternalSecret\/\S+ Degraded/,
    into: (delivered, all) =>
      delivered.manifests.some(({ object }) => object.kind === 'SecretStore')
        ? inFirst('Role', object => {
            const rules = (object['rules'] ?? []) as readonly Rule[]
            const index = rules.findIndex(
              ({ resourceNames, resources }) => resourceNames && resources?.[0] === 'secrets',
            )
            return index < 0 ? undefined : [['rules', index, 'resourceNames', 0], 'another']
          })(delivered, all)
        : undefined,
  },
  {
    what: 'a field that the vault does not have',
    said: /ExternalSecret\/\S+ Degraded/,
    into: inFirst('ExternalSecret', object => {
      const { data = [], secretStoreRef } = object['spec'] as External
      const index = data.findIndex(({ remoteRef }) => remoteRef.property !== undefined)
      if (secretStoreRef?.kind !== 'ClusterSecretStore' || index < 0) return undefined
      return [['spec', 'data', index, 'remoteRef', 'property'], 'another']
    }),
  },
  {
    what: 'a Role that is wider than the estate says',
    said: /may delete \S+ in \S+, which the estate does not say/,
    into: inFirst('Role', object => {
      const rules = (object['rules'] ?? []) as readonly Rule[]
      const index = rules.findIndex(
        ({ verbs, resourceNames }) => resourceNames === undefined && !verbs.includes('delete'),
      )
      return index < 0
        ? undefined
        : [
            ['rules', index, 'verbs'],
            [...(rules[index]?.verbs ?? []), 'delete'],
          ]
    }),
  },
  {
    what: 'a right that a program lacks',
    said: /may not list policy\/poddisruptionbudgets: \S+ needs it/,
    into: inFirst('ClusterRole', object => {
      const rules = (object['rules'] ?? []) as readonly Rule[]
      const others = rules.filter(({ resources = [] }) => !resources.includes('poddisruptionbudgets'))
      return others.length === rules.length ? undefined : [['rules'], others]
    }),
  },
  {
    what: 'an account that reads all Secrets',
    said: /may get secrets: it reads all Secrets/,
    into: inFirst('ClusterRole', object => {
      const rules = (object['rules'] ?? []) as readonly Rule[]
      return [['rules'], [...rules, { apiGroups: [''], resources: ['secrets'], verbs: ['get'] }]]
    }),
  },
  {
    what: 'an unknown field in a custom kind',
    said: /\.spec\.refreshIntervall: field not declared|unknown field "(spec\.)?refreshIntervall"/,
    into: inFirst('ExternalSecret', () => [['spec', 'refreshIntervall'], '1h']),
  },
  {
    what: 'an unknown field in a Deployment',
    said: /imagePullPolicyy: field not declared|unknown field "\S*imagePullPolicyy"/,
    into: inFirst('Deployment', () => [
      ['spec', 'template', 'spec', 'containers', 0, 'imagePullPolicyy'],
      'IfNotPresent',
    ]),
  },
  {
    what: 'a value that the API server refuses',
    said: /Service\/\S+: .*Invalid value/,
    into: inFirst('Service', () => [['spec', 'ports', 0, 'port'], 800_000]),
  },
  {
    what: 'a namespace that nobody makes',
    said: /namespaces? "\S+" not found/,
    into: (delivered, all) => {
      const { namespace } = specOf(delivered).destination
      const users = all.delivered.filter(other => specOf(other).destination.namespace === namespace)
      const beside = all.delivered
        .filter(other => other.name !== delivered.name)
        .some(({ manifests }) => manifests.some(({ object }) => object.metadata.namespace === namespace))
      return users.length === 1 && !beside && !isMade(all, namespace)
        ? withoutOption(delivered, all, 'CreateNamespace=true')
        : undefined
    },
  },
  {
    what: 'an Application for another cluster',
    said: /InvalidSpecError/,
    // Others wait for what has no pods: for kinds, and for stores.
    into: ({ path, manifests }, { files }) =>
      manifests.some(({ object }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind))
        ? changedFile(files, path, ['spec', 'destination', 'server'], 'https://kubernetes.elsewhere.svc')
        : undefined,
  },
  {
    what: 'an object that is too large to be written down in itself',
    said: /Too long/,
    into: inFirst('CustomResourceDefinition', ({ metadata }) => {
      const key = 'argocd.argoproj.io/sync-options'
      return metadata.annotations?.[key] === undefined ? undefined : [['metadata', 'annotations', key], undefined]
    }),
  },
  {
    what: 'a field of an operator that a sync puts back',
    said: /the second sync changed something: \S+ \S+ changed in spec/,
    into: (delivered, all) => {
      const ignored = specOf(delivered).ignoreDifferences ?? []
      const stated = ignored.some(({ kind, jsonPointers = [] }) =>
        delivered.manifests.some(
          ({ object }) => object.kind === kind && jsonPointers.some(each => isStated(object, each)),
        ),
      )
      return stated ? withoutOption(delivered, all, 'RespectIgnoreDifferences=true') : undefined
    },
  },
  {
    what: 'a kind after its object',
    said: /could not find|no matches for kind/,
    into: ({ name }, { files, delivered }) => {
      const kinds = `${name}-crds`
      if (!delivered.some(each => each.name === kinds)) return undefined
      return exchanged(files, `argocd app sync ${kinds}`, `argocd app sync ${name}`)
    },
  },
]

function specOf({ object }: Delivered): Spec {
  return object['spec'] as Spec
}

function isMade({ files, delivered }: Rendered, namespace: string): boolean {
  const all = delivered.flatMap(({ manifests }) => manifests)
  return (
    all.some(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace) ||
    [...files.values()].some(text => text.includes(`kubectl create namespace ${namespace}\n`))
  )
}

function withoutOption(delivered: Delivered, { files }: Rendered, option: string): Rendered['files'] | undefined {
  const options = specOf(delivered).syncPolicy?.syncOptions ?? []
  const others = options.filter(each => each !== option)
  if (others.length === options.length) return undefined
  // An empty list is not kept, and would differ.
  return others.length === 0
    ? changedFile(files, delivered.path, ['spec', 'syncPolicy'], undefined)
    : changedFile(files, delivered.path, ['spec', 'syncPolicy', 'syncOptions'], others)
}

/** A pointer of one level below the specification, as operators' fields are. */
function isStated(object: KubeObject, pointer: string): boolean {
  const [, first, key = '', ...more] = pointer.split('/')
  return first === 'spec' && more.length === 0 && key in ((object['spec'] ?? {}) as object)
}

/** Two lines of a guide, each in the place of the other. */
function exchanged(files: Rendered['files'], one: string, other: string): Rendered['files'] | undefined {
  const found = [...files].find(([, text]) => text.includes(`\n${one}\n`) && text.includes(`\n${other}\n`))
  if (found === undefined) return undefined
  const [path, text] = found
  const lines = text.split('\n').map(line => (line === one ? other : line === other ? one : line))
  return new Map([...files, [path, lines.join('\n')]])
}
