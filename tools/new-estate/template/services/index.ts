import type { Service } from '@homelab/estate'
import { weeklyTrim } from './weekly-trim.ts'

/** Every service of the homelab: a file each. */
export const services: readonly Service[] = [weeklyTrim]
