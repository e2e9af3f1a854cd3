import { hostService } from '@homelab/ansible-gen'
import { daily, http, service } from '@homelab/estate'
import { standInProgram } from '../../support/stand-in-program.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Its port is open for as long as a run takes. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'answers once a day',
  // here
  ports: { http: http(8080) },
  workload: hostService({
    at: box,
    programs: [standInProgram('web', { program: '/usr/bin/true', schedule: daily(4, 0) })],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unprovided-reference web ports.http']
