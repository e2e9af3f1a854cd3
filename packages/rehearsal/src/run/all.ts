/** A rehearsal, and then the faults that must turn one red: as many in a run as there are Applications for them. */
import { present } from '@homelab/formats/present'
import { type Fault, type Placed, place, renderedOf } from '../faults/index.ts'
import { movedText } from '../moved.ts'
import type { Outcome } from '../outcome.ts'
import { type RehearsalProps, rehearse } from './rehearse.ts'

/** What became of one fault. */
export interface FaultRow {
  readonly what: string
  /** Where it was put; absent where the estate has no place for it. */
  readonly application?: string
  /** Its Application turned as it must, and said why. */
  readonly seen: boolean
  /** The Application's words. */
  readonly said: string
}

export interface Faulty {
  readonly rows: readonly FaultRow[]
  /** What else turned red, by which a fault may be hidden: a clause each. */
  readonly problems: readonly string[]
  readonly seconds: number
}

/** As rendered first, then synced to what was changed. */
export function rehearseChanges(props: RehearsalProps, changes: readonly Fault[]): Promise<Faulty> {
  const { files, fill } = props
  return rounds({ ...props, from: { files, ...present({ fill }) } }, changes, { rows: [], problems: [], seconds: 0 })
}

export function rehearseFaults(props: RehearsalProps, faults: readonly Fault[]): Promise<Faulty> {
  return rounds(props, faults, { rows: [], problems: [], seconds: 0 })
}

async function rounds(props: RehearsalProps, faults: readonly Fault[], done: Faulty): Promise<Faulty> {
  if (faults.length === 0) return done
  const { files, gitops, explained, say } = props
  const rendered = renderedOf(files, gitops)
  const { placed, left, files: faulty } = place(rendered, faults, name => explained.applications[name] === undefined)
  if (placed.length === 0) return { ...done, rows: [...done.rows, ...left.map(withoutPlace)] }
  say(`with faults: ${placed.map(({ fault, application }) => `${application}, ${fault.what}`).join('; ')}`)
  const found = seenIn(await rehearse({ ...props, files: faulty }), placed)
  return rounds(props, left, {
    rows: [...done.rows, ...found.rows],
    problems: [...done.problems, ...found.problems],
    seconds: done.seconds + found.seconds,
  })
}

/** What a rehearsal with these faults shows of them. */
export function seenIn({ rows, asked, moved = [], problems, seconds }: Outcome, placed: readonly Placed[]): Faulty {
  const others = rows.filter(
    ({ verdict, application }) => verdict === 'red' && placed.every(each => each.application !== application),
  )
  const nobodys = asked.flatMap(({ wrong }) => wrong).filter(({ application }) => application === undefined)
  return {
    rows: placed.map(({ fault, application }) => {
      const row = rows.find(each => each.application === application)
      const own = moved.filter(each => each.application === application).map(movedText)
      const said = [row?.reason ?? '', ...own].filter(text => text !== '').join('; ')
      const seen = row?.verdict === (fault.turns ?? 'red') && fault.said.test(said)
      return { what: fault.what, application, seen, said }
    }),
    problems: [
      ...others.map(({ application, reason }) => `${application} is red too: ${reason}`),
      ...nobodys.map(({ what }) => what),
      ...problems,
    ],
    seconds,
  }
}

function withoutPlace({ what }: Fault): FaultRow {
  return { what, seen: false, said: 'the estate has no place for it' }
}
