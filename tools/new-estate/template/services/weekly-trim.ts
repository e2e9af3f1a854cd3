import { directory, file, hostService, inHome, systemdTimer } from '@homelab/ansible-gen'
import { cron, service, text } from '@homelab/estate'
import { server } from '../hosts.ts'

const script = inHome(server, 'bin/trim')

/** The smallest service: a script that runs by the clock. Its role and its page are rendered from this file. */
export const weeklyTrim = service(import.meta, 'weekly-trim', {
  title: 'Weekly trim',
  summary: 'removes what package managers and logs leave behind',
  ports: {},
  workload: hostService({
    at: server,
    directories: [directory(inHome(server, 'bin'))],
    programs: [
      systemdTimer('weekly-trim', {
        description: 'Removes what package managers and logs leave behind',
        program: [script],
        schedule: cron('30 4 * * 0'),
        reads: [file(script, '0755', text('#!/bin/sh\nset -eu\napt-get clean\njournalctl --vacuum-time=30d\n'))],
      }),
    ],
  }),
})
