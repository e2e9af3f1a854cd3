import { present } from '@homelab/formats/present'
import { describe, expect, test } from 'vitest'
import { external, http, type Service, service, type Workload } from '../src/model.ts'
import { inCluster, nas, rented, resolved, server } from './parts.ts'

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

function site(via?: 'public'): Service {
  return service(import.meta, 'site', {
    title: 'site',
    summary: 'is public',
    ports: { http: http(9100) },
    workload: inCluster,
    probes: { health: { port: 'http', path: '/health', ...present({ via }) } },
    routes: {
      public: [
        { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } },
        { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' }, host: 'www' },
      ],
    },
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
      {
        name: 'web',
        service: 'web',
        title: 'web',
        by: 'prober',
        url: 'http://web.apps.svc.cluster.local:9100/ready',
      },
    ])
  })

  test('ask every public name for its page, as people on the internet do', () => {
    const { outsideProbes, flows } = resolved(site(), collector('prober', inCluster))
    expect(outsideProbes.map(({ name, title, service, url }) => [name, title, service, url])).toEqual([
      ['site', 'site', 'site', 'http://site.apps.svc.cluster.local:9100/health'],
      ['site.example.org', 'site.example.org', 'site', 'https://site.example.org/'],
      ['www.example.org', 'www.example.org', 'site', 'https://www.example.org/'],
    ])
    const [first] = flows.filter(({ origin, address }) => origin === 'probe' && address.via === 'public')
    expect(first).toMatchObject({ from: 'prober', to: 'site', address: { host: 'site.example.org', port: 443 } })
  })

  test('ask a public name once, where it is the health check itself', () => {
    const { outsideProbes } = resolved(site('public'), collector('prober', inCluster))
    expect(outsideProbes.map(({ url }) => url)).toEqual(['https://site.example.org/health', 'https://www.example.org/'])
  })

  test('that a service states are a finding where nothing leads there', () => {
    const elsewhere = service(import.meta, 'elsewhere', {
      title: 'elsewhere',
      summary: 'runs on a managed machine',
      ports: { http: http(9100) },
      workload: external(rented),
      probes: { health: { port: 'http', path: '/' } },
      metrics: { port: 'http', exporter: 'node' },
    })
    const { findings, scrapes, outsideProbes } = resolved(elsewhere, collector('prometheus', inCluster))
    expect(findings.map(({ code, where }) => `${code} ${where.subject} ${where.path}`).sort()).toEqual([
      'unreachable-route elsewhere metrics',
      'unreachable-route elsewhere probes.health',
    ])
    expect([...scrapes, ...outsideProbes].map(({ service: of }) => of)).not.toContain('elsewhere')
  })

  test('need a collector', () => {
    expect(resolved(exporter('web', inCluster)).outsideProbes).toEqual([])
  })
})
