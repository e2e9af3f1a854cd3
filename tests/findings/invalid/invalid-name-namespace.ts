import { service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const workload = pod({ namespace: 'Apps' })
const web = service(import.meta, 'web', { title: 'Web', summary: 'web', ports: {}, workload })

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-name web workload.namespace']
