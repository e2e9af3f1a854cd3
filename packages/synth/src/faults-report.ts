import type { Faulty } from '@homelab/rehearsal/run'
import type { Paint } from './cli/context.ts'
import { formatWrapped } from './columns.ts'

const HEADS = ['fault', 'application', '', 'said']

/** Every fault that was put in, whether it turned its Application red, and by what words. */
export function formatFaults({ rows, problems, seconds }: Faulty, paint: Paint): string {
  const cells = rows.map(({ what, application = '', seen, said }) => {
    const verdict = seen ? 'seen' : application === '' ? 'no place' : 'missed'
    return [what, application, verdict, said.replaceAll(/\s+/g, ' ').slice(0, 240)]
  })
  const others = problems.map(problem => `${paint('red', 'red')}: ${problem}\n`).join('')
  const clean = isSeen({ rows, problems, seconds })
  const count = rows.filter(({ seen }) => seen).length
  const end = `${paint(clean ? 'green' : 'red', clean ? 'seen' : 'missed')}: ${count} of ${rows.length} faults, in ${seconds} s\n`
  return `${formatWrapped(HEADS, cells, paint)}${others}${end}`
}

/** Each that has a place was seen, and nothing else turned red. */
export function isSeen({ rows, problems }: Faulty): boolean {
  return problems.length === 0 && rows.every(({ seen, application }) => seen || application === undefined)
}
