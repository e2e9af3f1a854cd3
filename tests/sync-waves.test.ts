/** In one sync a Secret is there before the pods that read it: by the delivery's own kind order custom objects come last. */
import blumeops from '@homelab/app-blumeops'
import { http, notBackedUp, service } from '@homelab/estate'
import { application, claim, existingClaim, externalSecret } from '@homelab/kubernetes'
import { describe, expect, test } from 'vitest'
import { byArgoCd } from './findings/by-argocd.ts'
import { fixture, kind, pod, reading, secrets, store } from './findings/parts.ts'
import { type KubeObject, objectsIn } from './support/objects.ts'
import { render } from './support/render.ts'

const wave = 'argocd.argoproj.io/sync-wave'

function waveOf({ metadata }: KubeObject): number {
  const { annotations = {} } = metadata as { readonly annotations?: Readonly<Record<string, string>> }
  return Number(annotations[wave] ?? 0)
}

const delivered = externalSecret('words', { data: { password: secrets.app.password } })

interface Binding {
  readonly subjects?: readonly { readonly name: string }[]
  readonly roleRef?: { readonly name: string }
}

/** The waves of what makes the Secret, where a service reads it or not. */
function waves(workload: ReturnType<typeof pod>, cluster = byArgoCd): readonly number[] {
  const services = [service(import.meta, 'app', { title: 'App', summary: 'reads', ports: {}, workload }), store]
  const { files } = render(fixture(import.meta, { clusters: [cluster], services }))
  return objectsIn(files)
    .filter(({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name === 'words')
    .map(waveOf)
}

test('what makes a Secret comes before the pods that read it', () => {
  expect(waves(pod({ at: byArgoCd, ...reading('words'), secrets: [delivered] }))).toEqual([-1])
})

test('one that no pod reads waits for nobody', () => {
  expect(waves(pod({ at: byArgoCd, secrets: [delivered] }))).toEqual([0])
})

test('before its namespace it could not be made', () => {
  expect(waves(pod({ at: byArgoCd, ...reading('words'), secrets: [delivered], ownsNamespace: true }))).toEqual([0])
})

test('in another Application it would hold up what nobody awaits', () => {
  const accessApplication = application('access')
  expect(waves(pod({ at: byArgoCd, ...reading('words'), secrets: [delivered], accessApplication }))).toEqual([0])
})

test('a delivery without waves is told nothing', () => {
  expect(waves(pod({ ...reading('words'), secrets: [delivered] }), kind)).toEqual([0])
})

test('a Job that pods wait for comes after all else, and before them and what only they mount', () => {
  const { container } = reading('words')
  const kept = { size: '1Gi', holds: 'something', backup: notBackedUp('a test') }
  const workload = pod({
    at: byArgoCd,
    container: { ...container, mounts: { data: '/data', index: '/index' } },
    strategy: 'Recreate',
    volumes: [claim('data', 'app-data', kept), claim('index', 'app-index', kept)],
    secrets: [delivered],
    once: [
      {
        ...{ name: 'app-migrate', restart: 'Never', beforePods: true },
        container: { ...container, name: 'migrate', mounts: { index: '/index' } },
        volumes: [existingClaim('index', 'app-index')],
      },
    ],
  })
  const services = [
    service(import.meta, 'app', { title: 'App', summary: 'reads', ports: { http: http(80) }, workload }),
  ]
  const { files } = render(fixture(import.meta, { clusters: [byArgoCd], services: [...services, store] }))
  const own = objectsIn(files).filter(({ metadata }) => metadata.namespace === 'apps')
  expect(
    Object.fromEntries(own.map(each => [`${each.kind} ${each.metadata.name.slice(0, 11)}`, waveOf(each)])),
  ).toEqual({
    'ExternalSecret words': -1,
    'Service app': 0,
    'Job app-migrate': 1,
    'PersistentVolumeClaim app-index': 1,
    'Deployment app': 2,
    'PersistentVolumeClaim app-data': 2,
  })
})

test('a Job of each sync is a hook: before the pods it comes with the sync, after all else that they wait for', () => {
  const { container } = reading('words')
  const job = (name: string, when: 'before-pods' | 'after-all' | 'after-failure') => ({
    ...{ name, when, restart: 'Never' as const },
    container: { ...container, name },
  })
  const workload = pod({
    ...{ at: byArgoCd, container, secrets: [delivered] },
    eachSync: [job('app-migrate', 'before-pods'), job('app-fill', 'after-all'), job('app-tell', 'after-failure')],
  })
  const services = [service(import.meta, 'app', { title: 'App', summary: 'reads', ports: {}, workload }), store]
  const { files } = render(fixture(import.meta, { clusters: [byArgoCd], services }))
  const hook = 'argocd.argoproj.io/hook'
  const own = objectsIn(files).filter(({ metadata }) => metadata.namespace === 'apps')
  const annotated = own.map(({ kind, metadata }) => {
    const { annotations = {} } = metadata as { readonly annotations?: Readonly<Record<string, string>> }
    return [`${kind} ${metadata.name}`, annotations[wave], annotations[hook], annotations[`${hook}-delete-policy`]]
  })
  expect(annotated).toEqual([
    ['Deployment app', '2', undefined, undefined],
    ['ExternalSecret words', '-1', undefined, undefined],
    ['Job app-fill', undefined, 'PostSync', 'BeforeHookCreation'],
    ['Job app-migrate', '1', 'Sync', 'BeforeHookCreation'],
    ['Job app-tell', undefined, 'SyncFail', 'BeforeHookCreation'],
  ])
  // A sync waits for them, and not forever.
  expect(own.filter(({ kind }) => kind === 'Job').map(({ spec }) => spec?.['activeDeadlineSeconds'])).toEqual([
    600, 600, 600,
  ])
})

describe('in the estate', () => {
  const objects = objectsIn(render(blumeops).files)
  const groups = Map.groupBy(objects, ({ path }) => path.split('/').slice(0, -1).join('/'))
  const early = objects.filter(each => waveOf(each) < 0)

  test('some Secrets come first', () => {
    expect(early.filter(({ kind }) => kind === 'ExternalSecret').length).toBeGreaterThan(1)
  })

  // One that waits for what comes later would wait for good.
  test.each(early.map(each => [each.path, each] as const))(
    '%s has what it needs in its wave, or before',
    (path, each) => {
      const beside = groups.get(path.split('/').slice(0, -1).join('/')) ?? []
      const account: unknown = each.spec?.provider?.kubernetes?.auth.serviceAccount.name
      const bindings = beside.filter(
        ({ kind, ...rest }) =>
          kind === 'RoleBinding' && (rest as Binding).subjects?.some(({ name }) => name === account) === true,
      )
      const roles = bindings.map(binding => (binding as Binding).roleRef?.name)
      // What a store may read is given by these: it is not well before.
      const given = beside.filter(({ kind, metadata }) => kind === 'Role' && roles.includes(metadata.name))
      if (account !== undefined) expect([bindings.length, given.length]).toEqual([1, 1])
      const needed = beside.filter(
        ({ kind, metadata }) =>
          bindings.some(binding => binding.metadata === metadata) ||
          given.some(role => role.metadata === metadata) ||
          (kind === 'Namespace' && metadata.name === each.metadata.namespace) ||
          (kind === each.spec?.secretStoreRef?.kind && metadata.name === each.spec.secretStoreRef.name) ||
          (kind === 'ServiceAccount' && metadata.name === account),
      )
      expect(needed.filter(other => waveOf(other) > waveOf(each)).map(other => other.path)).toEqual([])
    },
  )
})
