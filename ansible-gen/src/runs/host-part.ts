import {
  type BackupTool,
  type DeliveredSecret,
  entitiesIn,
  type HeldVolume,
  type Host,
  listening,
  type Mine,
  metricsOf,
  type OwnFile,
  type Requirement,
  type Runs,
  referenceId,
  type Scheduled,
  type Step,
  step,
  toolsIn,
  unknownRuns,
  workloadPart,
} from '@homelab/estate'
import type { HostFile } from '../host/files.ts'
import { pgpassSlot } from '../host/pgpass.ts'
import type { Program } from '../host/programs.ts'
import { snakeCase } from '../host/snake-case.ts'
import type { HostWorkload } from '../host/workload.ts'
import { unitOf, unitSteps } from './units.ts'

/** A service of a host, which an Ansible role sets up. */
export const hostPart = workloadPart<HostWorkload>(['host-service'], (workload, mine) => {
  const { service, host } = mine
  if (host === undefined) return unknownRuns('host-service', mine)
  const { name } = service
  const { programs = [], packages = [], directories = [], cluster } = workload
  const role = snakeCase(name)
  const delivery = { id: `${name}/role/${role}`, part: 'host-service', by: 'ansible', host: host.name, role } as const
  const units = [...(cluster === undefined ? [] : [cluster]), ...programs].map(each => unitOf(name, host, each))
  return {
    deliveries: [delivery],
    releases: packages.map(({ from, name: of }) => ({
      ...{ id: `${name}/release/${of}`, part: 'package', of: 'package', from, name: of },
    })),
    pods: [],
    units,
    files: filesOf(workload).map(file => ownFile(name, host, file)),
    folders: directories.map(({ path, mode, owner }) => ({
      ...{ id: `${name}/folder/${path}`, part: 'directory', host: host.name, path, mode },
      ...(owner === undefined ? {} : { owner: owner.user }),
    })),
    volumes: service.volumes.map(
      (volume): HeldVolume => ({
        id: `${name}/volume/${volume.name}`,
        part: 'data',
        on: 'host',
        volume,
        host: host.name,
      }),
    ),
    ports: listening('host-service', mine, port => service.addresses?.[port] ?? service.address ?? 'unknown', false),
    delivered: deliveredSecrets(mine, workload, host),
    reads: [],
    identities: [...new Set(programs.flatMap(userOf))].map(user => ({
      ...{ id: `${name}/user/${user}`, part: 'systemd-unit', kind: 'user', name: user, rights: 'unknown' },
    })),
    provides:
      cluster === undefined
        ? []
        : [{ id: `${name}/cluster/${cluster.profile}`, part: 'minikube', kind: 'cluster', name: cluster.profile }],
    requires: [
      ...requirementsOf(name, workload),
      ...usersOf(workload, host).map(user => ({
        ...{ id: `${name}/requires/user/${user}`, part: 'host-service', kind: 'user' as const, name: user },
      })),
    ],
    logs: logsOf(mine),
    metrics: metricsOf('host-service', mine),
    schedules: programs.flatMap(program => scheduleOf(name, program)),
    reaches: 'unknown',
    byHand: [],
    questions: units.map(({ id }) => ({ id: `${id}?`, about: id, kind: 'unit-runs' })),
    operations: [
      ...roleSteps(delivery.id, role, host),
      ...toolsIn(mine.parts, mine.service).flatMap(({ tool, settings }) =>
        tool.steps(delivery.id, { settings, host, ...restoreTestOf(tool, workload) }),
      ),
      ...units.flatMap(unit => unitSteps(host, unit)),
    ],
  } satisfies Runs
})

/** Where the script lies that tests whether the backups of a tool can be restored. */
function restoreTestOf({ restoreTest: kind }: BackupTool, workload: HostWorkload): { readonly restoreTest?: string } {
  const found = filesOf(workload).find(({ content }) => content.kind === 'slot' && content.slot === kind)
  return found === undefined ? {} : { restoreTest: found.path }
}

/** All files of the role, with those that its programs read. */
function filesOf({ files = [], programs = [] }: HostWorkload): readonly HostFile[] {
  return [...files, ...programs.flatMap(({ reads = [] }) => reads)]
}

