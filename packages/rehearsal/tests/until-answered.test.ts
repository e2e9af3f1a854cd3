/** A command of Argo CD whose connection breaks, as its command line ends then. */
import { expect, test } from 'vitest'
import { untilAnswered } from '../src/run/argocd.ts'

const fine = { exitCode: 0, stdout: 'synced', stderr: '' }
const broken = {
  exitCode: 20,
  stdout: '',
  stderr: 'rpc error: code = Unavailable desc = error reading from server: EOF',
}
const busy = {
  exitCode: 20,
  stdout: '',
  stderr: 'rpc error: code = FailedPrecondition desc = another operation is already in progress',
}
const refused = { exitCode: 20, stdout: '', stderr: 'rpc error: code = PermissionDenied desc = permission denied' }

test.each([
  ['one that is answered', [fine], fine],
  ['one that is refused', [refused, fine], refused],
  ['a connection that breaks', [broken, broken, fine], fine],
  ['what goes on after that', [broken, busy, busy, fine], fine],
  ['an operation of somebody else', [busy, fine], busy],
  ['a server that never comes back', [broken, broken, broken, broken, broken, fine], broken],
])('%s', async (_, answers, last) => {
  const left = [...answers]
  expect(await untilAnswered(async () => left.shift() ?? fine, 0)).toBe(last)
})
