import { describe, expect, test } from 'vitest'
import {
  endpoint,
  external,
  http,
  https,
  type Needs,
  type Routes,
  type Service,
  service,
  tcp,
  type Workload,
} from '../src/model.ts'
import { afar, edge, inCluster, kind, nas, rented, resolved, routeOf, server, ways } from './parts.ts'

const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'private proxy',
  ports: { https: https(443) },
  workload: external(server),
  serves: 'ops',
})

const publicProxy = service(import.meta, 'public-proxy', {
  title: 'Public proxy',
  summary: 'public proxy',
  ports: {},
  workload: external(edge),
  serves: 'public',
})

function web(workload: Workload, routes: Routes<'http'> = {}, port = http(80)): Service<'http'> {
  return service(import.meta, 'web', { title: 'Web', summary: 'web', ports: { http: port }, workload, routes })
}

function consumer(workload: Workload, of: Service<'http'>): Service {
  return service(import.meta, 'consumer', {
    title: 'Consumer',
    summary: 'asks',
    ports: {},
    workload,
    needs: (): Needs => [endpoint(of, 'http', 'asks it things')],
  })
}

const tailnetOnly: Routes<'http'> = { tailnet: { port: 'http' } }
const both: Routes<'http'> = { tailnet: { port: 'http' }, ops: { port: 'http' } }

describe('how a consumer reaches a provider', () => {
  test.each<readonly [string, Workload, Workload, Routes<'http'>, string]>([
    ['in one cluster, by its name inside', inCluster, inCluster, both, 'cluster http://web.apps.svc.cluster.local:80'],
    ['on one host, by localhost', external(server), external(server), both, 'local http://localhost:80'],
    [
      'from a host to a cluster, through the private proxy',
      external(server),
      inCluster,
      both,
      'ops https://web.ops.example.org',
    ],
    [
      'from a host, over the tailnet where there is no other route',
      external(server),
      inCluster,
      { tailnet: { port: 'http' } },
      'tailnet https://web.tail.example.org',
    ],
    [
      'from a restricted machine, over the tailnet only',
      external(edge),
      inCluster,
      both,
      'tailnet https://web.tail.example.org',
    ],
    [
      'from a cluster to a host, by the address: pods resolve no local names',
      inCluster,
      external(nas),
      {},
      'lan http://192.0.2.2:80',
    ],
    ['from a host to a host, by the name', external(server), external(nas), {}, 'lan http://nas.lan:80'],
  ])('%s', (_, from, at, routes, way) => {
    const provider = web(at, routes)
    expect(ways(resolved(proxy, publicProxy, provider, consumer(from, provider)), 'consumer', 'web')).toEqual([way])
  })

  test('through a node port, where a cluster has no other way in', () => {
    const provider = web(external(kind), {}, http(80, { nodePort: 30080 }))
    expect(ways(resolved(provider, consumer(external(nas), provider)), 'consumer', 'web')).toEqual([
      'lan http://192.0.2.1:30080',
    ])
  })

  test('at another name for a single port', () => {
    const provider = web({ ...inCluster, addresses: { http: '*-rw.apps.svc.cluster.local' } })
    expect(ways(resolved(provider, consumer(inCluster, provider)), 'consumer', 'web')).toEqual([
      'cluster http://web-rw.apps.svc.cluster.local:80',
    ])
  })

  test.each<readonly [string, Workload, Workload, Routes<'http'>]>([
    ['from a managed machine to a host: there is no local network', external(edge), external(nas), {}],
    ['from a managed machine without a tailnet', external(rented), inCluster, both],
    ['from the local network to a managed machine', external(nas), external(rented), {}],
    ['from one managed machine to another', external(edge), external(rented), {}],
    ['from a cluster on a managed machine to a host', external(afar), external(nas), {}],
    ['from a host outside of the tailnet, where there is no other route', external(nas), inCluster, tailnetOnly],
  ])('not at all: %s', (_, from, at, routes) => {
    const provider = web(at, routes)
    const { findings, flows } = resolved(proxy, provider, consumer(from, provider))
    expect(findings.map(({ code, where }) => `${code} ${where.subject}`)).toEqual(['unreachable-route consumer'])
    expect(flows.filter(({ origin }) => origin === 'need')).toEqual([])
  })

  test('not at all: a finding instead of a guess', () => {
    const provider = web(inCluster)
    const { findings, flows } = resolved(provider, consumer(external(nas), provider))
    expect(findings.map(({ code }) => code)).toEqual(['unreachable-route'])
    expect(flows).toEqual([])
  })
})

describe('where a proxy connects to', () => {
  test.each<readonly [string, Workload, Routes<'http'>, string]>([
    ['beside it on the host', external(server), { ops: { port: 'http' } }, 'local http://localhost:80'],
    ['to the tailnet endpoint of a cluster', inCluster, both, 'tailnet https://web.tail.example.org'],
    ['to another host', external(nas), { ops: { port: 'http' } }, 'lan http://nas.lan:80'],
  ])('%s', (_, at, routes, way) => {
    const backend = routeOf(resolved(proxy, web(at, routes)), 'web', 'ops')?.backend
    expect(`${backend?.via} ${backend?.url}`).toBe(way)
  })

  test('nowhere, where it is a managed machine and the service is on a host', () => {
    const provider = web(external(nas), {
      public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } },
    })
    const { findings, routes } = resolved(publicProxy, provider)
    expect(findings.map(({ code, where }) => `${code} ${where.subject} ${where.path}`)).toEqual([
      'unreachable-route web routes.public',
    ])
    expect(routes.map(({ backend }) => backend)).toEqual([undefined])
  })

  test.each<readonly [string, Workload]>([
    ['on a host', external(nas)],
    ['in a cluster', external(afar)],
  ])('nowhere, where no tailnet leads to a service %s', (_, at) => {
    const { findings } = resolved(web(at, tailnetOnly))
    expect(findings.map(({ code, where }) => `${code} ${where.subject} ${where.path}`)).toEqual([
      'unreachable-route web routes.tailnet',
    ])
  })

  test('for TCP, on a port of its own', () => {
    const git = service(import.meta, 'git', {
      title: 'Git',
      summary: 'git',
      ports: { ssh: tcp(2200) },
      workload: external(server),
      routes: { ops: { port: 'ssh', listen: 2222 } },
    })
    const route = routeOf(resolved(proxy, git), 'git', 'ops')
    expect(route).toMatchObject({ protocol: 'tcp', listen: 2222, url: 'tcp://git.ops.example.org:2222' })
    expect(route?.backend).toMatchObject({ host: 'localhost', port: 2200 })
  })
})

describe('what an endpoint carries', () => {
  test('the tags of its cluster, when nothing restricted reaches it', () => {
    expect(routeOf(resolved(proxy, web(inCluster, both)), 'web', 'tailnet')?.tags).toEqual(['tag:k8s'])
  })

  test('also the tag by which a restricted machine that needs it may reach it', () => {
    const provider = web(inCluster, both)
    const estate = resolved(proxy, publicProxy, provider, consumer(external(edge), provider))
    expect(routeOf(estate, 'web', 'tailnet')?.tags).toEqual(['tag:k8s', 'tag:target'])
  })

  test('and that of a public proxy, for its route', () => {
    const provider = web(inCluster, {
      ...both,
      public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } },
    })
    expect(routeOf(resolved(proxy, publicProxy, provider), 'web', 'tailnet')?.tags).toEqual(['tag:k8s', 'tag:target'])
  })
})
