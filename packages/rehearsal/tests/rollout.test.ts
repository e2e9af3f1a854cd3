import { expect, test } from 'vitest'
import { type Followed, type Moved, type RolloutStep, unlike } from '../src/index.ts'

const steps: readonly RolloutStep[] = [
  { id: 'repository#push', system: 'repository', line: 'git push', takes: [] },
  { id: 'wiki#apply', system: 'kubernetes', line: 'argocd app sync wiki', takes: [] },
  {
    ...{ id: 'wiki#remove', system: 'kubernetes', line: 'argocd app sync wiki --prune' },
    takes: ['ConfigMap wiki/old', 'ClusterRole reader', 'Namespace attic'],
  },
]
const gone = (object: string, more: Partial<Moved> = {}): Moved => ({ object, how: 'pruned', ...more })

test('what steps name may go, and what belongs to it', () => {
  expect(
    unlike(
      steps,
      [],
      [
        gone('ConfigMap wiki/old'),
        gone('ClusterRole /reader'),
        gone('Secret wiki/copied', { owners: ['ConfigMap wiki/old'] }),
        gone('Namespace /attic'),
        gone('Deployment attic/shelf'),
        { object: 'ConfigMap wiki/next', how: 'made' },
      ],
    ),
  ).toEqual([])
})

test.each<[string, Moved, string]>([
  ['pruned', gone('ConfigMap wiki/other'), 'ConfigMap wiki/other is pruned, and no step says so'],
  [
    'recreated',
    { object: 'Deployment wiki/wiki', how: 'recreated' },
    'Deployment wiki/wiki is recreated, and no step says so',
  ],
  [
    'refused',
    { object: 'PersistentVolumeClaim wiki/pages', how: 'refused', why: 'field can not be less than it was' },
    'PersistentVolumeClaim wiki/pages is refused, and no step says so: field can not be less than it was',
  ],
  ['left', { object: 'what shop delivered', how: 'left' }, 'what shop delivered is left, and no step says so'],
  // Names that only begin alike, or are in another namespace, are not named.
  ['named elsewhere', gone('ConfigMap shop/old'), 'ConfigMap shop/old is pruned, and no step says so'],
  ['of a namespace that only begins so', gone('Role attic-2/x'), 'Role attic-2/x is pruned, and no step says so'],
])('what is %s without a word is told', (_, moved, told) => {
  expect(unlike(steps, [], [moved])).toEqual([told])
})

test('a step that failed is told, one that nobody could follow is not', () => {
  const followed: readonly Followed[] = [
    { step: 'repository#push', how: 'done' },
    { step: 'wiki#apply', how: 'failed', why: 'it is refused' },
    { step: 'wiki#remove', how: 'explained' },
    { step: 'box#apply', how: 'elsewhere' },
  ]
  expect(unlike(steps, followed, [])).toEqual(['step wiki#apply failed: it is refused'])
})
