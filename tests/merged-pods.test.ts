import { image, service } from '@homelab/estate'
import { emptyDir } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { fixture, pod } from './findings/parts.ts'
import { objectsIn } from './support/objects.ts'
import { openFindings, render } from './support/render.ts'

test('what a pod states as it is stands beside what its workload states', () => {
  const web = service(import.meta, 'web', {
    title: 'Web',
    summary: 'web',
    ports: {},
    workload: pod({
      container: { image: image('example.org/app', '1.0.0'), mounts: { cache: '/cache', socket: '/run/socket' } },
      sidecars: [{ name: 'proxy', image: image('example.org/proxy', '1.0.0') }],
      initContainers: [{ name: 'first', image: image('example.org/first', '1.0.0') }],
      volumes: [emptyDir('cache')],
      podSecurity: { runAsUser: 1000 },
      pod: {
        nodeSelector: { disk: 'ssd' },
        securityContext: { fsGroup: 1000 },
        volumes: [{ name: 'socket', hostPath: { path: '/run/socket' } }],
        containers: [{ name: 'beside', image: 'example.org/beside:1.0.0' }],
        initContainers: [{ name: 'second', image: 'example.org/second:1.0.0' }],
      },
    }),
  })
  const { files, findings } = render(fixture(import.meta, { services: [web] }))
  expect(openFindings(findings)).toEqual([])
  const { spec } = objectsIn(files).find(({ kind }) => kind === 'Deployment')?.spec.template ?? {}
  const names = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name)
  expect(names(spec.volumes)).toEqual(['cache', 'socket'])
  expect(names(spec.containers)).toEqual(['web', 'proxy', 'beside'])
  expect(names(spec.initContainers)).toEqual(['first', 'second'])
  expect(spec.securityContext).toEqual({ fsGroup: 1000, runAsUser: 1000 })
  expect(spec.nodeSelector).toEqual({ disk: 'ssd' })
  expect(spec.automountServiceAccountToken).toBe(false)
})
