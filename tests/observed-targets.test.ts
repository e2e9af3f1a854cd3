/** What gives metrics in an estate, and by which labels it is picked. */
import { external, http } from '@homelab/estate'
import { proxyLogExporter, sightParts } from '@homelab/observability'
import { describe, expect, test } from 'vitest'
import { box, pod } from './findings/parts.ts'
import {
  clusterCollector,
  collectorService,
  hostCollector,
  loki,
  make,
  prometheus,
  proxy,
  registry,
  seen,
  seenIn,
  seriesOf,
} from './support/watched.ts'

describe('targets', () => {
  test('what Prometheus scrapes is picked by its job', () => {
    expect(seen(prometheus, loki).targets).toEqual([
      {
        service: 'prometheus',
        title: 'Metrics',
        page: 'services/prometheus',
        series: { job: 'prometheus' },
        exporters: ['prometheus'],
      },
      { service: 'loki', title: 'Logs', page: 'services/loki', series: { job: 'loki' }, exporters: ['loki'] },
    ])
  })

  test('by its instance, too, where the job has several or the service names one', () => {
    const two = ['one', 'two'].map(name =>
      make(name, {
        ports: { http: http(80) },
        workload: pod(),
        metrics: { port: 'http', exporter: 'go', job: 'shared' },
      }),
    )
    const named = make('sql', {
      ports: { metrics: http(9187) },
      workload: pod(),
      metrics: { port: 'metrics', exporter: 'cnpg', labels: { instance: 'sql' } },
    })
    expect(seriesOf(prometheus, ...two, named)).toEqual([
      { job: 'prometheus' },
      { job: 'shared', instance: 'one.apps.svc.cluster.local:80' },
      { job: 'shared', instance: 'two.apps.svc.cluster.local:80' },
      { job: 'sql', instance: 'sql' },
    ])
  })

  test('a collector of a host brings the host, its text files, and names what it scrapes after the host', () => {
    const { targets } = seen(prometheus, loki, hostCollector, collectorService, registry)
    expect(targets.slice(2).map(({ title, series, exporters }) => ({ title, series, exporters }))).toEqual([
      {
        title: 'box',
        series: { job: 'integrations/unix', instance: 'box' },
        exporters: ['node-linux', 'zot-textfile'],
      },
      { title: 'Registry', series: { job: 'images', instance: 'box' }, exporters: ['zot'] },
    ])
  })

  test('a proxy counts requests, as the exporter of its prefix says', () => {
    const counts = proxyLogExporter('access-log', 'nginx')
    expect(seen(prometheus, loki, proxy()).targets.at(-1)?.exporters).toEqual([])
    const { targets, shippers } = seenIn({ parts: [...sightParts, counts] }, prometheus, loki, proxy())
    expect(targets.at(-1)).toMatchObject({
      service: 'proxy',
      series: { job: 'prometheus.scrape.self', instance: 'edge' },
      exporters: ['access-log'],
    })
    const series = { job: 'prometheus.scrape.self', instance: 'edge' }
    expect(shippers).toMatchObject([{ name: 'proxy', delivers: series, own: series }])
  })

  test('what no catalogue lists gives nothing that could be read', () => {
    const odd = make('odd', { ports: { http: http(80) }, workload: pod(), metrics: { port: 'http', exporter: 'od' } })
    expect(seen(prometheus, odd).targets.at(-1)?.exporters).toEqual([])
  })
})

describe('a cluster', () => {
  const state = make('state', {
    ports: { http: http(8080) },
    workload: pod(),
    metrics: { port: 'http', exporter: 'kube-state-metrics' },
  })

  test('is known by the service that shows its state', () => {
    expect(seen(prometheus, state).clusters).toEqual([{ service: 'state', title: 'kind', page: 'services/state' }])
  })

  test('has the page of the service of its name, where it is run as one', () => {
    const asService = make('kind', { title: 'The cluster', workload: external(box) })
    expect(seen(prometheus, state, asService).clusters).toEqual([
      { service: 'kind', title: 'kind', page: 'services/kind' },
    ])
  })

  test('without one, nothing is said of its pods', () => {
    expect(seen(prometheus).clusters).toEqual([])
  })

  test('its nodes are asked where the estate says so, and deliver', () => {
    const { targets, volumes, shippers } = seen(prometheus, loki, clusterCollector(60))
    expect(targets.at(-1)).toMatchObject({
      title: 'cAdvisor of kind',
      series: { job: 'cadvisor' },
      exporters: ['cadvisor'],
    })
    expect(volumes.at(-1)).toMatchObject({
      name: 'kind/disk',
      measured: { by: 'cadvisor', series: { job: 'cadvisor' } },
    })
    expect(shippers).toMatchObject([{ name: 'pods', delivers: { job: 'cadvisor' } }])
  })

  test('else its first probe says whether its collector delivers', () => {
    const probed = make('web', {
      ports: { http: http(80) },
      workload: pod(),
      probes: { ready: { port: 'http', path: '/' } },
    })
    expect(seen(prometheus, loki, clusterCollector(), probed).shippers).toMatchObject([
      { name: 'pods', delivers: { job: 'integrations/blackbox/web' } },
    ])
    expect(seen(prometheus, loki, clusterCollector()).shippers).toEqual([])
  })
})

describe('stores', () => {
  test('Prometheus has its pages behind the private name, else in the tailnet', () => {
    expect(seen(prometheus).prometheus).toMatchObject({
      series: { job: 'prometheus' },
      url: 'https://metrics.ops.example.org',
    })
    const { routes: _, ...rest } = prometheus.props
    expect(seen(make('prometheus', { ...rest, routes: { tailnet: { port: 'http' } } })).prometheus?.url).toBe(
      'https://prometheus.tail.example.org',
    )
    expect(seen(make('prometheus', rest)).prometheus?.url).toBeUndefined()
  })

  test('Loki is where somebody pushes logs, and is measured', () => {
    expect(seen(prometheus, loki, hostCollector).loki).toMatchObject({ service: 'loki', series: { job: 'loki' } })
    expect(seen(prometheus, loki).loki).toBeUndefined()
  })
})

test('a probe over https knows a certificate', () => {
  const probes = { health: { port: 'http', path: '/' } } as const
  const inside = make('inside', { title: 'Inside', ports: { http: http(80) }, workload: pod(), probes })
  const outside = make('outside', {
    title: 'Outside',
    ports: { http: http(80) },
    workload: external(box),
    probes,
    routes: { ops: { port: 'http' } },
  })
  expect(seen(prometheus, loki, clusterCollector(), inside, outside).probes).toEqual([
    { service: 'inside', title: 'Inside', page: 'services/inside', job: 'integrations/blackbox/inside' },
    { service: 'outside', title: 'Outside', page: 'services/outside', job: 'integrations/blackbox/outside', tls: true },
  ])
})
