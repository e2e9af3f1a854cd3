import type { Slots } from '@homelab/estate/contents'
import { dexSlots } from './dex/render.ts'
import { dnsmasqSlots } from './dnsmasq/render.ts'
import { homepageSlots } from './homepage/render.ts'

/** The files of ready-made services that are filled from the whole estate. */
export const servicesSlots: Slots = { ...dexSlots, ...dnsmasqSlots, ...homepageSlots }
