import { hostService, systemdService } from '@homelab/ansible-gen'
import { host, service } from '@homelab/estate'
import { box, type Expected, fixture, kind } from '../parts.ts'

const server = host('server', {
  platform: 'linux',
  role: 'serves',
  home: '/home/someone',
  user: 'someone',
  ownedPaths: ['/etc/systemd/system'],
})

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: hostService({
    at: server,
    programs: [
      systemdService('web', {
        description: 'Web',
        program: ['/usr/bin/env'],
        environment: { PATH: '/usr/bin:bin' },
      }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [box, server], clusters: [kind], services: [web] })
export const expected: Expected = ['invalid-path web workload.programs web']
