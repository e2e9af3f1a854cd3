import { type Expected, fixture, server } from '../parts.ts'

/** Who asks from the server's own container is nobody else. */
// here
const pg = server({
  accessRules: [
    'local all all trust',
    'host all all 10.0.0.0/8 trust',
    'hostssl all all 10.0.0.0 255.0.0.0 trust',
    'host trust all 10.0.0.0/8 scram-sha-256',
  ],
})

export default fixture(import.meta, { services: [pg] })
export const expected: Expected = [1, 2].map(index => `wide-rights pg workload.accessRules[${index}]`)
