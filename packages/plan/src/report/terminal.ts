import { dangerColours, type Paint } from '@homelab/changes'
import type { Danger, Resolved } from '@homelab/estate/model'
import { wrap } from '@homelab/formats/page'
import type { PlanReport } from './document.ts'
import { dangerSteps, type Said, type StepText, saidText, stepTexts } from './lines.ts'

const WIDTH = 120
const INSET = 5
/** As long as the longest word in front of what is said. */
const WORD = 10

/** For people: steps in their order, then the test plan; no line wider than 120 characters. */
export function formatPlan(report: PlanReport, resolved: Resolved, paint: Paint): string {
  const { before, after, steps, tests, without, notes } = report
  const lines =
    steps.length === 0
      ? [`nothing is to be rolled out from ${before} to ${after}: nothing that runs says anything else`]
      : [
          ...stepTexts(report, resolved).flatMap(step => [...stepLines(step, paint), '']),
          paint('bold', 'test plan'),
          ...tests.flatMap(({ by, expect }) => wrap(`  ${by}: ${expect}`, WIDTH, 4)),
          '',
          total(report, paint),
        ]
  const rest = without.flatMap(({ what, why }) => wrap(`without a step: ${what} (${why})`, WIDTH, 2))
  return [...lines, ...rest, ...notes.flatMap(note => wrap(note, WIDTH, 2))].map(line => `${line}\n`).join('')
}

function total(report: PlanReport, paint: Paint): string {
  const { before, after, steps } = report
  const counts = dangerSteps(report).map(([danger, count]) => marked(danger, `${count} ${danger}`, paint))
  const [hand, none] = [
    steps.filter(({ run }) => run.kind !== 'command').length,
    steps.filter(({ back }) => 'none' in back).length,
  ]
  return [
    `${steps.length} ${steps.length === 1 ? 'step' : 'steps'} from ${before} to ${after}`,
    ...(hand === 0 ? [] : [`${hand} by hand`]),
    ...(none === 0 ? [] : [paint('red', `${none} without a way back`)]),
    ...counts,
  ].join(', ')
}

function stepLines({ number, id, does, run, isCommand, where, says }: StepText, paint: Paint): readonly string[] {
  const place = where === '' || where === 'by hand' ? '' : ` (${where})`
  const how = isCommand ? `$ ${run}${place}` : `by hand: ${run}`
  return [
    ...wrap(`${String(number).padStart(3)}. ${does}  [${id}]`, WIDTH, INSET).map(line => paint('bold', line)),
    ...wrap(`${' '.repeat(INSET)}${how}`, WIDTH, INSET + 2),
    ...says.flatMap(said => saidLines(said, paint)),
  ]
}

function saidLines(said: Said, paint: Paint): readonly string[] {
  const { what, danger } = said
  const word = (what === 'danger' ? (danger ?? '') : what).padEnd(WORD)
  const [first = '', ...others] = wrap(`${' '.repeat(INSET)}${word} ${saidText(said)}`, WIDTH, INSET + WORD + 1)
  const style = danger === undefined ? undefined : dangerColours[danger]
  const start = first.slice(INSET, INSET + WORD)
  const shown = style === undefined ? paint('dim', start) : paint(style, start)
  return [`${first.slice(0, INSET)}${shown}${first.slice(INSET + WORD)}`, ...others]
}

function marked(danger: Danger, text: string, paint: Paint): string {
  const style = dangerColours[danger]
  return style === undefined ? text : paint(style, text)
}
