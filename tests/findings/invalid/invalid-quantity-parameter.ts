import { type Expected, fixture, server } from '../parts.ts'

/** A unit that PostgreSQL lacks, all memory of the container, and what is right. */
// here
const pg = server({
  resources: { requests: { memory: '128Mi', cpu: '10m' }, limits: { memory: '512Mi' } },
  parameters: {
    shared_buffers: '512MB',
    work_mem: '4MiB',
    max_wal_size: '1GB',
    logical_decoding_work_mem: '65536B',
    max_connections: '50',
  },
})

export default fixture(import.meta, { services: [pg] })
export const expected: Expected = [
  'invalid-quantity pg workload.parameters.shared_buffers',
  'invalid-quantity pg workload.parameters.work_mem',
]
