import { type Finding, formatFinding } from '@homelab/estate/model'
import type { Paint } from './cli/context.ts'
import { printable } from './cli/printable.ts'
import { isOpen } from './render.ts'

export interface ReportOptions {
  /** Targets that could not be rendered for what the findings tell of. */
  readonly stopped?: readonly string[]
  /** Lists those that are accepted as well; they are counted otherwise. */
  readonly accepted?: boolean
}

/** All findings, grouped by the file to fix (or the subject where no file is to blame), and their count. */
export function reportFindings(
  findings: readonly Finding[],
  paint: Paint,
  { stopped = [], accepted = false }: ReportOptions = {},
): string {
  if (findings.length === 0) return 'no findings\n'
  const shown = accepted ? findings : findings.filter(isOpen)
  const groups = Map.groupBy(shown, ({ where }) => where.file ?? where.subject)
  // What is to be fixed stands last, where a person looks first.
  const ordered = [...groups].toSorted(([, a], [, b]) => Number(a.some(isOpen)) - Number(b.some(isOpen)))
  const blocks = ordered.map(([place, group]) => {
    const lines = [...group].sort(openFirst).map(finding => `  ${line(finding, paint)}\n`)
    return `${paint('bold', printable(place))}\n${lines.join('')}`
  })
  const later = stopped.length === 0 ? '' : `; ${stopped.join(', ')} could not be rendered, and may have more`
  const hidden = shown.length < findings.length ? ' (`mise run check --accepted` lists them)' : ''
  return [...blocks, `${countFindings(findings)}${hidden}${later}\n`].join('\n')
}

/** `2 findings, 1 accepted`. */
function countFindings(findings: readonly Finding[]): string {
  const open = findings.filter(isOpen).length
  const accepted = findings.length - open
  const counts = [`${open} ${open === 1 ? 'finding' : 'findings'}`, ...(accepted === 0 ? [] : [`${accepted} accepted`])]
  return counts.join(', ')
}

function line(finding: Finding, paint: Paint): string {
  const { file, ...where } = finding.where
  // With its line, a file is a place that editors and terminals open; without one, it stands above already.
  const text = formatFinding(where.line === undefined || file === undefined ? { ...finding, where } : finding)
  if (!isOpen(finding)) return paint('dim', text)
  return paint('red', finding.code) + text.slice(finding.code.length)
}

function openFirst(a: Finding, b: Finding): number {
  return Number(isOpen(b)) - Number(isOpen(a))
}
