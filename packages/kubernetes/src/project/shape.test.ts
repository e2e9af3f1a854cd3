import type { ResolvedService } from '@homelab/estate'
import { expect, test } from 'vitest'
import { withoutMisshapen } from './shape.ts'

function found(workload: object): string[] {
  const service = { name: 'web', file: 'apps/x/services/web.ts', workload } as unknown as ResolvedService
  const { services, refused, findings } = withoutMisshapen([service])
  expect([services, refused].map(({ length }) => length)).toEqual(findings.length === 0 ? [1, 0] : [0, 1])
  return findings.map(({ code, where, expected }) => `${code} ${where.path} ${expected}`)
}

test.each(['deployment', 'stateful-set', 'daemon-set', 'postgres', 'chart', 'objects', 'kustomization'])(
  'a %s without anything is no workload',
  kind => {
    expect(found({ kind })).toContain('wrong-type workload.namespace a text')
  },
)

const image = { kind: 'image', repository: 'example.org/app', version: '1.0.0' }
const sound = { kind: 'deployment', namespace: 'apps', container: { image } }

test.each<[string, object, string[]]>([
  ['nothing', {}, []],
  ['an image as a text', { container: { image: 'app:1' } }, ['workload.container.image an image']],
  ['an argument that is a number', { container: { image, args: [1] } }, ['workload.container.args[0] a text']],
  [
    'amounts in numbers',
    { container: { image, resources: { limits: { cpu: 1 } } } },
    ['workload.container.resources.limits.cpu a text'],
  ],
  ['a sidecar without name', { sidecars: [{ image }] }, ['workload.sidecars[0].name a text']],
  ['a volume without source', { volumes: [{ name: 'data' }] }, ['workload.volumes[0].source a text']],
  [
    'a job without schedule',
    { jobs: [{ name: 'x', container: { image, name: 'x' } }] },
    ['workload.jobs[0].schedule an object'],
  ],
])('a deployment with %s', (_, more, expected) => {
  expect(found({ ...sound, ...more })).toEqual(expected.map(text => `wrong-type ${text}`))
})

test('what another package renders is not looked at', () => {
  expect(found({ kind: 'launch-agent' })).toEqual([])
})
