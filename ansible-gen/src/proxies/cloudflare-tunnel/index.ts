/** The public proxy behind a tunnel of Cloudflare, as an estate states it. */
export * from './settings.ts'
export { type TunnelFile, tunnelSlot } from './slot.ts'
