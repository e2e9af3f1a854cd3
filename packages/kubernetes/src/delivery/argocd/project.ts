import type { ArgoCdDelivery } from './settings.ts'

/** Its project is rendered: with windows, and always where it is that of another cluster. */
export function hasProject({ windows, from }: ArgoCdDelivery): boolean {
  return windows !== undefined || from !== undefined
}
