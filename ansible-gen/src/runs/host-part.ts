import {
  type BackupTool,
  type DeliveredSecret,
  entitiesIn,
  type HeldVolume,
  type Host,
  listening,
  type Mine,
  metricsOf,
  type Options,
  type OwnFile,
  proxyInWorkload,
  type Requirement,
  type Runs,
  referenceId,
  type Step,
  step,
  type Thing,
  toolsIn,
  unknownRuns,
  workloadPart,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { HostFile } from '../host/files.ts'
import type { ProgramRuns } from '../host/host-part.ts'
import { type KnownProgram, knownPrograms } from '../host/known-program.ts'
import { isForgejoLogin, isLoginFile, loginFileSlot } from '../host/logins.ts'
import { pgpassSlot } from '../host/pgpass.ts'
import { snakeCase } from '../host/snake-case.ts'
import { baseGroups, baseUsers } from '../host/users.ts'
import type { HostWorkload } from '../host/workload.ts'

const options: Options<HostWorkload> = {
  ...{ kind: true, at: true, address: true, addresses: true, lan: true, secretNames: true, requires: true },
  ...{ requiresVersions: true, packages: true, releases: true, groups: true, users: true, directories: true },
  ...{ files: true, programs: true, actionsSecrets: true, reachedFrom: true, data: true, logs: true },
  ...{ publicProxy: true, notes: true },
}

/** A service of a host, which an Ansible role sets up. */
export const hostPart = { ...workloadPart<HostWorkload>(['host-service'], runs), options }

function runs(workload: HostWorkload, mine: Mine): Runs {
  const { service, host, parts } = mine
  if (host === undefined) return unknownRuns('host-service', mine)
  const { name } = service
  const { packages = [], releases = [], directories = [] } = workload
  const programs = knownPrograms(parts, workload, host, mine.routes)
  const of = joined(programs.map(({ program, part }) => part.runs(program, { service: name, host, mine })))
  const role = snakeCase(name)
  const delivery = { id: `${name}/role/${role}`, part: 'host-service', by: 'ansible', host: host.name, role } as const
  const operations = [
    ...roleSteps(delivery.id, role, host),
    ...toolsIn(mine.parts, mine.service).flatMap(({ tool, settings }) =>
      tool.steps(delivery.id, { settings, host, ...restoreTestOf(tool, workload) }),
    ),
    ...of.operations,
  ]
  const unit = of.units.find(({ runs: how }) => how === 'kept')?.id ?? ''
  const rendered = `ansible/roles/${role}`
  return {
    deliveries: [delivery],
    releases: [
      ...packages.map(({ from, name: called, version }) => ({
        ...{ id: `${name}/release/${called}`, part: 'package', of: 'package' as const, from, name: called },
        ...present({ version }),
      })),
      ...releases.map(({ name: called, version, url }) => ({
        ...{ id: `${name}/release/${called}`, part: 'release', of: 'download' as const, name: called, version, url },
      })),
      ...of.releases,
    ],
    pods: [],
    units: of.units,
    files: filesOf(workload).map(file => ownFile(name, host, file)),
    folders: directories.map(({ path, mode, owner }) => ({
      ...{ id: `${name}/folder/${path}`, part: 'directory', host: host.name, path, mode },
      ...present({ owner: owner?.user }),
    })),
    volumes: [
      ...service.volumes.map(
        (volume): HeldVolume => ({
          id: `${name}/volume/${volume.name}`,
          part: 'data',
          on: 'host',
          volume,
          host: host.name,
        }),
      ),
      ...of.volumes,
    ],
    ports: listening('host-service', mine, port => service.addresses?.[port] ?? service.address ?? 'unknown', false),
    delivered: deliveredSecrets(mine, workload, host),
    reads: [],
    identities: of.identities,
    provides: [...of.provides, ...accountsOf(name, workload)],
    requires: [
      ...requirementsOf(name, workload),
      ...of.requires,
      ...usersOf(workload, programs, host).map(user => ({
        ...{ id: `${name}/requires/user/${user}`, part: 'host-service', kind: 'user' as const, name: user },
      })),
      ...groupsOf(workload, programs, host).map(group => ({
        ...{ id: `${name}/requires/group/${group}`, part: 'host-service', kind: 'group' as const, name: group },
      })),
    ],
    logs: logsOf(mine),
    metrics: metricsOf('host-service', mine),
    schedules: of.schedules,
    reaches: 'unknown',
    byHand: [],
    questions: of.questions,
    operations,
    ...proxyInWorkload(workload.publicProxy, { mine, unit, delivery: delivery.id, operations, rendered }),
  } satisfies Runs
}

/** What runs of all programs, in their order; what two of them say of one thing stands once. */
function joined(all: readonly ProgramRuns[]): Required<ProgramRuns> {
  return {
    units: all.flatMap(({ units }) => units),
    questions: all.flatMap(({ questions }) => questions),
    operations: all.flatMap(({ operations }) => operations),
    releases: once(all.flatMap(({ releases = [] }) => releases)),
    identities: once(all.flatMap(({ identities = [] }) => identities)),
    provides: once(all.flatMap(({ provides = [] }) => provides)),
    requires: once(all.flatMap(({ requires = [] }) => requires)),
    schedules: all.flatMap(({ schedules = [] }) => schedules),
    volumes: once(all.flatMap(({ volumes = [] }) => volumes)),
  }
}

function once<T extends { readonly id: string }>(entries: readonly T[]): readonly T[] {
  return [...new Map(entries.map(entry => [entry.id, entry])).values()]
}

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
    ...present({ owner: owner?.user }),
    holdsSecret: isPasswordFile(content) || loginFileSlot.is(content) || entitiesIn(content).secrets.length > 0,
  }
}

