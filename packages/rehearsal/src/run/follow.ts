/** What a stand-in does whenever something changes: a start of kubectl costs more than what it then does. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ControlPlane } from './control-plane.ts'

/** A watch may have ended, or begun too late: nothing waits longer than this, in milliseconds. */
const LONGEST = 15_000

/** Does a round at once, and then after each change of the objects, until the signal. */
export async function follow(
  plane: ControlPlane,
  resources: readonly string[],
  signal: AbortSignal,
  round: () => Promise<void>,
): Promise<void> {
  let changed = true
  let ring = (): void => undefined
  const said = (): void => {
    changed = true
    ring()
  }
  for (const resource of resources) void watch(plane, resource, signal, said)
  while (!signal.aborted) {
    const { promise, resolve } = Promise.withResolvers<void>()
    ring = resolve
    if (!changed) await Promise.race([promise, pause(LONGEST, signal)])
    changed = false
    await round().catch(() => {
      // The server is busy, or all of it is ending: another round tells.
      changed = true
    })
    // What changes together is one round.
    await pause(500, signal)
  }
}

/** One kubectl a resource: it watches no two. */
async function watch(plane: ControlPlane, resource: string, signal: AbortSignal, said: () => void): Promise<void> {
  const words = ['get', resource, '--all-namespaces', '--watch', '--output=name']
  while (!signal.aborted) {
    await plane.sandbox.listen('kubectl', words, said, signal)
    await pause(2000, signal)
  }
}

/** A signal ends it early, which is no error. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
}
