/** What monitoring reads of an estate besides ports and probes. */

import { expect, test } from 'vitest'
import {
  cron,
  daily,
  domain,
  estate,
  external,
  host,
  http,
  type Resolved,
  resolvedOf,
  type Schedule,
  type Service,
  service,
  textfile,
} from '../src/model.ts'
import { emptyEstate } from './samples.ts'

const box = host('box', { platform: 'linux', role: 'the machine', disks: ['/'] })
const meta = { url: 'file:///repo/apps/lab/estate.ts' }
const facts = { title: 'Docs', summary: 'docs', workload: external(box) }

test('text files of metrics are found anywhere inside a workload', () => {
  const file = textfile('/var/lib/metrics/disks.prom', { exporter: 'disks', everySeconds: 60 })
  const workload = { ...external(box), programs: [{ collector: { gives: file } }] }
  const [found] = resolved(service(meta, 'disks', { ...facts, ports: {}, workload })).services
  expect(found?.textfiles).toEqual([file])
})

test('the address of the documentation is that of the route that its service names', () => {
  const docs = { ...facts, ports: { http: http(80) }, routes: { ops: { port: 'http' } } } as const
  expect(resolved(service(meta, 'docs', { ...docs, documents: 'ops' })).documentation).toBe(
    'https://docs.ops.example.org',
  )
  expect(resolved(service(meta, 'docs', docs)).documentation).toBeUndefined()
})

test('documentation through a route that is not there is a finding', () => {
  const { documentation, findings } = resolved(service(meta, 'docs', { ...facts, ports: {}, documents: 'public' }))
  expect(documentation).toBeUndefined()
  expect(findings.map(({ code, where: { subject, path } }) => [code, subject, path])).toEqual([
    ['unreachable-route', 'docs', 'documents'],
  ])
})

test('the runs of backups come with the longest pause between them', () => {
  expect(backups(daily(2))?.backsUp).toEqual({
    repository: 'vault',
    schedule: daily(2),
    longestSeconds: 600,
    longestPauseSeconds: 86_400,
  })
})

test('a schedule that cannot be read is one finding, and no backup is expected', () => {
  const wrong = cron('at night')
  expect(backups(wrong)?.backsUp).toBeUndefined()
  expect(resolved(backupService(wrong)).findings.map(({ code }) => code)).toEqual(['invalid-schedule'])
})

function backups(schedule: Schedule): Resolved['services'][number] | undefined {
  return resolved(backupService(schedule)).services[0]
}

/** The workload has the schedule, too. */
function backupService(schedule: Schedule): Service {
  const workload = { ...external(box), schedule }
  return service(meta, 'backup', {
    ...facts,
    ports: {},
    workload,
    backsUp: { repository: 'vault', schedule, longestSeconds: 600 },
  })
}

function resolved(one: Service): Resolved {
  const ops = domain('ops', 'ops.example.org')
  return resolvedOf(
    estate(meta, 'lab', { ...emptyEstate, title: 'Lab', hosts: [box], domains: { ops }, services: [one] }),
  )
}
