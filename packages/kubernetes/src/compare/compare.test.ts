import { cluster, host } from '@homelab/estate/model'
import { sampleCluster } from '@homelab/estate/samples'
import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import type { Manifest } from './json.ts'

const at = cluster('lab', {
  on: host('box', { platform: 'linux', role: 'runs it' }),
  ...sampleCluster,
  delivery: { kind: 'stand-in' },
})

function map(namespace: string | undefined, value = 'same'): Manifest {
  const metadata = namespace === undefined ? { name: 'settings' } : { name: 'settings', namespace }
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { value } }
}

/** What is seen of two sides of a group, with its namespace. */
function seen(
  ran: readonly Manifest[],
  rendered: readonly Manifest[],
  group: { readonly namespace?: string } = { namespace: 'wiki' },
) {
  const { unexplained, explained } = compare({
    ...{ ran, cluster: at, declared: [], kept: () => false, stays: () => false },
    ...{ rendered: rendered.map(manifest => ({ manifest, sources: [] })), delivery: { rules: [], marks: [] } },
    ...group,
  })
  expect(explained).toEqual([])
  return unexplained.map(each => [each.what, each.namespace ?? ''])
}

test('an object that says no namespace is in that of its group', () => {
  expect(seen([map(undefined)], [map('wiki')])).toEqual([])
  expect(seen([map('wiki')], [map(undefined)])).toEqual([])
  expect(seen([map('wiki')], [map('wiki')])).toEqual([])
})

test('an object of the same name in another namespace is another object', () => {
  expect(seen([map('feed')], [map('wiki')])).toEqual([
    ['new', 'wiki'],
    ['gone', 'feed'],
  ])
  expect(seen([map('feed'), map('wiki', 'other')], [map(undefined)])).toEqual([
    ['field', ''],
    ['gone', 'feed'],
  ])
})

test('where nobody says a namespace, the name alone tells', () => {
  expect(seen([map(undefined)], [map('wiki')], {})).toEqual([])
  expect(seen([map('wiki')], [map(undefined)], {})).toEqual([])
})

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/ */
const ofCronJobs = {
  ...{ suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1, concurrencyPolicy: 'Allow' },
}

test('what the API fills in is no difference, and another value is one', () => {
  const job = (more: object): Manifest =>
    ({
      ...{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'tidy', namespace: 'wiki' } },
      spec: { schedule: '@daily', ...more },
    }) as Manifest
  expect(seen([job(ofCronJobs)], [job({})])).toEqual([])
  for (const [name, value] of Object.entries(ofCronJobs)) {
    const other = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : 'Forbid'
    expect(seen([job({ [name]: value })], [job({})]), name).toEqual([])
    expect(seen([job({ [name]: other })], [job({})]), name).toEqual([['field', 'wiki']])
  }
})
