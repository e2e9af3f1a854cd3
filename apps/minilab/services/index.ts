import type { Service } from '@homelab/estate'
import { caddy } from './caddy.ts'
import { housekeeping } from './housekeeping.ts'
import { search } from './search.ts'
import { wiki } from './wiki.ts'

export const services: readonly Service[] = [caddy, housekeeping, wiki, search]
