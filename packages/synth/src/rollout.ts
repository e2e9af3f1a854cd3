import type { RenderedTree } from '@homelab/changes'
import type { Part, Resolved } from '@homelab/estate/model'
import { type Plan, plan, typed } from '@homelab/plan'
import type { RolloutStep } from '@homelab/rehearsal'
import { type Compared, compared } from './diff/compared.ts'
import { Stopped } from './disk/errors.ts'
import { isRendered } from './disk/read.ts'

interface Planned {
  readonly plan: Plan
  readonly after: Resolved
  /** What can't be told, and why. */
  readonly notes: Compared['notes']
}

/**
 * The rollout of what changed between two revisions.
 *
 * @throws Stopped where one of them says nothing that a plan can be made of
 */
export async function planned(...[before, after, parts]: Parameters<typeof compared>): Promise<Planned> {
  const { changes, estates, notes } = await compared(before, after, parts)
  const [was, is] = [estates.before, estates.after]
  if (was === undefined || is === undefined)
    throw new Stopped(notes.join('; '), 'run synth in that revision, or take one that has estate.json')
  const { evaluatedRules, heartbeatAlert } = await import('@homelab/observability/render')
  // It rings all the time.
  const alerts = evaluatedRules(is).filter(({ alert }) => alert !== heartbeatAlert)
  return { plan: plan(changes, was, is, parts, alerts), after: is, notes }
}

/** As a rehearsal follows it. */
export async function rolloutBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  parts: readonly Part[],
): Promise<readonly RolloutStep[]> {
  const made = await planned(
    { title: 'what is installed first', rendered: treeOf(before) },
    { title: 'what is rehearsed', rendered: treeOf(after) },
    parts,
  )
  return made.plan.steps.map(({ id, system, run, takes }) => ({
    ...{ id, system, takes },
    ...(run.kind === 'command' && run.on === 'operator' && { line: typed(run, made.after) }),
  }))
}

function treeOf(files: ReadonlyMap<string, string>): RenderedTree {
  return new Map(
    [...files].filter(([path]) => isRendered(path)).map(([path, text]) => [path, { text, executable: false }]),
  )
}
