import { defineSlot } from '@homelab/estate/model'

/** The slot of the names that dnsmasq answers for: those of private domains, with the address of who carries them. */
export const dnsmasqSlot = defineSlot<Readonly<Record<string, never>>>('dnsmasq.d')
