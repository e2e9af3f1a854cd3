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
} from '@homelab/estate/model'
import { assemble, type TargetFiles } from './assemble.ts'
import { refusedTexts } from './refused.ts'
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
  /** Targets whose projection threw: it has no files, and may find more when what the findings tell of is fixed. */
  readonly stopped: readonly string[]
}

/** How the caller follows the work. */
export interface Watch {
  readonly now: () => number
  readonly before: (target: string) => void
}

/**
 * Runs every projection over the resolved estate. One that throws loses its own files and no other's where a finding is
 * open: what is wrong in the estate must be seen, whatever else it breaks. A text that a printer refuses is a finding.
 *
 * @param found findings that were made elsewhere, to be judged with the others
 * @param watch a clock in milliseconds, and what is called before each projection
 * @throws Error that names the projection, where one throws and no finding explains it
 */
export function renderEstate(
  opened: Opened,
  projections: readonly AnyProjection[],
  found: readonly Finding[],
  watch: Watch,
): RenderedEstate {
  const { failures, ...rendered } = renderTargets(opened, projections, found, watch)
  const [failure] = failures
  if (failure === undefined || rendered.findings.some(isOpen)) return rendered
  throw faultOf(failure)
}

/** A projection that threw, as an error that names it. */
export function faultOf({ target, error }: Failure): Error {
  const reason = error instanceof Error ? error.message : String(error)
  return new Error(`the projection to ${target} failed: ${reason}`, { cause: error })
}

/** The same, which never throws: whoever asks what becomes of a change has to hear it of every target that can say it. */
export function renderTargets(
  opened: Opened,
  projections: readonly AnyProjection[],
  found: readonly Finding[],
  { now, before }: Watch,
): RenderedEstate & { readonly failures: readonly Failure[] } {
  const { stated, resolved } = opened
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
      findings.push(...refusedTexts(target, rendered.error, stated, findings))
      continue
    }
    targets.push({ target, files: rendered.files })
    findings.push(...rendered.findings)
    claims.push(...rendered.claims)
    takes.push(...(rendered.takes ?? []))
  }
  const { files, findings: ofTree } = assemble(targets)
  findings.push(...ofTree)
  if (failures.length > 0) {
    // Which workloads they claim, or what an acceptance was for, is not known.
    const known = locate(judge(resolved, findings), opened).filter(({ code }) => code !== 'stale-acceptance')
    return { files, timings, findings: known, stopped: failures.map(({ target }) => target), failures }
  }
  findings.push(...unclaimedWorkloads(resolved, claims), ...unusedUses(resolved, { takes, claims, findings }))
  return { files, timings, findings: locate(judge(resolved, findings), opened), stopped: [], failures }
}

/** A projection that threw. */
export interface Failure {
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

/** Whether a finding ends the run. */
export function isOpen(finding: Finding): boolean {
  return finding.accepted === undefined
}
