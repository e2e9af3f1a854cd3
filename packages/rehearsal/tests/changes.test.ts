/** What is said of objects between two revisions. */
import { expect, test } from 'vitest'
import { movedBy, movedText } from '../src/index.ts'
import { changed } from '../src/run/snapshot.ts'

const annotations = { 'argocd.argoproj.io/tracking-id': 'wiki:/Service:wiki/wiki' }
const as = (uid: string, spec: object = {}): string => JSON.stringify({ kind: 'Service', uid, annotations, spec })

test.each([
  ['the same', [['Service wiki/wiki', as('1')]], []],
  ['changed in place', [['Service wiki/wiki', as('1', { port: 2 })]], []],
  ['another uid', [['Service wiki/wiki', as('2')]], ['wiki: Service wiki/wiki is recreated']],
  [
    'renamed',
    [['Service wiki/other', as('2')]],
    ['wiki: Service wiki/wiki is pruned', 'wiki: Service wiki/other is made'],
  ],
] as const)('%s', (_, after, said) => {
  const moved = movedBy(changed(new Map([['Service wiki/wiki', as('1')]]), new Map(after)))
  expect(moved.map(each => `${each.application}: ${movedText(each)}`)).toEqual(said)
})

test('one that is refused says why', () => {
  expect(movedText({ object: 'Deployment wiki/wiki', how: 'refused', why: 'field is immutable' })).toBe(
    'Deployment wiki/wiki is refused: field is immutable',
  )
})
