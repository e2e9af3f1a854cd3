import { defineSlot, type Slot } from '@homelab/estate/model'

/** A script that reads variables from files and then becomes a program: for programs that take secrets only so. */
export interface WrapperSettings {
  /** Variable -> file whose content is its value; absolute. */
  readonly variables: Readonly<Record<string, string>>
  readonly program: readonly [string, ...string[]]
}

export const wrapperSlot = defineSlot<WrapperSettings>('environment-wrapper')

/** A script that starts a program with secrets in its environment, for programs that read them from nowhere else. */
export function environmentWrapper(settings: WrapperSettings): Slot {
  return wrapperSlot.of(settings)
}
