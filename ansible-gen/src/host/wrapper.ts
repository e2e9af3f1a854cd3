import type { Slot } from '@homelab/estate'
import { slot } from '@homelab/estate'

export const wrapperSlot = 'environment-wrapper'

/** A script that reads variables from files and then becomes a program: for programs that take secrets only so. */
export interface WrapperSettings {
  /** Variable -> file whose content is its value; absolute. */
  readonly variables: Readonly<Record<string, string>>
  readonly program: readonly [string, ...string[]]
}

export function environmentWrapper(settings: WrapperSettings): Slot {
  return slot(wrapperSlot, settings)
}
