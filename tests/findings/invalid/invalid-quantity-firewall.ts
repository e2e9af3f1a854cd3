import { box, type Expected, fixture } from '../parts.ts'
import { wall, walled } from '../walled.ts'

// here
const door = wall(import.meta, { trySeconds: 3 })

export default fixture(import.meta, { hosts: [box, walled], services: [door] })
export const expected: Expected = ['invalid-quantity wall workload.programs']
