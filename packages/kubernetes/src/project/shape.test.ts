import type { ResolvedService } from '@homelab/estate'
import { expect, test } from 'vitest'
import { claim } from '../workloads/volumes.ts'
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

// What is left of a size that is misspelt.
const noData = { holds: 'data', backup: { by: 'dump' } } as unknown as Parameters<typeof claim>[2]
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
  [
    'a volume of no source',
    { volumes: [{ name: 'data', source: 'cloud' }] },
    [
      'workload.volumes[0].source claim or claim-template or share-claim or nfs or config-map or secret or host-path or empty-dir',
    ],
  ],
  [
    'a claim of a misspelt size',
    { volumes: [{ ...claim('data', 'app-data', noData), sise: '1Gi' }] },
    ['workload.volumes[0].size a text', 'workload.volumes[0].sise no property of this name; did you mean size?'],
  ],
  [
    'misspelt mounts',
    { container: { image, mount: {} } },
    ['workload.container.mount no property of this name; did you mean mounts?'],
  ],
  ['misspelt volumes', { volume: [] }, ['workload.volume no property of this name; did you mean volumes?']],
  ['a mount without path', { container: { image, mounts: { a: {} } } }, ['workload.container.mounts.a.path a text']],
  [
    'a number as a variable',
    { container: { image, env: { N: 3 } } },
    ['workload.container.env.N a text, an image, or what `secretKey`, `podField` or `emptyValue` give'],
  ],
  [
    'misspelt memory',
    { container: { image, resources: { limits: { memry: '1Gi' } } } },
    ['workload.container.resources.limits.memry no property of this name; did you mean memory?'],
  ],
  ['a nameless Application', { application: {} }, ['workload.application.name a text']],
  ['a nameless object', { objects: [{ object: 'Role', props: {} }] }, ['workload.objects[0].props.metadata an object']],
  [
    'a Secret of nothing',
    { secrets: [{ kind: 'external-secret', name: 'a' }] },
    ['workload.secrets[0].data an object'],
  ],
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
