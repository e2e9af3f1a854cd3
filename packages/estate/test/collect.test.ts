import { describe, expect, test } from 'vitest'
import { external, http, type Service, service, type Workload } from '../src/index.ts'
import { inCluster, nas, resolved, server } from './parts.ts'

function exporter(name: string, workload: Workload, port = 9100): Service {
  return service(import.meta, name, {
    title: name,
    summary: 'gives metrics',
    ports: { http: http(port) },
    workload,
    metrics: { port: 'http', exporter: 'node' },
    probes: { live: { port: 'http', path: '/live' }, ready: { port: 'http', path: '/ready' } },
  })
}

function collector(name: string, workload: Workload): Service {
  return service(import.meta, name, {
    title: name,
    summary: 'collects',
    ports: { http: http(9090) },
    workload,
    metrics: { port: 'http', exporter: 'prometheus' },
    collects: ['metrics', 'probes'],
  })
}

describe('who scrapes what', () => {
  const { scrapes } = resolved(
    exporter('in-cluster', inCluster),
    exporter('on-server', external(server)),
    exporter('on-nas', external(nas)),
    collector('agent', external(server)),
    collector('prometheus', inCluster),
  )
  const by = (name: string): string[] =>
    scrapes.filter(scrape => scrape.by === name).map(({ job, target }) => `${job} ${target}`)

  test('a collector scrapes its own place, and itself at localhost', () => {
    expect(by('agent')).toEqual(['on-server localhost:9100', 'agent localhost:9090'])
  })

  test("a cluster's collector also scrapes what has none of its own", () => {
    expect(by('prometheus')).toEqual([
      'in-cluster in-cluster.apps.svc.cluster.local:9100',
      'on-nas 192.0.2.2:9100',
      'prometheus localhost:9090',
    ])
  })
})

describe('outside probes', () => {
  test('ask what is ready, unless the service names another health check', () => {
    const { outsideProbes } = resolved(exporter('web', inCluster), collector('prober', inCluster))
    expect(outsideProbes).toEqual([
      { service: 'web', title: 'web', by: 'prober', url: 'http://web.apps.svc.cluster.local:9100/ready' },
    ])
  })

  test('need a collector', () => {
    expect(resolved(exporter('web', inCluster)).outsideProbes).toEqual([])
  })
})
