import { made } from './made.ts'

/** One workflow, as far as its trust goes. */
export interface RunnerJob {
  /** Its file, relative to the root of its repository. */
  readonly workflow: string
  /** `reviewed`: what is on a branch that takes only reviewed changes. `proposed`: whatever a pull request holds. */
  readonly runs: 'reviewed' | 'proposed'
  /** The secrets that it is given, by their names in workflows; none by default. */
  readonly secrets?: readonly string[]
}

export interface RunnerProps {
  /** What carries the jobs out, by a name: runners that share a daemon or machine say the same one. */
  readonly daemon: string
  /** Each job has a machine of its own, which ends with it; by default one job can reach into the next. */
  readonly isolates?: true
  readonly jobs: readonly RunnerJob[]
}

/** Takes jobs of workflows. */
export interface Runner extends RunnerProps {
  readonly kind: 'runner'
  readonly label: string
}

/**
 * A runner of workflows, with what it runs and which secrets pass through it. Proposed code beside a secret is a finding.
 *
 * @param label by which workflows ask for it (`runs-on`)
 * @example runner('builds', { daemon: 'docker', jobs: [{ workflow: '.forgejo/workflows/check.yml', runs: 'proposed' }] })
 */
export function runner(label: string, props: RunnerProps): Runner {
  return made({ kind: 'runner', label, ...props })
}
