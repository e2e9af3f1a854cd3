import { box, type Expected, fixture } from '../parts.ts'
import { wall, walled } from '../walled.ts'

// here
const door = wall(import.meta, { lan: ['192.0.2.0/24', 'home', '192.0.2.0/33'], inside: ['br-lan', 'eth0; accept'] })

export default fixture(import.meta, { hosts: [box, walled], services: [door] })
export const expected: Expected = [
  'unknown-word wall workload.programs',
  'unknown-word wall workload.programs',
  'unknown-word wall workload.programs',
]
