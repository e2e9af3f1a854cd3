import { isClean, type Outcome } from '@homelab/rehearsal'
import type { Paint } from './cli/context.ts'
import { formatWrapped } from './columns.ts'

const HEADS = ['application', 'objects', 'operation', 'sync', 'health', 'seconds', '']
const MOVED = ['application', 'is', 'object', '']
const FOLLOWED = ['step', '', '']
const NONE = 'every object of the first revision is still there, and none is new\n'
const ASKED = ['asked', 'about', '']

/** A table of all Applications, what else went wrong, and one line at the end. */
export function formatRehearsal(outcome: Outcome, paint: Paint): string {
  const rows = outcome.rows.map(({ application, objects, operation, sync, health, seconds, verdict, reason }) => [
    ...[application, String(objects), operation, sync, health, seconds.toFixed(1)],
    verdict === 'fine' ? '' : `${verdict}: ${reason.replaceAll(/\s+/g, ' ')}`,
  ])
  const asked = outcome.asked.map(({ what, count, wrong }) => [
    ...[String(count), what],
    wrong.length === 0 ? '' : `${wrong.length} wrong: ${wrong.map(each => each.what).join('; ')}`,
  ])
  const count = (of: string): number => outcome.rows.filter(({ verdict }) => verdict === of).length
  const moved = (outcome.moved ?? []).map(each => [
    each.application ?? '',
    each.how,
    each.object,
    (each.why ?? '').replaceAll(/\s+/g, ' '),
  ])
  const { followed } = outcome
  const here = followed?.filter(({ how }) => how !== 'elsewhere') ?? []
  const steps =
    followed === undefined
      ? ''
      : [
          ...(here.length === 0
            ? []
            : [
                formatWrapped(
                  FOLLOWED,
                  here.map(({ step, how, why = '' }) => [step, how, why.replaceAll(/\s+/g, ' ')]),
                  paint,
                ),
              ]),
          `${followed.length - here.length} of ${followed.length} steps act on what no rehearsal has\n`,
        ].join('')
  const objects = outcome.moved === undefined ? '' : moved.length === 0 ? NONE : formatWrapped(MOVED, moved, paint)
  const problems = outcome.problems.map(problem => `${paint('red', 'red')}: ${problem}\n`).join('')
  const clean = isClean(outcome)
  const numbers = `${count('fine')} fine, ${count('explained')} explained, ${count('red')} red`
  const end = `${paint(clean ? 'green' : 'red', clean ? 'clean' : 'red')}: ${numbers}, in ${outcome.seconds} s\n`
  return `${formatWrapped(HEADS, rows, paint)}${asked.length === 0 ? '' : formatWrapped(ASKED, asked, paint)}${steps}${objects}${problems}${end}`
}
