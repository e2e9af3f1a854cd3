/** Follows a rollout in a cluster, step by step, as somebody would who has nothing but its commands. */
import type { ApplicationState } from '../outcome.ts'
import type { Followed, RolloutStep } from '../rollout.ts'
import type { ControlPlane } from './control-plane.ts'
import { settle } from './judge.ts'
import type { Walk } from './walk.ts'

export interface RollOutProps {
  readonly steps: readonly RolloutStep[]
  /** Whether an Application can't be read here. */
  readonly isExplained: (application: string) => boolean
  /** Serves what is rolled out: done where the steps say that it is pushed. */
  readonly push: () => Promise<void>
  readonly say: (what: string) => void
}

/** What an Application's command is about. */
const commandOf = /^argocd app (?<verb>sync|diff|delete|wait) (?<name>[^\s-]\S*)/

/** What is judged of an Application's state. */
type Judged = Pick<ApplicationState, 'phase' | 'health'>

/** How long the objects of an Application may take to go, in seconds. */
const LONGEST = 90

/** In the order of the steps; one that fails is told, and the next is done. */
export async function rollOut(plane: ControlPlane, walk: Walk, props: RollOutProps): Promise<readonly Followed[]> {
  const followed: Followed[] = []
  for (const step of props.steps) followed.push({ step: step.id, ...(await followedIn(plane, walk, step, props)) })
  return followed
}

async function followedIn(
  plane: ControlPlane,
  walk: Walk,
  { id, system, line }: RolloutStep,
  { isExplained, push, say }: RollOutProps,
): Promise<Omit<Followed, 'step'>> {
  if (system === 'repository') {
    say(`${id}: served from now on`)
    await push()
    return { how: 'done' }
  }
  if (system !== 'kubernetes') return { how: 'elsewhere' }
  if (line === undefined) return { how: 'by hand' }
  const { verb, name } = commandOf.exec(line)?.groups ?? {}
  if (name !== undefined && isExplained(name)) return { how: 'explained' }
  const problems = await walk.go([line])
  if (problems.length > 0) return { how: 'failed', why: problems.join('; ') }
  if (verb === 'delete' && name !== undefined && !(await isGone(plane, name)))
    return { how: 'failed', why: `Application ${name} is still there after ${LONGEST} s` }
  if (verb !== 'sync' || name === undefined) return { how: 'done' }
  // As `argocd app wait --operation --health` does: what another step prunes is out of sync until then.
  const isWell = ({ phase, health }: Judged): boolean =>
    phase === 'Succeeded' && (health === 'Healthy' || / --dry-run\b/.test(line))
  await settle(plane, [name], say, { isWell })
  // The command ends with an error where something is left to be pruned, which may be another step's: the operation tells.
  const { phase, message } = await plane.argocd.state(name).catch(nowhere)
  if (phase === 'Succeeded') return { how: 'done' }
  return { how: 'failed', why: message.trim() || `its operation is ${phase || 'not begun'}` }
}

async function isGone(plane: ControlPlane, name: string): Promise<boolean> {
  const words = ['wait', '--for=delete', `applications.argoproj.io/${name}`, `--timeout=${LONGEST}s`]
  const { exitCode } = await plane.argocd.kubectl(words, { seconds: LONGEST + 10 })
  return exitCode === 0
}

function nowhere() {
  return { phase: '', message: 'there is no such Application in the cluster' }
}
