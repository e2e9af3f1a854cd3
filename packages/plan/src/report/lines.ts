/** A plan as lines of text, which every reader wraps and marks in its own way. */
import { type Danger, dangers, type Resolved } from '@homelab/estate/model'
import { runText, typed, whereOf } from '../commands.ts'
import type { Plan, PlannedStep } from '../model.ts'

export interface StepText {
  readonly number: number
  readonly id: string
  readonly does: string
  readonly system: string
  /** How it is run: commands in a shell, words for a person. */
  readonly run: string
  readonly isCommand: boolean
  /** `on NAME`; empty on the operator's machine, in the repository. */
  readonly where: string
  /** What follows, each a word of what it is, and the text. */
  readonly says: readonly Said[]
}

export interface Said {
  readonly what: 'after' | 'danger' | 'takes' | 'interrupts' | 'watch' | 'back' | 'note'
  readonly text: string
  /** What is typed: of what is watched it stands before the text, of the way back behind it. */
  readonly typed?: string
  readonly danger?: Danger
}

/** As one text. @param mark of what is typed */
export function saidText(
  { what, text, typed: line }: Said,
  mark = (code: string): string => code,
  plain = (words: string): string => words,
): string {
  if (line === undefined) return plain(text)
  return what === 'watch' ? `${mark(line)}: ${plain(text)}` : `${plain(text)}: ${mark(line)}`
}

export function stepTexts({ steps }: Plan, resolved: Resolved): readonly StepText[] {
  const numbers = new Map(steps.map(({ id }, index) => [id, index + 1]))
  return steps.map((step, index) => ({
    number: index + 1,
    id: step.id,
    does: step.does,
    system: step.system,
    run: step.run.kind === 'command' ? typed(step.run, resolved) : runText(step.run).replace(/^by hand: /, ''),
    isCommand: step.run.kind === 'command',
    where: placeOf(step, resolved),
    says: said(step, numbers, resolved),
  }))
}

function placeOf({ run }: PlannedStep, resolved: Resolved): string {
  const where = whereOf(run, resolved)
  return where === 'here' ? '' : where
}

function said(step: PlannedStep, numbers: ReadonlyMap<string, number>, resolved: Resolved): readonly Said[] {
  const { after, dangers: carried, interrupts, watch, back, notes } = step
  const reasons = Map.groupBy(after, ({ because }) => because)
  return [
    ...[...reasons].map(([because, all]): Said => {
      const list = all.map(({ step: id }) => numbers.get(id) ?? 0).toSorted((a, b) => a - b)
      return { what: 'after', text: `${list.join(', ')}: ${because}` }
    }),
    ...dangersOf(carried),
    ...takesOf(step),
    ...interrupts.map(({ who, what, lasts, until }): Said => {
      const end = until === undefined ? lasts : `until step ${numbers.get(until) ?? until}`
      return { what: 'interrupts', text: `${who.length === 0 ? 'nobody' : who.join(', ')}: ${what}, ${end}` }
    }),
    ...notes.map((text): Said => ({ what: 'note', text })),
    ...watched(watch, resolved),
    ...(step.effect === 'reads' ? [] : [backOf(back, resolved)]),
  ]
}

/** Alerts in one line: their expressions are for programs. */
function watched(all: PlannedStep['watch'], resolved: Resolved): readonly Said[] {
  const alerts = [...new Set(all.flatMap(one => (one.by === 'query' ? [one.alert] : [])))]
  return [
    ...all.flatMap((one): readonly Said[] =>
      one.by === 'query'
        ? []
        : [{ what: 'watch', typed: one.by === 'probe' ? one.url : typed(one.run, resolved), text: one.expect }],
    ),
    ...(alerts.length === 0 ? [] : [{ what: 'watch', text: `these alerts stay quiet: ${alerts.join(', ')}` } as const]),
  ]
}

function backOf(back: PlannedStep['back'], resolved: Resolved): Said {
  if ('none' in back) return { what: 'back', text: `no way back: ${back.none}` }
  if (back.run.length === 0) return { what: 'back', text: back.how }
  return { what: 'back', text: back.how, typed: back.run.map(run => typed(run, resolved)).join(' && ') }
}

/** What no danger names already. */
function takesOf({ takes, dangers: carried }: PlannedStep): readonly Said[] {
  const left = takes.filter(object => carried.every(({ subject }) => subject !== object))
  return left.length === 0 ? [] : [{ what: 'takes', text: fewOf(left) }]
}

function fewOf(all: readonly string[]): string {
  return all.length > MANY ? `${all.slice(0, MANY).join(', ')} and ${all.length - MANY} more` : all.join(', ')
}

/** What says the same of several is said once. */
function dangersOf(carried: PlannedStep['dangers']): readonly Said[] {
  const groups = Map.groupBy(carried, ({ danger, why = '' }) => `${danger}\t${why}`)
  return [...groups.values()]
    .toSorted((a, b) => worst(a) - worst(b))
    .flatMap(all => {
      const [first] = all
      if (first === undefined) return []
      const few = fewOf([...new Set(all.map(({ subject }) => subject))])
      return [
        { what: 'danger', danger: first.danger, text: `${few}${first.why === undefined ? '' : `: ${first.why}`}` },
      ]
    })
}

const MANY = 4

function worst([first]: PlannedStep['dangers']): number {
  return first === undefined ? dangers.length : dangers.indexOf(first.danger)
}

/** How many steps carry each danger, the worst first. */
export function dangerSteps({ steps }: Plan): readonly (readonly [Danger, number])[] {
  return dangers.flatMap(word => {
    const count = steps.filter(({ dangers: carried }) => carried.some(({ danger }) => danger === word)).length
    return count === 0 ? [] : [[word, count] as const]
  })
}
