import { type Act, type Command, lookup, type Resolved, type Step, type Word } from '@homelab/estate/model'
import { commandText } from '@homelab/formats/page'
import type { PlannedStep, WayBack } from './model.ts'

/** A command of whoever operates the estate. */
export function command(...words: readonly Word[]): Command {
  return { kind: 'command', words, on: 'operator' }
}

/** A task of the repository. */
export function mise(...words: readonly string[]): Command {
  return command('mise', 'run', ...words)
}

/** Rendered files are committed beside what they are rendered from: both go back at once. */
export const revert = command('git', 'revert', { shell: '"$COMMIT"' })
const push = command('git', 'push')

/** The commit is taken back, and what it was rolled out by is run again. */
export function reverted(
  runs: readonly Command[],
  isPulled: boolean,
  how = 'take the commit back and roll out what is rendered then',
): WayBack {
  return {
    how,
    run: [revert, ...(isPulled ? [push] : []), ...runs],
  }
}

/** Of what only looks. */
export const nothingChanged: WayBack = { how: 'it changed nothing', run: [] }

export function asCommand({ run }: Pick<Step, 'run'>): readonly Command[] {
  return run.kind === 'command' ? [run] : []
}

export function runOf(acts: readonly Act[]): readonly Command[] {
  return acts.map(({ run }) => run)
}

/** What is run, as a person types it; where it is not the operator's machine, that is another's to say. */
export function runText(run: PlannedStep['run']): string {
  if (run.kind === 'by-hand') return `by hand: ${run.what}`
  if (run.kind === 'edit') return `edit ${run.file}: ${run.what}`
  return commandText(run)
}

/** The same with the folder of the repository that it runs in. */
export function typed(run: PlannedStep['run'], { clusters }: Pick<Resolved, 'clusters'>): string {
  if (run.kind !== 'command' || run.folder === undefined) return runText(run)
  return `(cd ${clusters[0]?.source.rendered ?? 'dist'}/${run.folder} && ${runText(run)})`
}

/** How a host is called where a command runs on it. */
export function whereOf(run: PlannedStep['run'], resolved: Resolved): string {
  if (run.kind === 'by-hand') return 'by hand'
  if (run.kind === 'edit') return 'in the repository'
  if (run.on === 'operator') return 'here'
  const host = lookup(resolved).host(run.on.host)
  return host === undefined ? `on ${run.on.host}` : `on ${host.name}`
}
