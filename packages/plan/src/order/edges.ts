/** A step that comes before another, and why. */
import { present } from '@homelab/formats/present'
import type { Draft } from '../draft.ts'
import type { Ground } from '../ground.ts'
import type { Interruption } from '../model.ts'
import type { Unit } from '../units.ts'

export interface Edge {
  readonly first: string
  readonly next: string
  /** One clause. */
  readonly because: string
  /** What it costs where it can't be so, since both wait for each other: it lasts until the first is done. */
  readonly otherwise?: Omit<Interruption, 'lasts' | 'until'> & {
    /** How a change is made that does not cost it. */
    readonly spared?: string
  }
}

/** What rules are asked of. */
export interface Drafted extends Ground {
  readonly drafts: readonly Draft[]
  readonly units: readonly Unit[]
  /** What brings what changes of a service. */
  readonly applies: (service: string) => readonly Draft[]
  /** What ends what it was. */
  readonly ends: (service: string) => readonly Draft[]
  /** What is done to what is delivered at once, by key. */
  readonly ofUnit: (unit: string | undefined) => readonly Draft[]
  readonly stage: (...stages: readonly Draft['stage'][]) => readonly Draft[]
}

/** One reason to put steps in an order. Unique: `secret-before-reader`. */
export interface OrderRule {
  readonly name: string
  readonly edges: (drafted: Drafted) => readonly Edge[]
  /** What comes too early tries again until it is there: nothing is held for it. */
  readonly mild?: true
}

export function drafted(ground: Ground, units: readonly Unit[], drafts: readonly Draft[]): Drafted {
  const of = (...stages: readonly Draft['stage'][]): ((service: string) => readonly Draft[]) => {
    const own = drafts.filter(({ stage, unit }) => unit !== undefined && stages.includes(stage))
    const pairs = own.flatMap(draft => draft.services.map(service => ({ service, draft })))
    const found = Map.groupBy(pairs, ({ service }) => service)
    return service => found.get(service)?.map(({ draft }) => draft) ?? []
  }
  const byUnit = Map.groupBy(drafts, ({ unit }) => unit)
  return {
    ...{ ...ground, units, drafts },
    applies: of('apply'),
    ends: of('remove', 'stop'),
    ofUnit: unit => (unit === undefined ? [] : (byUnit.get(unit) ?? [])),
    stage: (...stages) => drafts.filter(({ stage }) => stages.includes(stage)),
  }
}

/** Every first before every next. */
export function between(
  first: readonly Draft[],
  next: readonly Draft[],
  because: string,
  otherwise?: Edge['otherwise'],
): readonly Edge[] {
  return first.flatMap(one =>
    next.flatMap(two =>
      one.id === two.id ? [] : [{ first: one.id, next: two.id, because, ...present({ otherwise }) }],
    ),
  )
}
