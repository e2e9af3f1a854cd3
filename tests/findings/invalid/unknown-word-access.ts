import { type Expected, fixture, server } from '../parts.ts'

/** A connection, a network and a method that PostgreSQL lacks, and rules that are right. */
// here
const pg = server({
  accessRules: [
    'host all all 10.0.0.0/8 scram-sha-256',
    'host all all ::/0 scram-sha-256',
    'local all postgres peer',
    'hostssl all all samenet cert',
    'hosts all all 10.0.0.0/8 md5',
    'host all all 10.0.0.0/33 md5',
    'host all all 10.0.0.0/8 scram-sha-265',
  ],
})

export default fixture(import.meta, { services: [pg] })
export const expected: Expected = [4, 5, 6].map(index => `unknown-word pg workload.accessRules[${index}]`)
