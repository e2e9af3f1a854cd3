import type { ApplicationComparison } from '@homelab/kubernetes/compare'
import { expect, test } from 'vitest'
import { formatComparison } from './comparison-report.ts'

type Seen = ApplicationComparison['stops'][number]['seen']

const field: Seen = {
  ...{ kind: 'Deployment', name: 'wiki', namespace: 'apps', what: 'field' },
  ...{ path: ['spec', 'replicas'], ran: 1, rendered: 2 },
}
const gone: Seen = { kind: 'Service', name: 'wiki', namespace: 'apps', what: 'gone', path: [] }
const fresh: Seen = { kind: 'Namespace', name: 'apps', what: 'new', path: [] }

test('what stops it, what was expected and by whom, and what nobody explains, each apart', () => {
  const text = formatComparison(
    {
      ...{ application: 'wiki', cluster: 'lab', ran: 2, rendered: 3 },
      stops: [{ seen: gone, why: 'who asks it finds nothing' }],
      explained: [
        { by: { says: 'the API fills it in', by: 'rule' }, seen: [field] },
        { by: { says: 'it is two by now', by: 'difference' }, seen: [field] },
      ],
      unexplained: [fresh],
    } as unknown as ApplicationComparison,
    (_, plain) => plain,
  )
  expect(text.split('\n')).toEqual([
    'wiki: 2 objects ran, 3 are rendered',
    '',
    'Reasons to stop:',
    '  Service apps/wiki: no longer rendered',
    '      who asks it finds nothing',
    '',
    'expected the API fills it in',
    '  Deployment apps/wiki',
    '    spec.replicas: 1 → 2',
    '',
    'expected (declared) it is two by now',
    '  Deployment apps/wiki',
    '    spec.replicas: 1 → 2',
    '',
    'Nobody explains, so stop and ask:',
    '  Namespace apps: new',
    '',
    '2 differences are explained, 1 is not, 1 is a reason to stop',
    '',
  ])
})
