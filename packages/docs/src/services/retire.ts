import { managedUnit, type Program } from '@homelab/ansible-gen'
import type { Host, ResolvedService } from '@homelab/estate'
import { type Context, filePath, linkService } from '../context.ts'
import { applicationOf } from '../model/applications.ts'
import { argocdOf, type InCluster, inCluster, ownApplication } from '../model/cluster.ts'
import { onceOf } from '../model/facts.ts'
import { onFly } from '../model/fly.ts'
import { agentPath, type OnHost, onHost, unitPaths } from '../model/host.ts'
import { type Block, bullets, paragraph, section } from '../page/block.ts'
import { renderAndPush } from '../shell/changes.ts'
import { type Command, command, noted, shell } from '../shell/command.ts'
import { fly } from '../shell/fly.ts'
import { brew, launchctl, minikube } from '../shell/host.ts'
import { argocd, kubectl, ssh } from '../shell/programs.ts'
import { code, prose } from '../text.ts'

/** How to end it, and what goes with it. */
export function retire(context: Context, service: ResolvedService): Block {
  const { find } = context
  const users = [
    ...new Set(
      find
        .flowsTo(service.name)
        .filter(({ origin }) => origin === 'need' || origin === 'database')
        .map(({ from }) => from),
    ),
  ]
  const inside = inCluster(context, service)
  const host = onHost(context, service)
  const proxy = onFly(context, service)
  if (inside !== undefined && argocdOf(context, inside.cluster)?.name === service.name)
    return section('Retire', paragraph('It applies everything else in its cluster: put its successor in place first.'))
  return section(
    'Retire',
    bullets([
      users.length === 0 ? undefined : `First free of it: ${users.map(user => linkService(context, user)).join(', ')}.`,
      ...service.volumes.map(({ name, path, holds }) => `Decide on ${code(path ?? name)}: ${prose(holds)}.`),
      ...find
        .databasesFor(service.name)
        .map(({ name, server }) => `Decide on the database ${code(name)} of ${linkService(context, server)}.`),
      removal(context, service),
      ...(host?.workload.cluster === undefined
        ? []
        : ['Every volume of the cluster goes with its node: decide on the services in it first.']),
    ]),
    shell(
      ...renderAndPush(context),
      ...(inside === undefined ? [] : endInCluster(context, service, inside)),
      ...(host === undefined ? [] : endOnHost(host)),
      ...(proxy === undefined ? [] : [fly(proxy.workload, 'scale', 'count', '0')]),
    ),
    host === undefined
      ? undefined
      : paragraph('No role is left that would end its programs, so they are ended by hand.'),
  )
}

function removal(context: Context, { name, file }: ResolvedService): string {
  const others = (declaredIn(context).get(file) ?? []).filter(other => other.name !== name)
  if (others.length === 0) return `Remove ${filePath(file)} and its line in the list of services.`
  const too = others.length > 5 ? `${others.length} others` : others.map(({ title }) => prose(title)).join(' and ')
  return `Remove it from ${filePath(file)}, which declares ${too} too, and its line in the list of services.`
}

const declaredIn = onceOf(({ resolved }) => Map.groupBy(resolved.services, ({ file }) => file))

function endInCluster(
  context: Context,
  service: ResolvedService,
  { cluster, applications, namespace, workload }: InCluster,
): readonly Command[] {
  const own = workload === undefined ? undefined : ownApplication(service.name, workload)
  const claims = 'volumes' in (workload ?? {}) ? service.volumes.filter(({ path }) => path === undefined) : []
  return [
    noted('no sync prunes by itself', argocd('app', 'sync', cluster.gitops.root)),
    ...applications.map(name =>
      (applicationOf(context, cluster, name)?.services.length ?? 0) > 1
        ? noted(
            `${name} has other services too: look before pruning`,
            argocd('app', 'sync', name, '--prune', '--dry-run'),
          )
        : noted(
            claims.length === 0 || name !== own
              ? `takes all its objects along`
              : `takes all its objects along, claims with data too`,
            argocd('app', 'delete', name, '--cascade'),
          ),
    ),
    kubectl(cluster, namespace, 'get', 'all,persistentvolumeclaims'),
  ]
}

function endOnHost({ host, programs, workload }: OnHost): readonly Command[] {
  const cluster = workload.cluster === undefined ? [] : [minikube(host, workload.cluster, 'delete')]
  return [...cluster, ...programs.flatMap(program => endProgram(host, program))]
}

function endProgram(host: Host, program: Program): readonly Command[] {
  switch (program.kind) {
    case 'brew-service':
      return [
        ssh(host, brew(host, 'services', 'stop', program.formula)),
        ssh(host, brew(host, 'uninstall', program.formula)),
      ]
    case 'launch-agent': {
      const path = agentPath(host, program)
      const sudo = program.root === true ? ['sudo'] : []
      return [ssh(host, launchctl(program.root, 'unload', path)), ssh(host, command(...sudo, 'rm', path))]
    }
    case 'systemd-unit':
      return [
        ssh(host, command('sudo', 'systemctl', 'disable', '--now', managedUnit(program))),
        ssh(host, command('sudo', 'rm', ...unitPaths(program))),
        ssh(host, command('sudo', 'systemctl', 'daemon-reload')),
      ]
  }
}
