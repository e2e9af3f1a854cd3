import { image } from '@homelab/estate'
import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

// here
const app = composed(import.meta, 'app', { app: right({ image: image('example.org/app', 'latest') }) })

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = ['unpinned-image app example.org/app']
