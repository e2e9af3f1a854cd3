import type { Command } from '../cli/command.ts'

/** Every command, by name; each is imported when it is asked for. */
export const registry: Readonly<Record<string, () => Promise<Command>>> = {
  synth: async () => (await import('./synth.ts')).synth,
  check: async () => (await import('./check.ts')).check,
  reach: async () => (await import('./reach.ts')).reach,
  'services-check': async () => (await import('./services-check.ts')).servicesCheck,
}
