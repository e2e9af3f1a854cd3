import type { Check } from '../check.ts'

/**
 * `up`: it answers as it should. `warning`: it does, and something is not well. `down`: it does not. `unknown`: nobody could
 * ask, which is never fine.
 */
export type State = 'up' | 'warning' | 'down' | 'unknown'

export interface Answer {
  readonly state: State
  /** What was seen, or why nobody could ask; one clause. */
  readonly detail: string
}

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
