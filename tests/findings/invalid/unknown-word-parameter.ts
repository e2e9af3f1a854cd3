import { type Expected, fixture, server } from '../parts.ts'

/** A slip, one that the operator keeps to itself, and of extensions and later versions nobody knows. */
// here
const pg = server({
  parameters: {
    max_conections: '50',
    listen_addresses: 'localhost',
    archive_mode: 'off',
    Work_Mem: '4MB',
    'pg_stat_statements.max': '10000',
    wal_level: 'replica',
    a_word_of_the_future: 'on',
    TimeZone: 'UTC',
  },
})

export default fixture(import.meta, { services: [pg] })
export const expected: Expected = [
  'unknown-word pg workload.parameters.max_conections',
  'unread-option pg workload.parameters.archive_mode',
  'unread-option pg workload.parameters.listen_addresses',
]