/** libpq's file has a row for each login that the service declares: what is in it stands in no content. */
function isPasswordFile(content: HostFile['content']): boolean {
  return pgpassSlot.is(content)
}

/** Each secret that a role writes somewhere, or gives somebody. */
function deliveredSecrets(
  { service, roles, logins }: Mine,
  workload: HostWorkload,
  { name: host }: Host,
): readonly DeliveredSecret[] {
  const passwords = new Set(roles.map(({ password }) => referenceId(password)))
  const own = logins.filter(({ use }) => isLoginFile(use) || isForgejoLogin(use))
  const ofFiles = new Set(
    own.flatMap(({ use, secret }) => (isLoginFile(use) && secret !== undefined ? [referenceId(secret)] : [])),
  )
  const files = filesOf(workload).map(({ path, content }) => ({
    path,
    held: new Set([
      ...entitiesIn(content).secrets.map(referenceId),
      ...(isPasswordFile(content) ? passwords : []),
      ...(loginFileSlot.is(content) ? ofFiles : []),
    ]),
  }))
  const actions = Object.entries(workload.actionsSecrets?.secrets ?? {})
  const all = Map.groupBy(
    [...service.secrets, ...roles.map(({ password }) => password), ...own.flatMap(({ secret }) => secret ?? [])],
    referenceId,
  )
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
          },
        ],
  )
}

/** Of a user of a container: nobody has to be called so on the host. */
const isNumber = (of: string): boolean => /^\d+$/.test(of)

/** Whom its programs run as, and its files belong to, besides root and the login that plays the role. */
function usersOf(workload: HostWorkload, programs: readonly KnownProgram[], { user: login }: Host): readonly string[] {
  const { directories = [] } = workload
  const owners = [...filesOf(workload), ...directories].flatMap(({ owner }) => owner?.user ?? [])
  const all = new Set([...programs.flatMap(({ owns }) => owns.user ?? []), ...owners])
  return [...all].filter(user => user !== login && !baseUsers.has(user) && !isNumber(user))
}

/** The groups that its programs, files and users are in; each user has one of its own name. */
function groupsOf(workload: HostWorkload, programs: readonly KnownProgram[], { user: login }: Host): readonly string[] {
  const { directories = [], users = [] } = workload
  const all = new Set([
    ...programs.flatMap(({ owns }) => owns.groups ?? []),
    ...[...filesOf(workload), ...directories].flatMap(({ owner }) => owner?.group ?? []),
    ...users.flatMap(({ group, groups = [] }) => [...(group === undefined ? [] : [group]), ...groups]),
  ])
  return [...all].filter(group => group !== 'root' && group !== login && !baseGroups.has(group) && !isNumber(group))
}

/** The users and groups that its role makes, or its packages. */
function accountsOf(service: string, { users = [], groups = [], packages = [] }: HostWorkload): readonly Thing[] {
  const made = [...users.map(({ name }) => name), ...packages.flatMap(({ users: own = [] }) => own)]
  const thing = (kind: 'user' | 'group', name: string): Thing => ({
    ...{ id: `${service}/provides/${kind}/${name}`, part: 'host-service', kind, name },
  })
  const own = users.filter(({ group }) => group === undefined).map(({ name }) => name)
  const named = [...groups.map(({ name }) => name), ...own, ...packages.flatMap(({ users: brought = [] }) => brought)]
  return [
    ...[...new Set(made)].map(name => thing('user', name)),
    ...[...new Set(named)].map(name => thing('group', name)),
  ]
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
      part: 'journal',
      from: 'journal' as const,
      unit,
    })),
  ]
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
