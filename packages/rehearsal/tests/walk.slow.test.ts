/** What takes as long as a walk waits before it looks at a sync that goes on. */
import { expect, test } from 'vitest'
import { walkOver } from './walk-over.ts'

test('a sync that is over is not held up by a look that is never answered', { timeout: 20_000 }, async () => {
  const walk = walkOver({
    argocd: {
      state: () => Promise.resolve({ phase: 'Succeeded', message: '', conditions: [] }),
      refreshed: (_name: string, signal?: AbortSignal) =>
        new Promise(answered => signal?.addEventListener('abort', () => answered({ phase: '', conditions: [] }))),
    },
    // Longer than it waits before its first look.
    shell: () =>
      new Promise(ended => {
        setTimeout(() => ended({ exitCode: 0, stdout: '', stderr: '' }), 9000)
      }),
  })
  expect(await walk.go(['argocd app sync wiki'])).toEqual([])
})
