import type { Service } from '@homelab/estate'
import { caddy } from './caddy.ts'
import { search } from './search.ts'
import { wiki } from './wiki.ts'

export const services: readonly Service[] = [caddy, wiki, search]
