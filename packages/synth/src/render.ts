import {
  type Finding,
  judge,
  locate,
  type Opened,
  type Projection,
  type Rendered,
  type Stated,
  unclaimedWorkloads,
  unusedUses,
} from '@homelab/estate'
import { collect, type TargetFiles } from './collect.ts'
import type { TreeFile } from './tree.ts'

/** A projection of what is stated alone. */
export interface StatedProjection {
  readonly target: string
  readonly renderStated: (stated: Stated) => Rendered
}

export type AnyProjection = Projection | StatedProjection

/** What one projection rendered, for the table. */
export interface TargetTiming {
  readonly target: string
  readonly milliseconds: number
}

/** The whole estate, rendered but not written. */
export interface RenderedEstate {
  readonly files: readonly TreeFile[]
  readonly timings: readonly TargetTiming[]
  /** Of the model, the projections and the tree; those that the estate accepts say so. */
  readonly findings: readonly Finding[]
  /** Targets whose projection could do nothing with what the findings tell of; it may find more when they are mended. */
  readonly stopped: readonly string[]
}

/** How the caller follows the work. */
export interface Watch {
  readonly now: () => number
  readonly before: (target: string) => void
}

/**
 * Runs every projection over the resolved estate. One that throws is left out where a finding is open: what is wrong in
 * the estate must be seen, whatever else it breaks.
 *
 * @param found findings that were made elsewhere, to be judged with the others
 * @param watch a clock in milliseconds, and what is called before each projection
 * @throws Error that names the projection, where one throws and no finding explains it
 */
export function renderEstate(
  { stated, resolved, places }: Opened,
  projections: readonly AnyProjection[],
  found: readonly Finding[],
  { now, before }: Watch,
): RenderedEstate {
  const targets: TargetFiles[] = []
  const timings: TargetTiming[] = []
  const findings: Finding[] = [...resolved.findings, ...found]
  const claims: string[] = []
  const takes: NonNullable<Rendered['takes']>[number][] = []
  const failures: Failure[] = []
  for (const projection of projections) {
    const { target } = projection
    before(target)
    const start = now()
    const rendered = run(projection, stated, resolved)
    timings.push({ target, milliseconds: now() - start })
    if ('error' in rendered) {
      failures.push(rendered)
      continue
    }
    targets.push({ target, files: rendered.files })
    findings.push(...rendered.findings)
    claims.push(...rendered.claims)
    takes.push(...(rendered.takes ?? []))
  }
  const tree = collect(targets)
  findings.push(...tree.findings)
  const judged = (): readonly Finding[] => locate(judge(resolved, findings), { stated, places })
  const [failure] = failures
  if (failure !== undefined) return explained(failures, failure, { timings, findings: judged() })
  findings.push(...unclaimedWorkloads(resolved, claims), ...unusedUses(resolved, { takes, claims, findings }))
  return { files: tree.files, timings, findings: judged(), stopped: [] }
}

interface Failure {
  readonly target: string
  readonly error: unknown
}

function run(projection: AnyProjection, stated: Opened['stated'], resolved: Opened['resolved']): Rendered | Failure {
  try {
    return 'renderStated' in projection ? projection.renderStated(stated) : projection.render(resolved)
  } catch (error) {
    return { target: projection.target, error }
  }
}

/** What is known although projections threw. Which workloads they claim, or what an acceptance was for, is not. */
function explained(
  failures: readonly Failure[],
  { target, error }: Failure,
  { timings, findings }: Pick<RenderedEstate, 'timings' | 'findings'>,
): RenderedEstate {
  const known = findings.filter(({ code }) => code !== 'stale-acceptance')
  if (known.some(isOpen)) return { files: [], timings, findings: known, stopped: failures.map(each => each.target) }
  const reason = error instanceof Error ? error.message : String(error)
  throw new Error(`the projection to ${target} failed: ${reason}`, { cause: error })
}

/** Whether a finding ends the run. */
export function isOpen(finding: Finding): boolean {
  return finding.accepted === undefined
}
