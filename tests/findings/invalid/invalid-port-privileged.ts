import { hostService, systemdService } from '@homelab/ansible-gen'
import { http, service } from '@homelab/estate'
import { server } from '../linux.ts'
import { box, type Expected, fixture, kind } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  // here
  ports: { http: http(80) },
  workload: hostService({
    at: server,
    programs: [systemdService('web', { description: 'Web', program: ['/usr/bin/env'], user: 'someone' })],
  }),
})

export default fixture(import.meta, { hosts: [box, server], clusters: [kind], services: [web] })
export const expected: Expected = ['invalid-port web ports.http']
