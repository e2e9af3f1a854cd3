import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { claims, persistentVolumes, pods } from './facts/adoption.ts'
import { applications } from './facts/applications.ts'
import { databaseClusters } from './facts/databases.ts'
import { type KubeObject, objectsIn } from './support/objects.ts'
import { render } from './support/render.ts'

const objects = objectsIn(render(blumeops).files)
const ofKind = (...kinds: readonly string[]): KubeObject[] => objects.filter(({ kind }) => kinds.includes(kind))

/** An adopting sync recreates nothing: what can't be changed in place equals the facts, and nothing else is there. */
describe('an adopting sync recreates nothing', () => {
  test('pods: names, selectors, service names, claim templates, volumes', () => {
    const rendered = ofKind('Deployment', 'StatefulSet', 'DaemonSet').map(
      ({ kind, metadata: { name, namespace }, spec }) => ({
        kind,
        namespace,
        name,
        selector: spec.selector.matchLabels,
        serviceName: spec.serviceName,
        claimTemplates: claimTemplates(spec.volumeClaimTemplates),
        volumes: volumes(spec.template.spec.volumes),
      }),
    )
    const expected = pods.map(({ source: _, ...entry }) => ({
      serviceName: undefined,
      claimTemplates: undefined,
      ...entry,
      volumes: entry.volumes ?? {},
    }))
    // Scratch space that holds nothing may come and go; whatever else a pod mounts is what it mounts today.
    const known = new Map(expected.map(entry => [`${entry.kind} ${entry.namespace}/${entry.name}`, entry]))
    for (const entry of rendered) {
      const fact = known.get(`${entry.kind} ${entry.namespace}/${entry.name}`)
      const scratch = Object.entries(entry.volumes).filter(
        ([name, what]) => what !== 'emptyDir' || name in (fact?.volumes ?? {}),
      )
      expect({ ...entry, volumes: Object.fromEntries(scratch) }).toEqual(fact)
      known.delete(`${entry.kind} ${entry.namespace}/${entry.name}`)
    }
    expect([...known.keys()]).toEqual([])
  })

  test('claims', () => {
    const rendered = ofKind('PersistentVolumeClaim').map(({ metadata: { name, namespace }, spec }) => ({
      namespace,
      name,
      size: spec.resources.requests.storage,
      accessModes: spec.accessModes,
      ...(spec.storageClassName === undefined ? {} : { storageClass: spec.storageClassName }),
      ...(spec.volumeName === undefined ? {} : { volumeName: spec.volumeName }),
    }))
    expect(sorted(rendered)).toEqual(sorted(claims.map(({ source: _, ...entry }) => entry)))
  })

  test('persistent volumes', () => {
    const rendered = ofKind('PersistentVolume').map(({ metadata: { name }, spec }) => ({
      name,
      size: spec.capacity.storage,
      accessModes: spec.accessModes,
      storageClass: spec.storageClassName,
      reclaimPolicy: spec.persistentVolumeReclaimPolicy,
      nfs: spec.nfs,
    }))
    expect(rendered).toEqual(persistentVolumes.map(({ source: _, ...entry }) => entry))
  })

  test('database clusters, whole', () => {
    const rendered = ofKind('Cluster').map(({ metadata: { name, namespace }, spec }) =>
      describeCluster(name, namespace, spec),
    )
    expect(sorted(rendered)).toEqual(sorted(databaseClusters.map(({ source: _, ...entry }) => entry)))
  })
})

interface ManagedRole {
  readonly name: string
  readonly login: boolean
  readonly inherit: boolean
  readonly ensure: string
  readonly connectionLimit: number
  readonly superuser?: boolean
  readonly createdb?: boolean
  readonly createrole?: boolean
  readonly inRoles?: readonly string[]
  readonly passwordSecret: { readonly name: string }
}

/** Every field of a rendered cluster in the words of the facts; an unknown one stands there as it is. */
function describeCluster(name: string, namespace: string | undefined, spec: KubeObject['spec']) {
  const { instances, imageName, storage, bootstrap, managed, resources, postgresql, ...others } = spec
  const { database, owner, postInitApplicationSQL = [], ...more } = bootstrap.initdb
  const amounts = ({ memory, cpu }: { memory: string; cpu: string }): string => `${memory} ${cpu}`
  return {
    namespace,
    name,
    image: imageName,
    instances,
    storage,
    bootstrap: {
      database,
      owner,
      extensions: postInitApplicationSQL.map((sql: string) => /^CREATE EXTENSION IF NOT EXISTS (.+);$/.exec(sql)?.[1]),
      ...more,
    },
    roles: (managed?.roles ?? []).map(roleText),
    parameters: postgresql.parameters,
    accessRules: postgresql.pg_hba,
    preload: postgresql.shared_preload_libraries ?? [],
    requests: amounts(resources.requests),
    limits: amounts(resources.limits),
    ...others,
  }
}

