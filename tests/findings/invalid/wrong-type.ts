import { type Service, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', { title: 'Web', summary: 'web', ports: {}, workload: pod() })
/** What is left of a service where two files import each other: the compiler does not see it. */
const missing = undefined as unknown as Service

// here
export default fixture(import.meta, { services: [missing, web] })
export const expected: Expected = ['wrong-type services[0]']
