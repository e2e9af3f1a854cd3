import { isClean, type Outcome } from '@homelab/rehearsal'
import type { Paint } from './cli/context.ts'
import { formatWrapped } from './columns.ts'

const HEADS = ['application', 'objects', 'operation', 'sync', 'health', 'seconds', '']

/** A table of all Applications, what else went wrong, and one line at the end. */
export function formatRehearsal(outcome: Outcome, paint: Paint): string {
  const rows = outcome.rows.map(({ application, objects, operation, sync, health, seconds, verdict, reason }) => [
    ...[application, String(objects), operation, sync, health, seconds.toFixed(1)],
    verdict === 'fine' ? '' : `${verdict}: ${reason.replaceAll(/\s+/g, ' ')}`,
  ])
  const count = (of: string): number => outcome.rows.filter(({ verdict }) => verdict === of).length
  const problems = outcome.problems.map(problem => `${paint('red', 'red')}: ${problem}\n`).join('')
  const clean = isClean(outcome)
  const numbers = `${count('fine')} fine, ${count('explained')} explained, ${count('red')} red`
  const end = `${paint(clean ? 'green' : 'red', clean ? 'clean' : 'red')}: ${numbers}, in ${outcome.seconds} s\n`
  return `${formatWrapped(HEADS, rows, paint)}${problems}${end}`
}
