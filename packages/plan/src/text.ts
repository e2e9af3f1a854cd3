/** Parts of a plan, a line each. */
import { runText } from './commands.ts'
import type { CarriedDanger, Interruption, Plan, PlannedTest, Watch, WayBack, Without } from './model.ts'

function watch(one: Watch): string {
  if (one.by === 'query') return `alert ${one.alert} ${one.expect}`
  return `${one.by === 'command' ? runText(one.run) : one.url}: ${one.expect}`
}

function interrupts({ who, what, lasts }: Interruption): string {
  return `${who.length === 0 ? 'nobody' : who.join(', ')}: ${what}, ${lasts}`
}

function back(way: WayBack): string {
  if ('none' in way) return `none: ${way.none}`
  return [way.how, ...way.run.map(runText)].join('; ')
}

function danger({ danger: word, subject }: CarriedDanger): string {
  return `${word} ${subject}`
}

function test({ expect, by }: PlannedTest): string {
  return `${by}: ${expect}`
}

function without({ what, why }: Without): string {
  return `${what}: ${why}`
}

function all({ steps, tests, without: rest }: Plan): string {
  return [
    ...steps.flatMap((step, index) => [
      `${index + 1}. ${step.id}: ${runText(step.run)}`,
      ...step.after.map(({ step: first, because }) => `     after ${first}: ${because}`),
      ...step.watch.map(one => `     watch ${watch(one)}`),
      ...step.interrupts.map(one => `     interrupts ${interrupts(one)}`),
      ...step.dangers.map(one => `     carries ${danger(one)}`),
      ...(step.takes.length === 0 ? [] : [`     takes ${step.takes.join(', ')}`]),
      `     back ${back(step.back)}`,
      ...step.notes.map(note => `     note ${note}`),
    ]),
    ...tests.map(one => `test ${test(one)}`),
    ...rest.map(one => `without ${without(one)}`),
  ].join('\n')
}

export const planLines = { all, watch, interrupts, back, danger, test, without }
