import { endpoint, estate, external, host, http, logFile, type Needs, resolvedOf, service } from '@homelab/estate'
import { expect, test } from 'vitest'
import { asLokiPush, asRemoteWrite } from '../alloy.ts'
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

function filled(collecting: typeof connected, fill: typeof hostAlloyConfig, given: object) {
  const resolved = resolvedOf(
    estate({ url: 'file:///root/apps/x/estate.ts' }, 'x', {
      title: 'X',
      hosts: [box, other],
      clusters: [],
      domains: {},
      vaults: [],
      people: [],
      shares: [],
      services: [web, collecting, loki, prometheus],
    }),
  )
  const record = resolved.services.find(({ name }) => name === 'collector')
  if (record === undefined) throw new Error('the collector is gone')
  return fill(resolved, record, given)
}

test('a host’s Alloy tails the files of its own host, by folder, and pushes where its needs lead', () => {
  const text = filled(connected, hostAlloyConfig, settings)
  expect(text).toContain('local.file_match "system" {\n\tpath_targets = [{\n\t\t__path__ = "/var/log/web.log",')
  expect(text).toContain('local.file_match "other_logs" {\n\tpath_targets = [{\n\t\t__path__ = "/opt/web/web.log",')
  expect(text).toContain('service  = "web",')
  expect(text).not.toContain('/var/log/other/loki.log')
  expect(text).toContain('url = "http://192.0.2.2:3100/loki/api/v1/push"')
  expect(text).toContain('url = "http://192.0.2.2:9090/api/v1/write"')
  expect(text).toContain('replacement  = "box"')
})

test.each([
  ['a host', hostAlloyConfig, settings],
  [
    'a proxy',
    proxyAlloyConfig,
    { accessLog: '/a', job: 'j', metricPrefix: 'm', scrapeIntervalSeconds: 15, lines: { perSecond: 1, burst: 1 } },
  ],
])('the Alloy of %s that does not say whither it pushes is a finding', (_, fill, given) => {
  const half = collector((): Needs => [endpoint(loki, 'http', 'pushes logs', asLokiPush())])
  expect(filled(half, fill, given)).toMatchObject({
    code: 'unfilled-slot',
    where: { subject: 'collector', path: 'needs' },
  })
})
