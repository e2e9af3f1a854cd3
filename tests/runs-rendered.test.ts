import { deliveryOf, imageReference, known, type Pods, resolvedOf } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import logins from './fixtures/logins/estate.ts'
import porch from './fixtures/porch/estate.ts'
import shelf from './fixtures/shelf/estate.ts'
import { type KubeObject, objectsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'

/** What is said of the pods, Secrets and claims of an estate, against the manifests that a cluster would get. */
const estates = [
  ['blumeops', resolvedOnce(blumeops), objectsIn(render(blumeops).files)],
  ['minilab', resolvedOnce(minilab), objectsIn(render(minilab).files)],
  ['porch', resolvedOf(porch), objectsIn(render(porch).files)],
  ['shelf', resolvedOf(shelf), objectsIn(render(shelf).files)],
  ['logins', resolvedOf(logins), objectsIn(render(logins).files)],
] as const

const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'Cluster']

function podSpec({ kind, spec }: KubeObject): KubeObject['spec'] {
  return kind === 'CronJob' ? spec.jobTemplate.spec.template : spec.template
}

test.each(estates)('%s: every object with pods, its selector, images and how it rolls', (_, { services }, objects) => {
  const said = services.flatMap(({ runs }) => known(runs.pods)).filter(({ name }) => name !== 'unknown')
  const there = objects.filter(({ kind }) => kinds.includes(kind))
  expect(said.map(idOf).sort()).toEqual(
    there.map(({ kind, metadata }) => `${metadata.namespace} ${kind} ${metadata.name}`).sort(),
  )
  for (const object of there) {
    const pods = said.find(each => idOf(each) === `${object.metadata.namespace} ${object.kind} ${object.metadata.name}`)
    if (object.kind === 'Cluster') {
      expect(pods).toMatchObject({ replicas: object.spec.instances, containers: [{ image: object.spec.imageName }] })
      continue
    }
    const { metadata, spec } = podSpec(object)
    // A selector picks these pods: each of its labels stands on them.
    expect(metadata.labels).toMatchObject(
      pods === undefined || pods.selector === 'unknown' ? { no: 'pods' } : pods.selector,
    )
    if (object.kind !== 'CronJob' && object.kind !== 'Job')
      expect(pods?.selector).toEqual(object.spec.selector.matchLabels)
    const containers = [...spec.containers, ...(spec.initContainers ?? [])]
    expect(
      known(pods?.containers ?? [])
        .map(({ image }) => image)
        .sort(),
    ).toEqual(containers.map(({ image }) => image).sort())
    expect(pods?.rollout === 'recreate').toBe(
      object.kind === 'CronJob' || object.kind === 'Job' || object.spec.strategy?.type === 'Recreate',
    )
    const token = spec.automountServiceAccountToken === false ? 'none' : (spec.serviceAccountName ?? 'default')
    expect(pods?.token).toBe(token)
  }
})

function idOf({ namespace, kind, name }: Pods): string {
  return `${namespace} ${kind} ${name}`
}

