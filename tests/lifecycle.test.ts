import { http, image, type Service, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import minilab from '../apps/minilab/estate.ts'
import { k3s } from '../apps/minilab/places.ts'
import { openFindings, render } from './support/render.ts'

/** A service like any other, under a name. */
function guest(name: string): Service {
  return service({ url: new URL(`../apps/minilab/services/${name}.ts`, import.meta.url).href }, name, {
    title: 'Guest',
    summary: 'comes and goes',
    ports: { http: http(8080, { nodePort: 30880 }) },
    workload: deployment({
      at: k3s,
      namespace: name,
      serviceType: 'NodePort',
      container: { image: image('ghcr.io/example/guest', '1.0.0') },
    }),
    routes: { ops: { port: 'http' } },
  })
}

const before = render(minilab)
const withGuest = (name: string): ReturnType<typeof render> =>
  render({ ...minilab, services: [...minilab.services, guest(name)] })

/** Files that list all services change when one comes; everything else stays to the byte. */
const lists = /^(estate\.json|caddy\/|docs\/|ansible\/)/

test('adding a service adds its files and changes no other manifest', () => {
  const after = withGuest('guest')
  expect(openFindings(after.findings)).toEqual([])
  const added = [...after.files.keys()].filter(path => !before.files.has(path))
  expect(added.filter(path => path.startsWith('argocd/'))).toEqual([
    'argocd/apps/guest.yaml',
    'argocd/manifests/guest/Deployment-guest.yaml',
    'argocd/manifests/guest/NetworkPolicy-default-deny.yaml',
    'argocd/manifests/guest/NetworkPolicy-guest.yaml',
    'argocd/manifests/guest/Service-guest.yaml',
  ])
  const changed = [...before.files].filter(([path, content]) => after.files.get(path) !== content).map(([path]) => path)
  expect(changed.filter(path => !lists.test(path))).toEqual([])
})

test('removing it restores every byte', () => {
  withGuest('guest')
  expect([...render(minilab).files]).toEqual([...before.files])
})

test('renaming it moves its files', () => {
  const one = [...withGuest('guest').files.keys()]
  const other = [...withGuest('visitor').files.keys()]
  expect(other.sort()).toEqual(one.map(path => path.replaceAll('guest', 'visitor')).sort())
})
