import { http, type Routes, type Service, service, tcp } from '@homelab/estate'
import { chart } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { fixture, kind, pod, server } from './findings/parts.ts'
import { objectsIn } from './support/objects.ts'
import { openFindings, render } from './support/render.ts'

function ingressesOf(tailnet: NonNullable<Routes<'http'>['tailnet']>) {
  const about = { title: 'Web', summary: 'web', ports: { http: http(80) }, workload: pod(), routes: { tailnet } }
  const { files, findings } = render(fixture(import.meta, { services: [service(import.meta, 'web', about)] }))
  expect(openFindings(findings)).toEqual([])
  return objectsIn(files).filter(({ kind }) => kind === 'Ingress')
}

test('each tailnet route is an Ingress of its own; the first has the name that it always had', () => {
  const ingresses = ingressesOf([{ port: 'http' }, { port: 'http', host: 'other' }])
  expect(ingresses.map(({ metadata, spec }) => [metadata.name, spec.tls[0].hosts[0]]).sort()).toEqual([
    ['web-other-tailscale', 'other'],
    ['web-tailscale', 'web'],
  ])
})

test('an endpoint says its tags only where they are not those of the proxies', () => {
  const [ingress] = ingressesOf({ port: 'http' })
  expect(ingress?.metadata).toEqual({
    name: 'web-tailscale',
    namespace: 'apps',
    annotations: { 'tailscale.com/proxy-class': 'default', 'tailscale.com/proxy-group': 'ingress' },
  })
})

function endpointsOf(one: Service) {
  const { files, findings } = render(fixture(import.meta, { services: [one] }))
  expect(openFindings(findings)).toEqual([])
  return objectsIn(files)
    .filter(({ kind }) => kind === 'Ingress' || kind === 'Service')
    .map(({ kind, metadata: { name }, spec }) => {
      const [port] = spec.ports ?? []
      const backend = spec.defaultBackend?.service
      return [kind, name, ...(backend === undefined ? [spec.type, port.port, port.targetPort] : [backend.name])]
    })
    .sort()
}

test('a TCP port is a device of its own, and no Ingress, which speaks HTTPS', () => {
  const forge = service(import.meta, 'forge', {
    title: 'Forge',
    summary: 'forge',
    ports: { http: http(3000), ssh: tcp(22, { target: 2222 }) },
    workload: pod(),
    routes: { tailnet: [{ port: 'http' }, { port: 'ssh', host: 'forge-ssh' }] },
  })
  expect(endpointsOf(forge)).toEqual([
    ['Ingress', 'forge-tailscale', 'forge'],
    ['Service', 'forge', undefined, 3000, 3000],
    ['Service', 'forge-ssh-tailscale', 'LoadBalancer', 22, 2222],
  ])
})

test('a chart is reached like everything else', () => {
  const web = service(import.meta, 'web', {
    title: 'Web',
    summary: 'web',
    ports: { http: http(80) },
    workload: chart({
      at: kind,
      namespace: 'web',
      serviceName: 'web-frontend',
      repository: 'https://git.example.com/charts.git',
      revision: 'v1.0.0',
      path: 'charts/web',
      releaseName: 'web',
      values: {},
    }),
    routes: { tailnet: { port: 'http' } },
  })
  expect(endpointsOf(web)).toEqual([['Ingress', 'web-frontend-tailscale', 'web-frontend']])
})

test('the metrics of a database server have a name in the cluster, with and without a way in', () => {
  const own = ['Service', 'pg-metrics', undefined, 9187, 9187]
  const about = { title: 'PostgreSQL', summary: 'a server', workload: server().props.workload }
  const measured = (routes: Routes<'metrics'>) =>
    service(import.meta, 'pg', { ...about, ports: { sql: tcp(5432), metrics: http(9187) }, routes })
  expect(endpointsOf(measured({}))).toEqual([own])
  expect(endpointsOf(measured({ tailnet: { port: 'metrics' } }))).toEqual([
    ['Ingress', 'pg-metrics-tailscale', 'pg-metrics'],
    own,
  ])
  expect(endpointsOf(measured({ tailnet: { port: 'metrics', listen: 9187 } }))).toEqual([
    own,
    ['Service', 'pg-metrics-tailscale', 'LoadBalancer', 9187, 9187],
  ])
})
