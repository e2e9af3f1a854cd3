import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'

/** A list that means everything where it is left out means nothing where it is empty: no alert ever fires. */
export function checkEmpty({ hosts, file }: Resolved): Finding[] {
  return hosts
    .filter(({ disks }) => disks?.length === 0)
    .map(({ name: subject }) => ({
      code: 'empty-setting',
      where: { subject, path: 'disks', file },
      problem: 'no disk is watched',
      got: '[]',
      expected: 'mount points, or no list, which watches every disk',
      fix: 'name the disks, or leave the list out',
    }))
}
