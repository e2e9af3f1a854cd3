import { service } from '@homelab/estate'
import { alloyIn } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'
import { alertmanager, images, logs, metrics } from '../ready.ts'

// here
const alloy = service(import.meta, 'alloy', {
  ...alloyIn(kind, images),
})

export default fixture(import.meta, { services: [alertmanager, metrics, logs, alloy] })
export const expected: Expected = ['unfilled-slot alloy needs']
