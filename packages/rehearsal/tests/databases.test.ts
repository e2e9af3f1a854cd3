/** What the operator of databases writes where it can't make one as it was stated: lines of CloudNativePG 1.28. */
import { expect, test } from 'vitest'
import { databaseErrors } from '../src/index.ts'

const line = (fields: object): string =>
  JSON.stringify({
    ...{ level: 'error', ts: '2026-11-28T13:00:00Z', msg: 'Reconciler error', controller: 'cluster' },
    ...{ controllerGroup: 'postgresql.cnpg.io', controllerKind: 'Cluster', namespace: 'lab', name: 'pg', ...fields },
  })
const forbidden = 'error while changing PVC storage requirement: persistentvolumeclaims "pg-1" is forbidden'

test('an error is told once, with whose it is', () => {
  expect(databaseErrors([line({ error: forbidden }), 'not JSON', line({ error: forbidden })].join('\n'))).toEqual([
    { namespace: 'lab', name: 'pg', why: forbidden },
  ])
})

test.each([
  ['of another kind', line({ controllerKind: 'Backup', error: forbidden })],
  [
    'that passes by itself',
    line({ error: 'Operation cannot be fulfilled on clusters "pg": the object has been modified' }),
  ],
  ['of another message', line({ msg: 'Cannot extract Pod status', error: forbidden })],
  ['that is not written to its end', line({ error: forbidden }).slice(0, -10)],
])('nothing is told of one %s', (_, text) => {
  expect(databaseErrors(text)).toEqual([])
})
