import type { Slots } from '@homelab/estate/contents'
import {
  type Finding,
  type Flow,
  lookup,
  type Rendered,
  type RenderedFile,
  type Resolved,
  type ResolvedLogin,
  type ResolvedWithWorkloads,
  settingsIn,
} from '@homelab/estate/model'
import { ansibleYaml, roleFiles } from '../ansible/role.ts'
import { byPart } from '../host/known-program.ts'
import { isForgejoLogin, isLoginFile, loginFileSlot } from '../host/logins.ts'
import { uninstalledPrograms } from './called-programs.ts'
import { checkHosts } from './checks.ts'
import { fillersOf, type HostContents } from './contents.ts'
import { checkDumpPrograms } from './dump-programs.ts'
import { checkDumps, checkNamedDatabases } from './dumps.ts'
import { type HostService, hostServices } from './host-services.ts'
import { hostSlots } from './host-slots.ts'
import { checkInstalled } from './installed.ts'
import { hostFacts, inventory, managedLine } from './inventory.ts'
import { checkRotation } from './log-rotation.ts'
import { checkMariadbDumps } from './mariadb-dumps.ts'
import { partialRepositories } from './partial-repositories.ts'
import { hostPlaybook, type PlayedRole } from './playbook.ts'
import { projectFiles } from './project-files.ts'
import { checkRepositories } from './repositories.ts'
import { reservedTexts } from './reserved-texts.ts'
import { restorePlaybook, restoreTests } from './restore-playbook.ts'
import { renderRole } from './role.ts'
import { RoleScope } from './scope.ts'
import { unmeetable } from './unmeetable.ts'

/** The folder of the project in `dist/`. */
const folder = 'ansible'

/** The whole Ansible project of an estate; nothing where no service runs on a host. */
export function renderProject(resolved: ResolvedWithWorkloads, slots: Slots): Rendered {
  const findings: Finding[] = []
  const services = hostServices(resolved)
  findings.push(
    ...checkHosts(services, resolved),
    ...checkRotation(services),
    ...unmeetable(services),
    ...checkInstalled(services),
    ...checkDumps(resolved, services),
    ...checkMariadbDumps(resolved, services),
    ...checkNamedDatabases(resolved, services),
    ...checkRepositories(resolved, services),
    ...partialRepositories(resolved, services),
  )
  findings.push(...checkDumpPrograms(resolved, services), ...reservedTexts(resolved, services))
  const claims = services.map(({ service }) => service.name)
  if (services.length === 0) return { files: [], claims, findings }
  const contents: HostContents = {
    resolved,
    slots,
    hostSlots: { ...hostSlots, ...fillersOf(resolved.parts) },
    findings,
  }
  const played = services.map(each => ({ ...each, ...renderService(resolved, contents, each) }))
  findings.push(...played.flatMap(each => uninstalledPrograms(each, each.role, earlierOn(resolved, services, each))))
  const byHost = Map.groupBy(played, ({ host }) => host)
  const tests = restoreTests(resolved.parts, services)
  return {
    files: [
      ...projectFiles(resolved, folder),
      ...inventoryFiles(resolved, new Set([...byHost.keys()].map(({ name }) => name))),
      ...[...byHost].map(([host, roles]) =>
        playbookFile(resolved, host.name, hostPlaybook(resolved, host, inOrder(resolved, roles))),
      ),
      ...(tests.length === 0 ? [] : [playbookFile(resolved, 'restore-test', restorePlaybook(resolved, tests))]),
      ...played.flatMap(({ role, service: { file } }) => roleFiles(role, `${folder}/roles`, header(file), [file])),
    ],
    claims,
    takes: services.flatMap(each => [...takenFlows(resolved, each), ...takenLogins(resolved, each)]),
    findings,
  }
}

/** In the estate's order, but what a service waits for comes before it; in a circle of those that wait, the first one comes first. */
function inOrder<S extends HostService>({ waits }: ResolvedWithWorkloads, roles: readonly S[]): readonly S[] {
  const done = new Set<S>()
  const visit = (each: S): void => {
    if (done.has(each)) return
    const before = waits.filter(({ from }) => from === each.service.name).map(({ to }) => to)
    open.add(each)
    for (const other of roles) if (before.includes(other.service.name) && !open.has(other)) visit(other)
    done.add(each)
  }
  const open = new Set<S>()
  for (const each of roles) visit(each)
  return [...done]
}

/** The services of its host for which a service waits. */
function earlierOn(
  { waits }: ResolvedWithWorkloads,
  services: readonly HostService[],
  { service, host }: HostService,
): readonly HostService[] {
  return services.filter(
    other =>
      other.host.name === host.name && waits.some(({ from, to }) => from === service.name && to === other.service.name),
  )
}

function takenFlows(resolved: ResolvedWithWorkloads, { service, programs }: HostService): readonly Flow[] {
  const find = lookup(resolved)
  return byPart(resolved.parts, programs).flatMap(([part, own]) =>
    own.length === 0 ? [] : (part.renderer.get().takes?.(find, service, own) ?? []),
  )
}

/** Of those in a file, where the service has one that they stand in. */
function takenLogins(resolved: ResolvedWithWorkloads, { service }: HostService): readonly ResolvedLogin[] {
  const hasFile = settingsIn(service, loginFileSlot).length > 0
  return lookup(resolved)
    .loginsFor(service.name)
    .filter(({ use }) => isForgejoLogin(use) || (isLoginFile(use) && hasFile))
}

function renderService(resolved: ResolvedWithWorkloads, contents: HostContents, each: HostService): PlayedRole {
  const { service, workload, host, programs } = each
  const scope = new RoleScope(service, host, workload.secretNames)
  const role = renderRole({ resolved, find: lookup(resolved), contents, scope, service, workload, host, programs })
  return { role, variables: scope.variables }
}

function inventoryFiles(resolved: Resolved, served: ReadonlySet<string>): RenderedFile[] {
  const { hosts, file } = resolved
  const yaml = (path: string, data: object): RenderedFile => ({
    path: `${folder}/inventory/${path}`,
    content: ansibleYaml(header(file), data),
    sources: [file],
  })
  return [
    yaml('hosts.yml', inventory(hosts, served)),
    yaml('group_vars/all.yml', { ansible_managed: managedLine(resolved) }),
    ...hosts.filter(({ name }) => served.has(name)).map(host => yaml(`host_vars/${host.name}.yml`, hostFacts(host))),
  ]
}

function playbookFile({ file }: Resolved, name: string, plays: readonly object[]): RenderedFile {
  return {
    path: `${folder}/playbooks/${name}.yml`,
    content: ansibleYaml(header(file), plays),
    sources: [file],
  }
}

function header(file: string): string {
  return `Rendered from ${file}; do not edit: change the source and run synth.`
}
