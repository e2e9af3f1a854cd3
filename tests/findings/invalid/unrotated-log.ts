import { hostService, launchAgent } from '@homelab/ansible-gen'
import { host, service } from '@homelab/estate'
import { box, type Expected, fixture, kind } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/someone', brewPrefix: '/opt/homebrew' })

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'writes a line for each request',
  ports: {},
  // here
  workload: hostService({
    at: mac,
    programs: [
      launchAgent({
        label: 'web',
        program: ['/usr/bin/true'],
        keepAlive: true,
        logs: '/Users/someone/Library/Logs/web',
        collectLogs: 'untailed',
      }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [box, mac], clusters: [kind], services: [web] })
export const expected: Expected = ['unrotated-log web workload.programs']
