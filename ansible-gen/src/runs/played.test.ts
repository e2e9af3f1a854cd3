import { expect, test } from 'vitest'
import { playedIn } from './played.ts'

const report = (...tasks: readonly object[]): string => JSON.stringify({ plays: [{ tasks }], stats: {} })
const task = (name: string, result: object): object => ({ task: { name }, hosts: { mac: result } })

test('tasks are told with their roles and files, and never with what a file holds', () => {
  const played = playedIn(
    `[WARNING]: something\n${report(
      task('Gathering Facts', { changed: false }),
      task('zot : Write config.json', {
        changed: true,
        diff: [{ before: 'a secret', after: 'another', after_header: '/home/config.json' }, {}],
      }),
      task('zot : Look', { changed: false, skipped: true }),
      task('Remove agents that no service has', { changed: true }),
    )}`,
  )
  expect(played).toEqual({
    tasks: 3,
    changed: [
      { role: 'zot', name: 'Write config.json', says: ['/home/config.json'] },
      { name: 'Remove agents that no service has', says: [] },
    ],
    failed: [],
    unreachable: [],
  })
})

test('what failed says why; what its block caught is told by the block', () => {
  const played = playedIn(
    report(
      task('web : Read a secret', { failed: true }),
      task('web : Stop', { failed: true, msg: 'the vault is locked' }),
    ),
  )
  expect(played?.failed).toEqual([{ role: 'web', name: 'Stop', says: ['the vault is locked'] }])
})

test('a host that nobody reaches is no failure of a task', () => {
  const played = playedIn(report(task('Gathering Facts', { unreachable: true, failed: true, msg: 'no route' })))
  expect(played).toMatchObject({ failed: [], unreachable: ['mac'] })
})

test.each(['', 'ERROR! the playbook could not be found', '{ "plays": ['])('%j is no report', printed => {
  expect(playedIn(printed)).toBeUndefined()
})
