import { namedVolume } from '@homelab/ansible-gen'
import { saved } from '@homelab/estate'
import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Docker alone knows where it lies. */
const app = composed(import.meta, 'app', {
  app: right({
    mounts: {
      // here
      '/data': namedVolume('data', 'notes', saved('normal')),
      // Types are stripped when it runs.
      // here
      '/more': namedVolume('more', 'notes', undefined as never),
    },
  }),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = ['missing-backup app volume data', 'missing-backup app volume more']
