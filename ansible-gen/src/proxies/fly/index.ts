/** The public proxy on Fly.io, as an estate states it. */
export { flyParts } from './part.ts'
export * from './workload.ts'
