import { external, http, type LocalAddress, service, tcp } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { expect, test } from 'vitest'
import { asksPg, client, edge, lab, nas, readsDocs, server } from '../../tests/estate.ts'
import { inventoryOf } from './inventory.ts'

const named = (resolved: ReturnType<typeof lab>) =>
  Object.fromEntries(inventoryOf(resolved).endpoints.map(endpoint => [endpoint.name, endpoint]))

test('people, hosts, proxies and endpoints, each as it really is', () => {
  const inventory = inventoryOf(lab({ devices: [{ name: 'printer', tags: ['tag:k8s'] }] }))
  expect(inventory.users).toEqual([
    { login: '{{ person:boss }}', role: 'admin' },
    { login: '{{ person:guest }}', role: 'member' },
  ])
  const [linux, macos] = [{ 'node:os': 'linux' }, { 'node:os': 'macos' }]
  expect(inventory.endpoints).toEqual([
    { kind: 'device', name: 'server', identity: { by: 'tags', tags: ['tag:server', 'tag:forge'] }, posture: linux },
    { kind: 'device', name: 'nas', identity: { by: 'tags', tags: ['tag:nas'] } },
    { kind: 'device', name: 'laptop', identity: { by: 'owner', owner: '{{ person:guest }}' }, posture: macos },
    { kind: 'device', name: 'edge', identity: { by: 'tags', tags: ['tag:edge'] } },
    { kind: 'device', name: 'printer', identity: { by: 'tags', tags: ['tag:k8s'] } },
    { kind: 'device', name: 'operator', identity: { by: 'tags', tags: ['tag:k8s-operator'] } },
    { kind: 'device', name: 'ingress-0', identity: { by: 'tags', tags: ['tag:k8s'] } },
    { kind: 'device', name: 'ingress-1', identity: { by: 'tags', tags: ['tag:k8s'] } },
    {
      kind: 'service',
      name: 'svc:docs',
      tags: ['tag:k8s'],
      ports: [{ protocol: 'tcp', port: 443 }],
      hosts: ['ingress-0', 'ingress-1'],
    },
    {
      kind: 'device',
      name: 'sql',
      identity: { by: 'tags', tags: ['tag:k8s'] },
      ports: [{ protocol: 'tcp', port: 5432 }],
    },
  ])
})

test('a host answers on the ports of its services', () => {
  const web = service({ url: 'file:///lab/apps/lab/web.ts' }, 'web', {
    title: 'Web',
    summary: 'web',
    ports: { http: http(80, { target: 8080 }), debug: { protocol: 'udp', port: 53 } },
    workload: client('x', nas, () => []).props.workload,
  })
  expect(named(lab({}, web))['nas']).toMatchObject({
    ports: [
      { protocol: 'udp', port: 53 },
      { protocol: 'tcp', port: 8080 },
    ],
  })
})

test('a host answers besides its services where it says so', () => {
  const resolved = lab({})
  const hosts = resolved.hosts.map(host => (host.name === 'nas' ? { ...host, listens: { smb: tcp(445) } } : host))
  const { nas: storing, server: serving } = named({ ...resolved, hosts })
  expect(storing).toMatchObject({ ports: [{ protocol: 'tcp', port: 445 }] })
  expect(serving).not.toHaveProperty('ports')
})

test('what a host serves itself is a Service of that host, without tags of a cluster', () => {
  const api = service({ url: 'file:///lab/apps/lab/api.ts' }, 'api', {
    title: 'API',
    summary: 'api',
    ports: { http: http(6443) },
    workload: client('x', server, () => []).props.workload,
    routes: { tailnet: { port: 'http', host: 'k8s' } },
  })
  expect(named(lab({}, api))['svc:k8s']).toEqual({
    kind: 'service',
    name: 'svc:k8s',
    tags: [],
    ports: [{ protocol: 'tcp', port: 443 }],
    hosts: ['server'],
  })
})

test('endpoints that a restricted machine needs carry its tag, and no others', () => {
  const endpoints = named(lab({}, client('proxy', edge, readsDocs), client('other', nas, asksPg)))
  expect(endpoints['svc:docs']).toMatchObject({ tags: ['tag:k8s', 'tag:target'] })
  expect(endpoints['sql']).toMatchObject({ identity: { tags: ['tag:k8s'] } })
})

test('the proxy of a domain answers on the ports of its TCP routes, and no other host does', () => {
  const { ports: _, ...proxy } = client('caddy', server, () => [])
  const caddy = { ...proxy, ports: {}, props: { ...proxy.props, serves: 'ops' } } as const
  const sql = service({ url: 'file:///lab/apps/lab/sql.ts' }, 'store', {
    title: 'Store',
    summary: 'database',
    ports: { sql: tcp(5432) },
    workload: client('x', nas, () => []).props.workload,
    routes: { ops: { port: 'sql', listen: 15_432 } },
  })
  const { server: proxying, nas: storing } = named(lab({}, caddy, sql))
  expect(proxying).toMatchObject({ ports: [{ protocol: 'tcp', port: 15_432 }] })
  expect(storing).toMatchObject({ ports: [{ protocol: 'tcp', port: 5432 }] })
})

test('a node answers on what its cluster opens there: ports of nodes, and those of a load balancer on each node', () => {
  const text = { title: 'Web', summary: 'web' }
  const opened = (name: string, lan?: LocalAddress) =>
    service({ url: `file:///lab/apps/lab/${name}.ts` }, name, {
      ...text,
      ports: { http: http(8088, { target: 80 }) },
      workload: { ...external({ kind: 'cluster', name: 'kind' }), ...present({ lan }) },
    })
  const resolved = lab(
    {},
    opened('inside'),
    opened('balanced', { on: 'nodes' }),
    opened('elsewhere', { on: 'address', address: '192.0.2.240' }),
  )
  expect(named(resolved)['server']).toMatchObject({ ports: [{ protocol: 'tcp', port: 8088 }] })
  expect(named(lab({}, opened('inside')))['server']).not.toHaveProperty('ports')
})