test.each(estates)(
  '%s: every Secret that a manifest names is read, and every one that is made is delivered',
  (_, { services }, objects) => {
    const reads = new Set(
      services.flatMap(({ runs }) => known(runs.reads).map(({ namespace, name }) => `${namespace}/${name}`)),
    )
    const named = objects.flatMap(({ kind, metadata: { namespace }, spec }) =>
      kinds.includes(kind)
        ? [
            ...JSON.stringify(spec).matchAll(
              /"(?:secretKeyRef|secretRef|passwordSecret)":\{[^{}]*"name":"([^"]+)"|"secretName":"([^"]+)"/g,
            ),
          ].map(([, a, b]) => `${namespace}/${a ?? b}`)
        : [],
    )
    expect(named.filter(name => !reads.has(name))).toEqual([])
    const delivered = services.flatMap(({ runs }) =>
      known(runs.delivered).flatMap(secret => {
        const byStore =
          secret.to === 'secret'
            ? secret.by === 'external-secret'
            : secret.to === 'made-secret' && secret.copyOf !== undefined
        return byStore && secret.to !== 'host' ? [`${secret.namespace}/${secret.name}`] : []
      }),
    )
    const made = objects
      .filter(({ kind }) => kind === 'ExternalSecret')
      .map(({ metadata, spec }) => `${metadata.namespace}/${spec.target?.name ?? metadata.name}`)
    expect(delivered.sort()).toEqual(made.sort())
  },
)

test.each(estates)(
  '%s: every account that is made, with the rights that it is bound to',
  (_, { services }, objects) => {
    const said = services.flatMap(({ runs }) => known(runs.identities))
    const made = objects.filter(({ kind }) => kind === 'ServiceAccount')
    for (const { metadata } of made) {
      const { name, namespace } = metadata
      const identity = said.find(each => each.name === name && each.namespace === namespace)
      expect(identity, `${namespace}/${name}`).toBeDefined()
      if (identity === undefined || identity.rights === 'unknown') continue
      const rights = known(identity.rights).flatMap(({ verbs, on, names = [''], within }) =>
        verbs.flatMap(verb => on.flatMap(each => names.map(only => `${verb} ${each} ${only} in ${within}`))),
      )
      expect(rights.sort(), `${namespace}/${name}`).toEqual(boundTo(objects, `${namespace}/${name}`).sort())
    }
  },
)

interface Access extends KubeObject {
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[]
  readonly roleRef: { readonly kind: string; readonly name: string }
  readonly rules?: readonly Readonly<Partial<Record<string, readonly string[]>>>[]
}

/** `VERB ON NAME in NAMESPACE`, by the roles among the manifests. */
function boundTo(objects: readonly KubeObject[], account: string): string[] {
  const all = objects as readonly Access[]
  const bindings = all.filter(
    ({ kind, subjects = [], metadata }) =>
      /^(Cluster)?RoleBinding$/.test(kind) &&
      subjects.some(
        each => each.kind === 'ServiceAccount' && `${each.namespace ?? metadata.namespace}/${each.name}` === account,
      ),
  )
  return bindings.flatMap(({ kind, metadata, roleRef }) => {
    const within = kind === 'RoleBinding' ? metadata.namespace : 'the cluster'
    const role = all.find(
      each =>
        each.kind === roleRef.kind &&
        each.metadata.name === roleRef.name &&
        (each.kind === 'ClusterRole' || each.metadata.namespace === within),
    )
    return (role?.rules ?? []).flatMap(
      ({ verbs = [], resources = [], apiGroups = [], resourceNames, nonResourceURLs = [] }) => {
        const on = apiGroups.flatMap(group => resources.map(each => (group === '' ? each : `${group}/${each}`)))
        return verbs.flatMap(verb =>
          [...on, ...nonResourceURLs].flatMap(each =>
            (resourceNames ?? ['']).map(only => `${verb} ${each} ${only} in ${within}`),
          ),
        )
      },
    )
  })
}

test.each(estates)('%s: every claim that is made holds a volume', (_, { services }, objects) => {
  const said = services
    .flatMap(({ runs }) => known(runs.volumes))
    .flatMap(volume => ('objects' in volume ? (volume.objects ?? []) : []))
  const made = objects.filter(({ kind }) => kind === 'PersistentVolumeClaim' || kind === 'PersistentVolume')
  expect(said.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(
    made.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort(),
  )
})

test.each(estates)(
  '%s: every group of objects, of the services that it holds',
  (_, { services, clusters, parts }, objects) => {
    const said = services.flatMap(({ runs }) =>
      runs.deliveries.flatMap(each => (each.by === 'delivery' ? [each.group] : [])),
    )
    // What decrypts a vault is no group of anybody's objects.
    const made = objects.filter(
      ({ kind, spec }) =>
        kind === 'Application' ||
        kind === 'DeliveredGroup' ||
        (kind === 'Kustomization' && spec?.sourceRef !== undefined && spec.decryption === undefined),
    )
    const roots = clusters.flatMap(cluster => deliveryOf(parts, cluster)?.root(cluster) ?? [])
    expect([...new Set([...said, ...roots])].sort()).toEqual(
      [...new Set(made.map(({ metadata }) => metadata.name))].sort(),
    )
  },
)

test('an image of a workload runs in some container of its pods', () => {
  for (const [, { services }] of estates)
    for (const { images, runs } of services) {
      if (
        runs.pods === 'unknown' ||
        runs.pods.length === 0 ||
        runs.pods.some(({ containers }) => containers === 'unknown')
      )
        continue
      const running = new Set(runs.pods.flatMap(({ containers }) => known(containers).map(({ image }) => image)))
      expect(images.map(imageReference).filter(image => running.has(image)).length).toBeGreaterThan(0)
    }
})
