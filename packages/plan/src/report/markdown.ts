import { MARKDOWN_LIMIT } from '@homelab/changes'
import type { Resolved } from '@homelab/estate/model'
import { code, html, wrap } from '@homelab/formats/page'
import type { PlanReport } from './document.ts'
import { dangerSteps, type Said, type StepText, saidText, stepTexts } from './lines.ts'

const WIDTH = 120

/** For a pull request: a list to tick off. What does not fit loses first what stands under its steps, then steps. */
export function markdownOf(report: PlanReport, resolved: Resolved, limit = MARKDOWN_LIMIT): string {
  const { before, after, steps, tests, without, notes } = report
  if (steps.length === 0)
    return `### Rollout\n\nNothing is to be rolled out from ${code(before)} to ${code(after)}.\n${rest(without)}`
  const counts = dangerSteps(report).map(([danger, count]) => `**${count} ${danger}**`)
  const head = [
    `### Rollout: ${steps.length} ${steps.length === 1 ? 'step' : 'steps'} from ${code(before)} to ${code(after)}`,
    '',
    counts.length === 0 ? 'No step is dangerous.' : `Dangerous: ${counts.join(', ')}.`,
    '',
    ...notes.map(note => `> ${html(note)}\n`),
  ].join('\n')
  const foot = [
    '',
    '### Test plan',
    '',
    ...tests.flatMap(({ by, expect }) => item(`- [ ] ${codes(by)}: ${html(expect)}`, 6)),
    rest(without),
  ].join('\n')
  const room = limit - head.length - foot.length
  return `${head}\n${fitted(stepTexts(report, resolved), room)}\n${foot}`.slice(0, limit)
}

function rest(without: PlanReport['without']): string {
  if (without.length === 0) return ''
  return [
    '',
    'Without a step:',
    '',
    ...without.flatMap(({ what, why }) => item(`- ${html(what)}: ${html(why)}`, 2)),
    '',
  ].join('\n')
}

/** Each step has at most so many lines under it that all fit. */
function fitted(steps: readonly StepText[], room: number): string {
  let most = Math.max(0, ...steps.map(({ says }) => says.length))
  let made = steps.map(step => printed(step, most)).join('\n')
  while (most > 0 && made.length > room) {
    most -= 1
    made = steps.map(step => printed(step, most)).join('\n')
  }
  if (made.length <= room) return made
  const left = 'The rest is shown by `mise run plan`.'
  return `${made.slice(0, Math.max(0, made.lastIndexOf('\n', room - left.length - 2)))}\n\n${left}`
}

function printed({ number, does, run, isCommand, where, says }: StepText, most: number): string {
  const place = where === '' || where === 'by hand' ? '' : ` (${where})`
  const how = isCommand ? [`      ${code(run)}${place}`] : item(`      **by hand**: ${html(run)}`, 6)
  const cut = says.length > most ? [`      - … ${says.length - most} more: ${code('mise run plan')}`] : []
  return [
    ...item(`- [ ] **${number}.** ${html(does)}`, 6),
    ...how,
    ...says.slice(0, most).flatMap(saidLines),
    ...cut,
  ].join('\n')
}

function saidLines(said: Said): readonly string[] {
  const { what, danger } = said
  return item(`      - ${what === 'danger' ? `**${danger ?? ''}**` : what} ${saidText(said, code, html)}`, 8)
}

function item(text: string, inset: number): readonly string[] {
  return wrap(text, WIDTH, inset)
}

/** Commands and addresses; what is none, such as `dashboard NAME`, stays a word. */
function codes(by: string): string {
  return /^(dashboard |by hand)/.test(by) ? html(by) : code(by)
}
