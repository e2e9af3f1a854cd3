import { cluster, host, image, type Mine, type Pods } from '@homelab/estate/model'
import { sampleCluster } from '@homelab/estate/samples'
import { present } from '@homelab/formats/present'
import { expect, test } from 'vitest'
import { containersOf, podSteps, running } from './pods.ts'

const at = cluster('lab', {
  on: host('box', { platform: 'linux', role: 'runs it' }),
  ...sampleCluster,
  delivery: { kind: 'stand-in' },
})
const own = { name: 'app', image: image('example.org/app', '1.0.0') }

test('a container is restricted where its security context takes something away', () => {
  const restricted = (security?: object): boolean => running({ ...own, ...present({ security }) }).restricted
  expect([restricted(), restricted({ privileged: true }), restricted({ readOnlyRootFilesystem: true })]).toEqual([
    false,
    false,
    true,
  ])
  const written = containersOf({ containers: [{ name: 'app', securityContext: { privileged: true } }] })
  expect(written.map(each => each.restricted)).toEqual([false])
})

test.each([
  ['deployment', 2, ['--replicas=0', '--replicas=2']],
  ['statefulset', 1, ['--replicas=0', '--replicas=1']],
  ['deployment', 'unknown', []],
  ['daemonset', 1, []],
  ['cronjob', 'by-clock', []],
  ['job', 'once', []],
  // What an operator runs: it would put back what was scaled.
  ['clusters.postgresql.cnpg.io', 2, []],
])(
  'pods of a %s, of which there are %s, are scaled by kubectl where it can, and nobody undoes it',
  (resource, replicas, to) => {
    const pods = {
      ...{ id: 'wiki/pods/wiki', part: 'object', namespace: 'apps', resource, kind: 'X', name: 'wiki' },
      ...{
        selector: { app: 'wiki' },
        replicas,
        rollout: 'rolling',
        fixed: [],
        rolledBy: [],
        containers: [],
        token: 'none',
      },
    } as unknown as Pods
    const scaled = podSteps({ cluster: at, parts: [] as Mine['parts'] } as Mine, [pods]).filter(({ run }) =>
      JSON.stringify(run).includes('"scale"'),
    )
    expect(scaled.map(({ run }) => /--replicas=\d+/.exec(JSON.stringify(run))?.[0])).toEqual(to)
  },
)
