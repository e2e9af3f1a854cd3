import { defineSlot, type Slot, type SlotKind } from '@homelab/estate/model'

/** What each collector's script knows besides its output file and what it asks. Paths are absolute. */
export interface ScriptSettings {
  readonly jellyfin: { readonly keyFile: string; readonly jq: string; readonly timeoutSeconds: number }
  readonly minikube: {
    readonly minikube: string
    readonly kubectl: string
    readonly jq: string
    readonly profile: string
    readonly timeoutSeconds: number
  }
  readonly power: { readonly powermetrics: string; readonly timeoutSeconds: number }
  readonly zot: { readonly timeoutSeconds: number }
}

/** Where a script writes, absolute. */
interface Output {
  readonly textfile: string
}

/** Slots of the textfile collectors' scripts. What they ask is what their service needs. */
export const scriptSlots = {
  jellyfin: defineSlot<ScriptSettings['jellyfin'] & Output>('jellyfin-metrics'),
  minikube: defineSlot<ScriptSettings['minikube'] & Output>('minikube-metrics'),
  power: defineSlot<ScriptSettings['power'] & Output>('power-metrics'),
  zot: defineSlot<ScriptSettings['zot'] & Output>('zot-metrics'),
} satisfies { readonly [K in keyof ScriptSettings]: SlotKind<ScriptSettings[K] & Output> }

/** The script of a textfile collector. */
export function collectorScript<K extends keyof ScriptSettings>(
  of: K,
  textfile: string,
  settings: ScriptSettings[K],
): Slot {
  const slots: { readonly [N in keyof ScriptSettings]: SlotKind<ScriptSettings[N] & Output> } = scriptSlots
  return slots[of].of({ textfile, ...settings })
}
