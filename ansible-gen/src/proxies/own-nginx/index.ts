/** The public proxy on a machine of one's own, as an estate states it. */
export * from './workload.ts'
