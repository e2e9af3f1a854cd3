import {
  endpoint,
  estate,
  external,
  type Finding,
  host,
  http,
  logFile,
  type Needs,
  type Resolved,
  type ResolvedService,
  resolvedOf,
  service,
} from '@homelab/estate/model'
import { emptyEstate } from '@homelab/estate/samples'
import { expect, test } from 'vitest'
import { asLokiPush, asRemoteWrite, type HostAlloySettings } from '../alloy.ts'
import { hostAlloyConfig, proxyAlloyConfig } from './alloy.ts'

const meta = { url: import.meta.url }
const box = host('box', { platform: 'linux', role: 'runs everything', lanAddress: '192.0.2.1' })
const other = host('other', { platform: 'linux', role: 'runs the rest', lanAddress: '192.0.2.2' })

function plain(name: string, at = box, ...files: readonly string[]) {
  return service(meta, name, {
    title: name,
    summary: 'is there',
    ports: { http: http(name === 'loki' ? 3100 : 9090) },
    workload: { ...external(at), logs: files.map(path => logFile(path)) } as ReturnType<typeof external>,
  })
}

const loki = plain('loki', other, '/var/log/other/loki.log')
const prometheus = plain('prometheus', other)
const web = plain('web', box, '/var/log/web.log', '/opt/web/web.log')

const collector = (needs: () => Needs) =>
  service(meta, 'collector', {
    title: 'Collector',
    summary: 'collects',
    ports: {},
    workload: external(box),
    collects: ['metrics', 'logs'],
    needs,
  })

const connected = collector(
  (): Needs => [
    endpoint(loki, 'http', 'pushes logs', asLokiPush()),
    endpoint(prometheus, 'http', 'pushes metrics', asRemoteWrite()),
  ],
)

const settings = {
  scrapeIntervalSeconds: 15,
  disableCollectors: [],
  textfileDirectory: '/var/textfile',
  logGroups: { system: '/var/log' },
}
// @ts-expect-error alerts of full disks are made of what this collector gives
void ({ ...settings, disableCollectors: ['filesystem'] } satisfies HostAlloySettings)
const onHost: Filler = (resolved, service) => hostAlloyConfig(resolved, service, settings)
const ofProxy = {
  accessLog: '/a',
  job: 'j',
  metricPrefix: 'm',
  scrapeIntervalSeconds: 15,
  lines: { perSecond: 1, burst: 1 },
}

type Filler = (resolved: Resolved, service: ResolvedService) => string | Finding

function filled(collecting: typeof connected, fill: Filler) {
  const resolved = resolvedOf(
    estate({ url: 'file:///root/apps/x/estate.ts' }, 'x', {
      ...emptyEstate,
      title: 'X',
      hosts: [box, other],
      services: [web, collecting, loki, prometheus],
    }),
  )
  const record = resolved.services.find(({ name }) => name === 'collector')
  if (record === undefined) throw new Error('the collector is gone')
  return fill(resolved, record)
}

test('a host’s Alloy tails the files of its own host, by folder, and pushes where its needs lead', () => {
  const text = filled(connected, onHost)
  expect(text).toContain('local.file_match "system" {\n\tpath_targets = [{\n\t\t__path__ = "/var/log/web.log",')
  expect(text).toContain('local.file_match "other_logs" {\n\tpath_targets = [{\n\t\t__path__ = "/opt/web/web.log",')
  expect(text).toContain('service  = "web",')
  expect(text).not.toContain('/var/log/other/loki.log')
  expect(text).toContain('url = "http://192.0.2.2:3100/loki/api/v1/push"')
  expect(text).toContain('url = "http://192.0.2.2:9090/api/v1/write"')
  expect(text).toContain('replacement  = "box"')
})

test.each<[string, Filler]>([
  ['a host', onHost],
  ['a proxy', (resolved, service) => proxyAlloyConfig(resolved, service, ofProxy)],
])('the Alloy of %s that does not say where it pushes to is a finding', (_, fill) => {
  const half = collector((): Needs => [endpoint(loki, 'http', 'pushes logs', asLokiPush())])
  expect(filled(half, fill)).toMatchObject({
    code: 'unfilled-slot',
    where: { subject: 'collector', path: 'needs' },
  })
})