function ownFile(service: string, { name: host }: Host, { path, mode, owner, content }: HostFile): OwnFile {
  return {
    ...{ id: `${service}/file/${path}`, part: 'file', host, path, mode },
    ...(owner === undefined ? {} : { owner: owner.user }),
    holdsSecret: isPasswordFile(content) || entitiesIn(content).secrets.length > 0,
  }
}

/** libpq's file has a row for each login that the service declares: what is in it stands in no content. */
function isPasswordFile(content: HostFile['content']): boolean {
  return pgpassSlot.is(content)
}

/** Each secret that a role writes somewhere, or gives somebody. */
function deliveredSecrets(
  { service, roles }: Mine,
  workload: HostWorkload,
  { name: host }: Host,
): readonly DeliveredSecret[] {
  const passwords = new Set(roles.map(({ password }) => referenceId(password)))
  const files = filesOf(workload).map(({ path, content }) => ({
    path,
    held: new Set([...entitiesIn(content).secrets.map(referenceId), ...(isPasswordFile(content) ? passwords : [])]),
  }))
  const actions = Object.entries(workload.actionsSecrets?.secrets ?? {})
  const all = Map.groupBy([...service.secrets, ...roles.map(({ password }) => password)], referenceId)
  return [...all].flatMap(([key, [secret]]) =>
    secret === undefined
      ? []
      : [
          {
            id: `${service.name}/secret/${secret.vault}/${secret.item}/${secret.field}`,
            part: 'host-service',
            to: 'host',
            host,
            secret,
            paths: files.filter(({ held }) => held.has(key)).map(({ path }) => path),
            actions: actions.flatMap(([name, other]) => (referenceId(other) === key ? [name] : [])),
            followed: false,
          },
        ],
  )
}

/** Whom its programs run as, and its files belong to, besides root and the login that plays the role. */
function usersOf(workload: HostWorkload, { user: login }: Host): readonly string[] {
  const { programs = [], directories = [] } = workload
  const owners = [...filesOf(workload), ...directories].flatMap(({ owner }) => owner?.user ?? [])
  const all = new Set([...programs.flatMap(userOf), ...owners])
  return [...all].filter(user => user !== 'root' && user !== login)
}

function userOf(program: Program): readonly string[] {
  return program.kind === 'systemd-unit' && program.user !== undefined ? [program.user] : []
}

function requirementsOf(
  service: string,
  { requires = [], requiresVersions = [] }: HostWorkload,
): readonly Requirement[] {
  return [
    ...requires.map(({ path, how }) => ({
      ...{ id: `${service}/requires/${path}`, part: 'requirement', kind: 'program' as const, path, how },
    })),
    ...requiresVersions.map(({ program, atLeast, how }) => ({
      ...{ id: `${service}/requires/${program}`, part: 'requirement', kind: 'version' as const, program, atLeast, how },
    })),
  ]
}

function logsOf({ service: { name, logs, journals } }: Mine): Runs['logs'] {
  return [
    ...logs.map(({ path, stream, label = name }) => ({
      ...{ id: `${name}/logs/${path}`, part: 'log-file', from: 'file' as const, path, stream, label },
    })),
    ...journals.map(({ unit }) => ({
      id: `${name}/logs/${unit}`,
      part: 'systemd-unit',
      from: 'journal' as const,
      unit,
    })),
  ]
}

function scheduleOf(service: string, program: Program): readonly Scheduled[] {
  if (program.kind === 'brew-service') return []
  const { schedule, everySeconds } = program
  const what = program.kind === 'launch-agent' ? program.label : program.unit
  const at = schedule ?? (everySeconds === undefined ? undefined : { everySeconds })
  return at === undefined ? [] : [{ id: `${service}/schedule/${what}`, part: program.kind, what, at }]
}

/** Shows what a role would change, and runs it. */
function roleSteps(to: string, role: string, { name }: Host): readonly Step[] {
  const play = (...more: readonly string[]): Step['run'] => ({
    kind: 'command',
    words: ['ansible-playbook', `playbooks/${name}.yml`, '--tags', role, ...more],
    on: 'operator',
    folder: 'ansible',
  })
  return [
    step(to, 'preview', 'reads', play('--check', '--diff')),
    { ...step(to, 'apply', 'changes', play()), after: [`${to}#preview`] },
  ]
}
