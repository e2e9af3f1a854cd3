import { image, service } from '@homelab/estate'
import { dexIn } from '@homelab/services'
import { type Expected, fixture, kind } from '../parts.ts'

/** It knows nobody, and asks nobody. */
const login = service(import.meta, 'login', {
  // here
  ...dexIn(kind, { image: image('ghcr.io/dexidp/dex', 'v2.41.1'), opens: 'tailnet' }),
  routes: { tailnet: { port: 'http' } },
})

export default fixture(import.meta, { services: [login] })
export const expected: Expected = ['empty-setting login workload']
