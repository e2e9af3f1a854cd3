import { http, type Routes, service } from '@homelab/estate'
import { expect, test } from 'vitest'
import { fixture, pod } from './findings/parts.ts'
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
