import { file, hostService, inHome, systemdTimer } from '@homelab/ansible-gen'
import { daily, service, text } from '@homelab/estate'
import { nuc } from '../places.ts'

const script = inHome(nuc, 'bin/prune-images')

/** A job with a timer. */
export const housekeeping = service(import.meta, 'housekeeping', {
  title: 'Housekeeping',
  summary: 'removes images that nothing runs any more',
  ports: {},
  workload: hostService({
    at: nuc,
    directories: [{ path: inHome(nuc, 'bin'), mode: '0755' }],
    programs: [
      systemdTimer('lab-housekeeping', {
        description: 'Removes images that nothing runs any more',
        program: [script],
        schedule: daily(4, 30),
        reads: [file(script, '0755', text('#!/bin/sh\nexec k3s crictl rmi --prune\n'))],
      }),
    ],
  }),
})
