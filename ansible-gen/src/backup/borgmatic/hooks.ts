/**
 * Commands of the estate around an action: https://torsion.org/borgmatic/reference/configuration/command-hooks/
 *
 * borgmatic takes a command that ends with 75 for the word to skip what is left, and for no failure: nobody would hear that nothing
 * was saved. So each that fails ends with 1. No script of its own: docs/decisions/0030-scripts-are-files.md.
 */
import { shellQuote } from '@homelab/formats/shell'
import type { BorgmaticHook } from './settings.ts'

/** One that fails keeps those behind it, and the action, from running. */
export function beforeHooks(hooks: readonly BorgmaticHook[]): readonly object[] {
  return hooks
    .filter(({ time }) => time === 'before')
    .map(({ of = 'create', run }) => ({ before: 'action', when: [of], run: [`${inside(run)} || exit 1`] }))
}

/**
 * What runs after an action, in one command for each of its ends: borgmatic runs none behind one that fails. The action's record
 * is there by then; it is made anew where one fails, since what the action was for may not be done.
 */
export function afterHooks(hooks: readonly BorgmaticHook[], recorder: string): readonly object[] {
  const after = hooks.filter(({ time }) => time !== 'before')
  const actions = [...new Set(after.map(({ of = 'create' }) => of))]
  return actions.flatMap(action =>
    (['finish', 'fail'] as const).flatMap(state => {
      const own = after.filter(({ time, of = 'create' }) => of === action && ends[state].includes(time))
      if (own.length === 0) return []
      const all = own.map(({ run }) => `${inside(run)} || failed=1`)
      const told = `[ -z "$failed" ] || { ${shellQuote(recorder)} ${action} fail; exit 1; }`
      return [{ after: 'action', when: [action], states: [state], run: [['failed=', ...all, told].join('\n')] }]
    }),
  )
}

/** Of another word, which is a finding, nothing is known. */
const ends: Readonly<Record<'finish' | 'fail', readonly BorgmaticHook['time'][]>> = {
  finish: ['after', 'ended'],
  fail: ['failed', 'ended'],
}

/** By itself: what it sets or leaves is its own, and its last line may be a comment. */
function inside(run: string): string {
  return `(${run}\n)`
}
