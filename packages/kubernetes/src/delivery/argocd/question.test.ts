import { cluster, host } from '@homelab/estate/model'
import { sampleCluster } from '@homelab/estate/samples'
import { expect, test } from 'vitest'
import { question } from './question.ts'
import { argoCd } from './settings.ts'

const at = cluster('lab', {
  on: host('box', { platform: 'linux', role: 'runs it' }),
  ...sampleCluster,
  delivery: argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' }),
})
const { judge } = question(at)

function application(sync: string, health: string, operationState?: object) {
  return { metadata: { name: 'wiki' }, status: { sync: { status: sync }, health: { status: health }, operationState } }
}

test.each([
  ['Synced', 'Healthy', 'up'],
  ['Synced', 'Degraded', 'warning'],
  ['Synced', 'Progressing', 'warning'],
  ['OutOfSync', 'Healthy', 'down'],
  ['OutOfSync', 'Missing', 'down'],
  ['Unknown', 'Healthy', 'unknown'],
])('%s, %s is %s', (sync, health, state) => {
  expect(judge(application(sync, health))).toEqual({ state, detail: `${sync}, ${health}` })
})

test('one whose last sync failed is down, though it shows as synced', () => {
  const after = (phase: string) => judge(application('Synced', 'Healthy', { phase, message: 'refused' }))
  expect(after('Failed')).toEqual({
    state: 'down',
    detail: 'Synced, Healthy, but the last sync: Failed, refused',
  })
  expect(after('Error').state).toBe('down')
  expect(after('Succeeded').state).toBe('up')
  expect(after('Running').state).toBe('up')
})

test('one that syncs by itself says why it did not', () => {
  const spec = { syncPolicy: { automated: {} } }
  const conditions = [{ type: 'SyncError', message: 'failed last sync attempt' }]
  const of = (more: object) => {
    const { status, ...rest } = application('OutOfSync', 'Healthy')
    return judge({ ...rest, spec, status: { ...status, ...more } })
  }
  const detail = 'OutOfSync, Healthy, although it syncs by itself'
  expect(of({ conditions })).toEqual({ state: 'down', detail: `${detail}: failed last sync attempt` })
  expect(of({}).detail).toContain(`${detail}: a window may hold it`)
})

test('one without a status is unknown', () => {
  expect(judge({ metadata: { name: 'wiki' } }).state).toBe('unknown')
})
