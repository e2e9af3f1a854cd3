import { formatChanges, type Report } from '@homelab/changes'
import type { Paint } from '../cli/context.ts'
import { reportFindings } from '../findings-report.ts'
import { isOpen, type RenderedEstate } from '../render.ts'
import { faultsOf, type RenderedTargets } from '../types/attempt.ts'
import type { CheckedTypes } from '../types/check-types.ts'
import { withoutTypes, withTypes } from '../types/with-types.ts'

/** What is known of what is saved. */
export interface State {
  /** Why it was looked at: what was saved. */
  readonly why: string
  /** From then on, until it was known. */
  readonly milliseconds: number
  readonly targets: RenderedTargets
  readonly report: Report | string
  /** Whether the lines that made the changes are still looked for. */
  readonly more: boolean
  readonly types: 'pending' | 'not checked' | { readonly checked: CheckedTypes; readonly milliseconds: number }
  /** What became of the rendered folder, where it is written. */
  readonly written?: string
}

/** The parts of what is shown, from top to bottom. */
export interface Page {
  readonly changes: string
  readonly findings: string
  readonly types: string
  readonly saved: string
}

/** What is shown of it. */
export function pageOf(state: State, paint: Paint): Page {
  return {
    changes: changesText(state, paint),
    findings: findingsText(state, paint),
    types: typesText(state, paint),
    saved: savedText(state, paint),
  }
}

/** Whether nothing has to be fixed, as far as is known. */
export function isFixed(state: State): boolean {
  return !judged(state).findings.some(isOpen) && faultsOf(state.targets).length === 0
}

function changesText({ report, more }: State, paint: Paint): string {
  if (typeof report === 'string') return `${paint('yellow', report)}\n`
  const text = formatChanges(report, false, paint)
  return more ? `${text}${paint('dim', 'the lines of apps/ that made them are looked for')}\n` : text
}

function findingsText(state: State, paint: Paint): string {
  const { findings, stopped } = judged(state)
  const faults = state.types === 'pending' ? faultsOf(state.targets) : []
  const said = faults.map(({ message }) => `${paint('red', 'not rendered')}: ${message}; the types may say why\n`)
  return [reportFindings(findings, paint, { stopped }), ...said].join('')
}

/** As `check` would say it; while the types are not known, without what only they explain. */
function judged({ targets, types }: State): Pick<RenderedEstate, 'findings' | 'stopped'> {
  if (types === 'pending') return targets
  if (types === 'not checked') return withoutTypes(targets)
  try {
    return withTypes(targets, types.checked)
  } catch {
    // A fault that no type explains is told as what it is without them.
    return withoutTypes(targets)
  }
}

function typesText({ types }: State, paint: Paint): string {
  if (types === 'pending') return `${paint('yellow', 'types: pending')}\n`
  if (types === 'not checked') return `${paint('yellow', 'types: not checked (--no-types)')}\n`
  const wrong = types.checked.findings.length
  const after = `, after ${Math.round(types.milliseconds)} ms`
  if (wrong === 0) return `${paint('green', 'types: they fit')}${after}\n`
  return `${paint('red', `types: ${wrong} ${wrong === 1 ? 'finding' : 'findings'}`)}${after}\n`
}

function savedText({ why, milliseconds, written }: State, paint: Paint): string {
  const shown = paint('dim', `${why}: shown after ${Math.round(milliseconds)} ms`)
  return [shown, ...(written === undefined ? [] : [written]), ''].join('\n')
}