function roleText({ name, inRoles = [], passwordSecret, ...role }: ManagedRole): string {
  const flags = (['login', 'superuser', 'createdb', 'createrole'] as const).filter(flag => role[flag] === true)
  // What all roles have in common, facts K15.
  expect(role).toMatchObject({ connectionLimit: -1, ensure: 'present', inherit: true })
  return [name, ...flags, ...inRoles.flatMap(each => ['in', each]), '<-', passwordSecret.name].join(' ')
}

describe('the app of apps', () => {
  const rendered = new Map(ofKind('Application').map(object => [object.metadata.name, object]))

  test.each(applications)('$name', ({ name, namespace, sources, syncOptions, external }) => {
    const { metadata, spec } = rendered.get(name) ?? { metadata: undefined, spec: { destination: {} } }
    expect(metadata).toEqual({ name, namespace: 'argocd' })
    expect(spec.destination).toEqual({
      server: 'https://kubernetes.default.svc',
      ...(namespace === undefined ? {} : { namespace }),
    })
    expect(spec.project).toBe('default')
    // Syncs leave alone what is not compared: the known-hosts map, whose lines the estate does not give, the hash that
    // Kiwix's watcher wrote, and where the operator leads an egress.
    const ignoring = ['argocd', 'kiwix', 'tailscale-operator'].includes(name)
    const own = name === 'argocd' ? ['ClientSideApplyMigration=false'] : []
    const added = ignoring ? ['RespectIgnoreDifferences=true', ...own] : []
    expect(new Set(spec.syncPolicy.syncOptions)).toEqual(new Set([...(syncOptions ?? []), ...added]))
    expect(spec.syncPolicy.automated).toBeUndefined()
    const actual = (spec.sources ?? [spec.source]).map(describeSource)
    // What is rendered moved to `dist/`; the first source of a chart stays where the chart is.
    const moved = actual.map((source: string) => source.replace(/ dist\/argocd\/(apps|manifests\/.+)$/, ' argocd/$1'))
    if (external === true) expect(actual).toEqual(sources)
    else expect(moved.map(withoutFolder)).toEqual(expect.arrayContaining(sources.map(withoutFolder)))
  })

  test('Applications that the facts do not have are explained', () => {
    const known = new Set(applications.map(({ name }) => name))
    expect([...rendered.keys()].filter(name => !known.has(name))).toEqual(['tailscale-operator-crds'])
  })
})

type Source = Readonly<Record<'repoURL' | 'targetRevision' | 'path' | 'chart' | 'ref', string | undefined>>

function describeSource({ repoURL, targetRevision, path, chart, ref }: Source): string {
  return `${repoURL}@${targetRevision} ${ref === undefined ? (chart === undefined ? path : `chart:${chart}`) : `ref:${ref}`}`
}

/** Rendered folders carry the Application's name; two hand-written ones have another today. */
function withoutFolder(source: string): string {
  return source.replace(/argocd\/manifests\/[^/]+$/, 'argocd/manifests/*')
}

interface ClaimTemplate {
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly accessModes: readonly string[]
    readonly storageClassName?: string
    readonly resources: { readonly requests: { readonly storage: string } }
  }
}

function claimTemplates(templates: readonly ClaimTemplate[] | undefined): object | undefined {
  if (templates === undefined) return undefined
  return Object.fromEntries(
    templates.map(({ metadata: { name }, spec }) => [
      name,
      {
        size: spec.resources.requests.storage,
        accessModes: spec.accessModes,
        ...(spec.storageClassName === undefined ? {} : { storageClass: spec.storageClassName }),
      },
    ]),
  )
}

interface Volume {
  readonly name: string
  readonly configMap?: { readonly name: string }
  readonly persistentVolumeClaim?: { readonly claimName: string }
  readonly secret?: { readonly secretName: string }
  readonly hostPath?: { readonly path: string }
  readonly nfs?: { readonly server: string; readonly path: string }
}

function volumes(of: readonly Volume[] | undefined): Record<string, string> {
  return Object.fromEntries((of ?? []).map(volume => [volume.name, what(volume)]))
}

function what({ configMap, persistentVolumeClaim, secret, hostPath, nfs }: Volume): string {
  if (configMap !== undefined) return `configMap ${configMap.name}`
  if (persistentVolumeClaim !== undefined) return `claim ${persistentVolumeClaim.claimName}`
  if (secret !== undefined) return `secret ${secret.secretName}`
  if (hostPath !== undefined) return `hostPath ${hostPath.path}`
  return nfs === undefined ? 'emptyDir' : `nfs ${nfs.server}:${nfs.path}`
}

function sorted<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}
