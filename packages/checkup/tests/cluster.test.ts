import type { DeliveryQuestion, Verdict } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import { askDelivered, askOthersDelivered } from '../src/run/delivered.ts'
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

describe('what a delivery keeps of its groups', () => {
  const by: DeliveryQuestion = {
    resource: 'bundles.example.org',
    what: { one: 'bundle', others: 'bundles' },
    judge: object => (object as { readonly judged: Verdict }).judged,
  }
  const bundle = (name: string, state: Verdict['state']) => ({
    metadata: { name },
    judged: { state, detail: `it is ${state}` },
  })
  const ask = (...items: readonly object[]) =>
    askDelivered({ kind: 'delivered', context, by, name: 'wiki' }, answering({ listing: { items } }))
  const others = (...items: readonly object[]) =>
    askOthersDelivered({ kind: 'others-delivered', context, by, known: ['wiki'] }, answering({ listing: { items } }))

  test('is as the delivery judges it; what is not there is down', async () => {
    expect(await ask(bundle('search', 'up'), bundle('wiki', 'warning'))).toEqual({
      ...{ state: 'warning', detail: 'it is warning' },
    })
    expect(await ask(bundle('search', 'up'))).toEqual({ state: 'down', detail: 'not there' })
  })

  test('those that the estate does not know are named', async () => {
    expect(await others(bundle('wiki', 'down'))).toEqual({ state: 'up', detail: 'none' })
    expect(await others(bundle('old', 'up'))).toEqual({ state: 'warning', detail: 'old (it is up)' })
    expect((await others(bundle('old', 'down'))).state).toBe('down')
  })

  test('nobody to ask is unknown', async () => {
    const problem = 'kubectl is not installed here'
    const nobody = answering({ listing: { problem } })
    const answers = [
      await askDelivered({ kind: 'delivered', context, by, name: 'wiki' }, nobody),
      await askOthersDelivered({ kind: 'others-delivered', context, by, known: [] }, nobody),
    ]
    expect(answers).toEqual(answers.map(() => ({ state: 'unknown', detail: problem })))
  })
})

test('a cluster that cannot be asked is unknown everywhere', async () => {
  const listing = { problem: 'kubectl is not installed here' }
  const nobody = answering({ listing })
  const answers = await Promise.all([askPods({ kind: 'pods', context, namespace: 'wiki', labels: {} }, nobody)])
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
