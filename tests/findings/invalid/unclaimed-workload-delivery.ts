import { cluster, service } from '@homelab/estate'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

const { kind: _, name: __, ...rest } = kind

// here
const far = cluster('far', { ...rest, on: box, delivery: { kind: 'moon' } })

const web = service(import.meta, 'web', { title: 'Web', summary: 'x', ports: {}, workload: pod({ at: far }) })

export default fixture(import.meta, { clusters: [far], services: [web] })
export const expected: Expected = ['unclaimed-workload far delivery']
