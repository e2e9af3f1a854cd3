/** What takes as long as a walk waits before it looks at a sync that goes on. */
import { expect, test } from 'vitest'
import type { ControlPlane } from '../src/run/control-plane.ts'
import { Walk } from '../src/run/walk.ts'

test('a sync that is over is not held up by a look that is never answered', { timeout: 20_000 }, async () => {
  const plane = {
    sandbox: { failed: undefined },
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
  } as unknown as ControlPlane
  const explained = { count: 0, applications: {}, folders: {} }
  const walk = new Walk(
    plane,
    {},
    explained,
    () => undefined,
    () => Promise.resolve(),
  )
  expect(await walk.go(['argocd app sync wiki'])).toEqual([])
})
