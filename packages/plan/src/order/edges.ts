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
  readonly stage: (...stages: readonly Draft['stage'][]) => readonly Draft[]
}

/** One reason to put steps in an order. Unique: `secret-before-reader`. */
export interface OrderRule {
  readonly name: string
  readonly edges: (drafted: Drafted) => readonly Edge[]
}

export function drafted(ground: Ground, units: readonly Unit[], drafts: readonly Draft[]): Drafted {
  const of =
    (stages: readonly Draft['stage'][]) =>
    (service: string): readonly Draft[] =>
      drafts.filter(
        ({ stage, services, unit }) => unit !== undefined && stages.includes(stage) && services.includes(service),
      )
  return {
    ...{ ...ground, units, drafts },
    applies: of(['apply']),
    ends: of(['remove', 'stop']),
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
