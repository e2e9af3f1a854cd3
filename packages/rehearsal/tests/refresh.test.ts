/** A look at an Application that Argo CD's server never answers, as it does when it begins to watch too late. */
import { expect, test } from 'vitest'
import { ArgoCd } from '../src/run/argocd.ts'
import type { Ran, RunProps, Sandbox } from '../src/run/sandbox.ts'

const ended: Ran = { exitCode: -1, stdout: '', stderr: '' }
const fine: Ran = { exitCode: 0, stdout: '', stderr: '' }

function argoCd(run: (props: RunProps) => Promise<Ran>): ArgoCd {
  const sandbox = { run: (_program: string, _args: readonly string[], props: RunProps) => run(props) }
  return new ArgoCd(sandbox as unknown as Sandbox, {} as ConstructorParameters<typeof ArgoCd>[1], 'argocd')
}

test.each([
  ['is asked once more', [ended, fine], 2],
  ['is left after that', [ended, ended, fine], 2],
  ['and one that fails is an answer', [{ ...fine, exitCode: 20 }, fine], 1],
])('%s', async (_, answers, turns) => {
  const seconds: (number | undefined)[] = []
  const argocd = argoCd(props => {
    seconds.push(props.seconds)
    return Promise.resolve(answers[seconds.length - 1] ?? fine)
  })
  await argocd.refresh('wiki')
  expect(seconds).toHaveLength(turns)
  // The whole may take ten minutes.
  for (const each of seconds) expect(each).toBeLessThanOrEqual(60)
})

test('holds up nobody who no longer asks', async () => {
  const asking = new AbortController()
  let turns = 0
  const argocd = argoCd(
    ({ signal }) =>
      new Promise(answered => {
        turns += 1
        signal?.addEventListener('abort', () => answered(ended))
      }),
  )
  const looked = argocd.refresh('wiki', asking.signal)
  asking.abort()
  await looked
  expect(turns).toBe(1)
})
