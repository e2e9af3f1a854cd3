import type { Verdict } from '@homelab/estate/model'
import type { Check } from '../check.ts'

export type Answer = Verdict
export type State = Verdict['state']

export interface Result extends Answer {
  readonly check: Check
  readonly milliseconds: number
}

export function up(detail: string): Answer {
  return { state: 'up', detail }
}

export function warning(detail: string): Answer {
  return { state: 'warning', detail }
}

export function down(detail: string): Answer {
  return { state: 'down', detail }
}

export function unknown(why: string): Answer {
  return { state: 'unknown', detail: why }
}

/** Whether a result makes the whole fail. */
export function fails({ state }: Answer): boolean {
  return state === 'down' || state === 'unknown'
}
