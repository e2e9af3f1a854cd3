import { directory, file, hostService, launchAgent } from '@homelab/ansible-gen'
import { accept, host, service, text } from '@homelab/estate'
import { box, type Expected, fixture, kind } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/someone', brewPrefix: '/opt/homebrew' })
const home = '/Users/someone'

function agent(name: string, logs: string, own: Partial<Parameters<typeof hostService>[0]> = {}) {
  // here
  return service(import.meta, name, {
    title: 'Agent',
    summary: 'writes',
    ports: {},
    accepts: [accept('unrotated-log', 'a fixture', 'workload.programs')],
    workload: hostService({
      at: mac,
      programs: [
        launchAgent({
          label: name,
          program: ['/usr/bin/true'],
          schedule: { kind: 'schedule', cron: '0 4 * * *' },
          logs: `${home}/${logs}`,
        }),
      ],
      ...own,
    }),
  })
}

function reader(label: string) {
  const reads = [file(`${home}/one`, '0644', text('a\n'))]
  return launchAgent({ label, program: ['/usr/bin/true'], everySeconds: 60, reads, logs: `${home}/${label}` })
}

/** A folder may be of several; the second one that writes a log, or lays a file where a folder is, is told. */
export default fixture(import.meta, {
  hosts: [box, mac],
  clusters: [kind],
  services: [
    agent('first', 'shared', { directories: [directory(`${home}/data`), directory(`${home}/state`)] }),
    agent('log', 'shared', { directories: [directory(`${home}/data`)] }),
    agent('twice', 'twice', {
      // here
      files: [file(`${home}/script`, '0755', text('a\n')), file(`${home}/script`, '0600', text('b\n'))],
    }),
    // One file of two programs is one.
    agent('once', 'once', { programs: ['once', 'again'].map(label => reader(label)) }),
    // here
    agent('lays', 'own', { files: [file(`${home}/state`, '0600', text('a\n'))] }),
  ],
})
export const expected: Expected = [
  'contested-path lays workload /Users/someone/state',
  'contested-path log workload /Users/someone/shared.err.log',
  'contested-path log workload /Users/someone/shared.out.log',
  'contested-path twice workload /Users/someone/script',
]
