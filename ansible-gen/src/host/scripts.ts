import { type Slot, slot } from '@homelab/estate'
import type { BorgmaticSettings } from './borgmatic.ts'

/** Slots of the textfile collectors' scripts. What they ask is what their service needs. */
export const scriptSlots = {
  borgmatic: 'borgmatic-metrics',
  jellyfin: 'jellyfin-metrics',
  minikube: 'minikube-metrics',
  power: 'power-metrics',
  zot: 'zot-metrics',
} as const

/** What each collector's script knows besides its output file and what it asks. Paths are absolute. */
export interface ScriptSettings {
  readonly borgmatic: {
    readonly settings: BorgmaticSettings
    /** For each single question to borg. */
    readonly timeoutSeconds: number
    /** How long a question waits for a backup that holds the repository's lock. */
    readonly lockWaitSeconds: number
  }
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

/** The script of a textfile collector. */
export function collectorScript<K extends keyof ScriptSettings>(
  of: K,
  textfile: string,
  settings: ScriptSettings[K],
): Slot {
  return slot(scriptSlots[of], { textfile, ...settings })
}
