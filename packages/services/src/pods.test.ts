import { cluster, host, image, notBackedUp } from '@homelab/estate/model'
import { sampleCluster } from '@homelab/estate/samples'
import { claim, emptyDir, hardened, type PodProps } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { podsWith } from './pods.ts'

const data = claim('data', 'app', { size: '1Gi', holds: 'notes', backup: notBackedUp('a test') })

const own: PodProps = {
  at: cluster('kind', {
    on: host('box', { platform: 'linux', role: 'a test' }),
    ...sampleCluster,
    delivery: { kind: 'stand-in' },
  }),
  namespace: 'apps',
  container: {
    image: image('example.org/app', '1.0.0'),
    args: ['serve'],
    env: { PORT: '80', LEVEL: 'info' },
    mounts: { data: '/data' },
    resources: { requests: { memory: '64Mi' }, limits: { memory: '128Mi' } },
    security: hardened(),
  },
  volumes: [data, emptyDir('tmp')],
}

test('nothing said otherwise: the pods are what they were', () => {
  expect(podsWith(own)).toEqual(own)
})

test('a field stands in the place of the default, and one of the container leaves the others', () => {
  const { container, serviceType } = podsWith(own, {
    serviceType: 'NodePort',
    container: { resources: { limits: { memory: '1Gi' } }, args: ['serve', '--verbose'] },
  })
  expect(serviceType).toBe('NodePort')
  expect(container).toEqual({
    ...own.container,
    args: ['serve', '--verbose'],
    resources: { limits: { memory: '1Gi' } },
  })
})

test('variables, mounts and volumes add to those that are there, or replace the one of their name where it stands', () => {
  const larger = claim('data', 'app', { size: '9Gi', holds: 'notes', backup: notBackedUp('a test') })
  const { container, volumes, secrets } = podsWith(own, {
    container: { env: { LEVEL: 'debug', ZONE: 'UTC' }, mounts: { cache: '/cache' } },
    volumes: [emptyDir('cache'), larger],
  })
  expect(Object.entries(container.env ?? {})).toEqual([
    ['PORT', '80'],
    ['LEVEL', 'debug'],
    ['ZONE', 'UTC'],
  ])
  expect(container.mounts).toEqual({ data: '/data', cache: '/cache' })
  expect(volumes).toEqual([larger, emptyDir('tmp'), emptyDir('cache')])
  expect(secrets).toBeUndefined()
})
