import { describe, expect, test } from 'vitest'
import { askApplication, askOtherApplications } from '../src/run/argocd.ts'
import { askRemoteApi } from '../src/run/kubernetes-api.ts'
import { askPods } from '../src/run/pods.ts'
import { answering, ended } from './asking.ts'

const context = 'lab'

function pod(
  name: string,
  change: { readonly ready?: boolean; readonly phase?: string; readonly labels?: object } = {},
) {
  const { ready = true, phase = 'Running', labels = { app: 'wiki' } } = change
  return {
    metadata: { name, namespace: 'wiki', labels },
    status: { phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  }
}

describe('pods', () => {
  const ask = (items: readonly object[]) =>
    askPods({ kind: 'pods', context, namespace: 'wiki', labels: { app: 'wiki' } }, answering({ listing: { items } }))

  test('all ready', async () => {
    expect(await ask([pod('a'), pod('b')])).toEqual({ state: 'up', detail: '2 ready' })
  })

  test('none, none of these labels, none in this namespace, or none that is still wanted', async () => {
    const elsewhere = { ...pod('a'), metadata: { ...pod('a').metadata, namespace: 'other' } }
    const leaving = { ...pod('a'), metadata: { ...pod('a').metadata, deletionTimestamp: '2026-02-08T00:00:00Z' } }
    const others = [pod('a', { labels: { app: 'search' } }), pod('a', { phase: 'Succeeded' }), elsewhere, leaving]
    expect(await ask(others)).toEqual({ state: 'down', detail: 'no pod' })
  })

  test('some not ready is a warning, all not ready is down', async () => {
    const waiting = {
      ...pod('b', { ready: false }),
      status: { phase: 'Pending', containerStatuses: [{ state: { waiting: { reason: 'ImagePullBackOff' } } }] },
    }
    expect(await ask([pod('a'), waiting])).toEqual({ state: 'warning', detail: '1 of 2 ready: b ImagePullBackOff' })
    expect(await ask([pod('c', { ready: false })])).toEqual({ state: 'down', detail: '0 of 1 ready: c Running' })
  })
})

describe('Applications', () => {
  const application = (name: string, sync?: string, health?: string) => ({
    metadata: { name },
    status: { sync: { status: sync }, health: { status: health } },
  })
  const ask = (...items: readonly object[]) =>
    askApplication(
      { kind: 'application', context, namespace: 'argocd', name: 'wiki' },
      answering({ listing: { items } }),
    )

  test.each([
    ['Synced', 'Healthy', 'up'],
    ['Synced', 'Degraded', 'warning'],
    ['Synced', 'Progressing', 'warning'],
    ['OutOfSync', 'Healthy', 'down'],
    ['OutOfSync', 'Missing', 'down'],
    ['Unknown', 'Healthy', 'unknown'],
  ])('%s, %s is %s', async (sync, health, state) => {
    expect(await ask(application('wiki', sync, health))).toEqual({ state, detail: `${sync}, ${health}` })
  })

  test('one whose last sync failed is down, though it shows as synced', async () => {
    const { metadata, status } = application('wiki', 'Synced', 'Healthy')
    const after = (phase: string) => ({
      metadata,
      status: { ...status, operationState: { phase, message: 'refused' } },
    })
    const failed = { state: 'down', detail: 'Synced, Healthy, but the last sync: Failed, refused' }
    expect(await ask(after('Failed'))).toEqual(failed)
    expect((await ask(after('Error'))).state).toBe('down')
    expect((await ask(after('Succeeded'))).state).toBe('up')
    expect((await ask(after('Running'))).state).toBe('up')
  })

  test('one that is not there is down; one without a status is unknown', async () => {
    expect(await ask(application('search', 'Synced', 'Healthy'))).toEqual({ state: 'down', detail: 'not there' })
    expect((await ask({ metadata: { name: 'wiki' } })).state).toBe('unknown')
  })

  test('those that the estate does not know are named', async () => {
    const others = (...items: readonly object[]) =>
      askOtherApplications(
        { kind: 'other-applications', context, namespace: 'argocd', known: ['wiki'] },
        answering({ listing: { items } }),
      )
    expect(await others(application('wiki', 'OutOfSync'))).toEqual({ state: 'up', detail: 'none' })
    expect(await others(application('old', 'Synced', 'Healthy'))).toEqual({
      state: 'warning',
      detail: 'old (Synced, Healthy)',
    })
    expect((await others(application('old', 'OutOfSync'))).state).toBe('down')
  })
})

test('a cluster that cannot be asked is unknown everywhere', async () => {
  const listing = { problem: 'kubectl is not installed here' }
  const nobody = answering({ listing })
  const answers = await Promise.all([
    askPods({ kind: 'pods', context, namespace: 'wiki', labels: {} }, nobody),
    askApplication({ kind: 'application', context, namespace: 'argocd', name: 'wiki' }, nobody),
    askOtherApplications({ kind: 'other-applications', context, namespace: 'argocd', known: [] }, nobody),
  ])
  expect(answers).toEqual(answers.map(() => ({ state: 'unknown', detail: listing.problem })))
})

test('an API that refuses is down; one that nobody could ask is unknown', async () => {
  const ask = (kubectl: ReturnType<typeof ended>) =>
    askRemoteApi({ kind: 'remote-api', context }, answering({ kubectl }))
  expect(await ask(ended(0, 'ok'))).toEqual({ state: 'up', detail: 'ok' })
  expect((await ask(ended(1, '', 'The connection to the server was refused'))).state).toBe('down')
  const { exitCode: _, ...never } = { ...ended(1, ''), problem: 'no kube configuration has the context lab' }
  expect((await ask(never)).state).toBe('unknown')
})
