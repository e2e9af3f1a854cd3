/** The public proxy on Fly.io, as an estate states it. */
export * from './workload.ts'
