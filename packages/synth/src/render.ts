import { type Finding, judge, type Projection, type Rendered, type Resolved, unclaimedWorkloads } from '@homelab/estate'
import { collect, type TargetFiles } from './collect.ts'
import type { TreeFile } from './tree.ts'

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
}

/** How the caller follows the work. */
export interface Watch {
  readonly now: () => number
  readonly before: (target: string) => void
}

/**
 * Runs every projection over the resolved estate.
 *
 * @param found findings that were made elsewhere, to be judged with the others
 * @param watch a clock in milliseconds, and what is called before each projection
 * @throws Error that names the projection, where one throws
 */
export function renderEstate(
  resolved: Resolved,
  projections: readonly Projection[],
  found: readonly Finding[],
  { now, before }: Watch,
): RenderedEstate {
  const targets: TargetFiles[] = []
  const timings: TargetTiming[] = []
  const findings: Finding[] = [...resolved.findings, ...found]
  const claims: string[] = []
  for (const projection of projections) {
    const { target } = projection
    before(target)
    const start = now()
    const rendered = run(projection, resolved)
    timings.push({ target, milliseconds: now() - start })
    targets.push({ target, files: rendered.files })
    findings.push(...rendered.findings)
    claims.push(...rendered.claims)
  }
  findings.push(...unclaimedWorkloads(resolved, claims))
  const tree = collect(targets)
  return { files: tree.files, timings, findings: judge(resolved, [...findings, ...tree.findings]) }
}

function run({ target, render }: Projection, resolved: Resolved): Rendered {
  try {
    return render(resolved)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`the projection to ${target} failed: ${reason}`, { cause: error })
  }
}

/** Whether a finding ends the run. */
export function isOpen(finding: Finding): boolean {
  return finding.accepted === undefined
}
