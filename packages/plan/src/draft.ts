import type { Change } from '@homelab/estate/model'
import type { PlannedStep } from './model.ts'

/** A step that has no place yet. */
export interface Draft extends Pick<PlannedStep, 'id' | 'system' | 'does' | 'run' | 'effect' | 'services'> {
  /** What it is for the rules of order. */
  readonly stage: Stage
  /** What is delivered together, by key; see `Unit`. */
  readonly unit?: string
  /** What it brings about. */
  readonly changes: readonly Change[]
  readonly back: PlannedStep['back']
  readonly watch?: PlannedStep['watch']
  readonly interrupts?: PlannedStep['interrupts']
  readonly notes?: readonly string[]
  /** What it must come after, besides what the rules say: steps by id, with the reason. */
  readonly after?: PlannedStep['after']
}

/** In the order in which steps stand that have nothing to do with each other. */
export const stages = [
  'put',
  'save',
  'preview',
  'apply',
  'allow',
  'hold',
  'push',
  'release',
  'carry',
  'invite',
  'stop',
  'remove',
  'drop',
  'forget',
  'let-go',
  'check',
] as const

type Stage = (typeof stages)[number]
