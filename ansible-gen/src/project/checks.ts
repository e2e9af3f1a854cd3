import type { Finding, ResolvedWithWorkloads } from '@homelab/estate/model'
import { calendarIntervals } from '../host/calendar.ts'
import { checkAudiences } from './audiences.ts'
import type { HostService } from './host-services.ts'
import { allowedFolders, isInside, ownPaths } from './own-paths.ts'
import { unwritablePaths } from './owners.ts'
import { unmadeFolders } from './unmade-folders.ts'
import { unreadFiles } from './unread-files.ts'

/** What types can't say of the services of a host. */
export function checkHosts(services: readonly HostService[], resolved: ResolvedWithWorkloads): Finding[] {
  return [
    ...duplicateLabels(services),
    ...services.flatMap(each => [
      ...unknownPrograms(each),
      ...paths(each),
      ...writtenTwice(each),
      ...schedules(each),
      ...evaluated(each),
      ...ofPrograms(each, resolved),
      ...checkAudiences(each, services),
    ]),
    ...unwritablePaths(services),
    ...unmadeFolders(services),
    ...unreadFiles(services),
  ]
}

/** What the estate registers no part for. */
function unknownPrograms({ service, workload: { programs = [] }, programs: known }: HostService): Finding[] {
  const kinds = new Set(known.map(({ program }) => program.kind))
  return [...new Set(programs.map(({ kind }) => kind).filter(kind => !kinds.has(kind)))].map(
    (kind): Finding => ({
      code: 'unclaimed-workload',
      where: { subject: service.name, path: 'workload.programs', file: service.file },
      problem: 'no part of the estate renders this kind of program',
      got: kind,
      fix: 'register the part among the `parts` of the estate',
    }),
  )
}

/** A host knows a job by its label alone: the second one would take the place of the first. */
function duplicateLabels(services: readonly HostService[]): Finding[] {
  const jobs = services.flatMap(({ service, programs, host }) =>
    programs.flatMap(({ owns: { label } }) => (label === undefined ? [] : [{ service, host, label }])),
  )
  const groups = Map.groupBy(jobs, ({ host, label }) => `${host.name} ${label}`)
  return [...groups.values()].flatMap(([first, ...others]) =>
    others.map(
      ({ service, label }): Finding => ({
        code: 'duplicate-label',
        where: { subject: service.name, path: 'workload.programs', file: service.file },
        problem: `${first?.service.name} has a job of the same label on this host`,
        got: label,
        fix: 'give one of the two another label',
      }),
    ),
  )
}

function paths(each: HostService): Finding[] {
  const { service, host } = each
  const allowed = allowedFolders(host)
  return [...new Set(ownPaths(each))].flatMap((path): Finding[] => {
    const problem = !path.startsWith('/')
      ? 'the path is not absolute'
      : /\/(?:\.{1,2})?(?:\/|$)/.test(path)
        ? 'the path is not in its simplest form'
        : isInside(allowed, path)
          ? undefined
          : 'the path lies outside the folders that its host allows'
    if (problem === undefined) return []
    return [
      {
        code: 'invalid-path',
        where: { subject: service.name, path: 'workload', file: service.file },
        problem,
        got: path,
        expected: allowed.join(', ') || 'a host with a home folder',
        fix: 'move the file, or add its folder to the `ownedPaths` of the host',
      },
    ]
  })
}

/** Two programs may read one file; of two with one path the second takes the place of the first at each run. */
function writtenTwice({ service, workload: { files = [], programs = [] } }: HostService): Finding[] {
  const all = [...files, ...programs.flatMap(({ reads = [] }) => reads)]
  return [...Map.groupBy(all, ({ path }) => path)].flatMap(([path, same]): Finding[] =>
    new Set(same.map(each => JSON.stringify(each))).size === 1
      ? []
      : [
          {
            code: 'contested-path',
            where: { subject: service.name, path: `workload ${path}`, file: service.file },
            problem: 'two files of the service have this path',
            got: path,
            fix: 'give one of the two another path',
          },
        ],
  )
}

/** What its parts have to say. */
function ofPrograms({ service, host, programs }: HostService, resolved: ResolvedWithWorkloads): Finding[] {
  return programs.flatMap(({ program, part }) => [...(part.checks?.(program, service, host, resolved) ?? [])])
}

function schedules({ service, programs }: HostService): Finding[] {
  return programs.flatMap(({ owns: { schedule, everySeconds: interval } }): Finding[] => {
    const where = { subject: service.name, path: 'workload.programs', file: service.file }
    if (interval !== undefined && !(Number.isInteger(interval) && interval > 0)) {
      return [
        {
          code: 'invalid-schedule',
          where,
          problem: 'the job never runs at this interval',
          got: String(interval),
          expected: 'a whole number of seconds above zero',
          fix: 'correct `everySeconds`',
        },
      ]
    }
    if (schedule === undefined || calendarIntervals(schedule) !== undefined) return []
    return [
      {
        code: 'invalid-schedule',
        where,
        problem: 'the host has no way to say this schedule',
        got: JSON.stringify(schedule.cron),
        expected: 'numbers, lists and ranges; a day of the month or a day of the week, not both',
        fix: 'say it in numbers, or split it into two jobs',
      },
    ]
  })
}

/** What Ansible evaluates: parts of the names of variables, and versions that stand in conditions. */
function evaluated({ service: { name: subject, file }, workload }: HostService): Finding[] {
  const names = Object.keys(workload.secretNames ?? {}).filter(name => !/^[A-Za-z0-9_]+$/.test(name))
  const versions = (workload.requiresVersions ?? []).filter(({ atLeast }) => !/^\d+(?:\.\d+)*$/.test(atLeast))
  return [
    ...names.map(
      (name): Finding => ({
        code: 'invalid-name',
        where: { subject, path: `workload.secretNames.${name}`, file },
        problem: 'this is no part of the name of a variable',
        got: JSON.stringify(name),
        expected: 'letters, digits and _',
        fix: 'rename it',
      }),
    ),
    ...versions.map(
      ({ program, atLeast }): Finding => ({
        code: 'invalid-version',
        where: { subject, path: `workload.requiresVersions ${program}`, file },
        problem: 'this can be compared with no version',
        got: JSON.stringify(atLeast),
        expected: 'a version of numbers and dots',
        fix: 'correct it',
      }),
    ),
  ]
}
