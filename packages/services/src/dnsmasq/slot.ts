import { defineSlot } from '@homelab/estate/model'

/** The slot of the names that dnsmasq answers for: those of the private domain, with the address of who carries them. */
export const dnsmasqSlot = defineSlot<Readonly<Record<string, never>>>('dnsmasq.d')
