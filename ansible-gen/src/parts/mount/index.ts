import {
  type Command,
  type Finding,
  type Host,
  type Options,
  type ResolvedService,
  type Rule,
  renderer,
} from '@homelab/estate/model'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { systemctlSteps } from '../../host/systemd/steps.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import { type Mount, mountPath, mountProgram, unitOf } from './program.ts'

export { type DiskOption, diskMount, type Mount, nfsMount } from './program.ts'

const ofMount: Options<Mount> = {
  ...{ kind: true, reads: true, what: true, where: true, type: true, options: true, share: true },
}

/** Disks and shares that a host mounts. */
export const mounts = hostPart<Mount>({
  kinds: ['mount'],
  options: ofMount,
  owns,
  checks,
  runs: (program, placed) => {
    const { host, service } = placed
    const name = unitOf(program)
    const managed = `${name}.mount`
    const unit = hostUnit(placed, program, {
      title: 'mount',
      name,
      runs: 'once',
      definedIn: [mountPath(program)],
    })
    const sudo = (...words: readonly string[]): Command => onHost(host, 'sudo', ...words)
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'mount',
          name: program.where,
          run: onHost(host, 'systemctl', 'show', '--property=LoadState,ActiveState,Result', managed),
          judged: { by: 'rules', rules },
        }),
      ],
      operations: [
        ...systemctlSteps(unit, host, managed),
        // What is on the disk, or the share, stays.
        stepOf(unit, 'remove', 'changes', sudo('rm', mountPath(program)), 1),
        stepOf(unit, 'remove', 'changes', sudo('systemctl', 'daemon-reload'), 2),
      ],
      volumes:
        program.share === undefined
          ? []
          : [{ id: `${service}/volume/${program.where}`, part: 'mount', on: 'share', share: program.share }],
    }
  },
  renderer: renderer<HostRenderer<Mount>>(() => import('./render.ts')),
  changes: async () => (await import('./changes.ts')).mountChanges,
})

const rules: readonly Rule[] = [
  { has: ['^LoadState=(?!loaded$)(.+)$'], state: 'down', detail: '$1' },
  { has: ['^ActiveState=active$'], state: 'up', detail: 'mounted' },
  { has: ['^ActiveState=(.+)$', '^Result=.+$'], state: 'down', detail: '$1' },
]

function owns(program: Mount): Owned {
  return {
    label: unitOf(program),
    definedIn: [mountPath(program)],
    writes: [program.where],
    calls: [mountProgram(program)],
    user: 'root',
    mounts: [program.where],
  }
}

/** Names that the kernel gives in the order in which it finds disks: https://wiki.archlinux.org/title/Persistent_block_device_naming */
const moving = /^\/dev\/(?:sd[a-z]+|nvme\d+n\d+|vd[a-z]+|xvd[a-z]+|mmcblk\d+)(?:p?\d+)?$/

function checks(
  { what, where }: Mount,
  { name: subject, file }: ResolvedService,
  { platform, name }: Host,
): readonly Finding[] {
  const at = { subject, path: `workload.programs ${where}`, file }
  return [
    ...(moving.test(what)
      ? [
          {
            ...{ code: 'invalid-path' as const, where: at, got: what },
            problem: 'the kernel gives this name to whichever disk it finds first',
            expected: 'a name that stays with the disk: /dev/disk/by-uuid/…',
            fix: 'take the name that `ls -l /dev/disk/by-uuid` shows for it',
          },
        ]
      : []),
    ...(platform === 'macos'
      ? [
          {
            ...{ code: 'unprovided-reference' as const, where: at, got: where },
            problem: `${name} has no systemd, which is to mount this`,
            fix: 'say it of a Linux host',
          },
        ]
      : []),
  ]
}
