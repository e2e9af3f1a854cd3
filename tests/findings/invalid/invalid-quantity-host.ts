import { host } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const right = host('right', { platform: 'linux', role: 'has some', memory: '16Gi', processors: 8 })
// here
const memory = host('memory', { platform: 'linux', role: 'has too few letters', memory: '16G i', processors: 1 })
// here
const processors = host('processors', { platform: 'linux', role: 'has a part of one', processors: 0.5 })

export default fixture(import.meta, { hosts: [box, right, memory, processors] })
export const expected: Expected = ['invalid-quantity memory memory', 'invalid-quantity processors processors']
