import type { HostServiceProps } from '@homelab/ansible-gen'
import { present } from '@homelab/formats/present'
import { added } from './added.ts'

/** What an estate says besides of a ready-made service on a host: each list comes after what is there already. */
export interface HostBesides
  extends Pick<
    HostServiceProps,
    'secretNames' | 'packages' | 'directories' | 'files' | 'programs' | 'reachedFrom' | 'data' | 'logs' | 'notes'
  > {}

/** A ready-made service on a host, as an estate has it. */
export function hostWith(own: HostServiceProps, besides: HostBesides = {}): HostServiceProps {
  return {
    ...own,
    ...present({
      secretNames: besides.secretNames,
      reachedFrom: besides.reachedFrom,
      packages: added(own.packages, besides.packages),
      directories: added(own.directories, besides.directories),
      files: added(own.files, besides.files),
      programs: added(own.programs, besides.programs),
      data: added(own.data, besides.data),
      logs: added(own.logs, besides.logs),
      notes: added(own.notes, besides.notes),
    }),
  }
}
