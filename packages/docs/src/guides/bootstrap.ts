import {
  deliveryOf,
  known,
  type OwnAddress,
  ownImages,
  ownRepositories,
  providerOfVault,
  type Resolved,
} from '@homelab/estate/model'
import {
  type Block,
  bullets,
  code,
  command,
  enumeration,
  paragraph,
  prose,
  section,
  shell,
  tableOf,
} from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { type Backups, backupsOf } from '../model/backup-tool.ts'
import { wordsOf } from '../model/delivery.ts'
import { ansibleFolder } from '../model/host.ts'
import { publicProxy } from '../model/public-proxy.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { through } from '../services/ways-in.ts'
import { playRole } from '../shell/changes.ts'
import { git, mise } from '../shell/programs.ts'
import { commandsOf, stepsFor } from '../shell/steps.ts'
import { repositorySteps } from './backup-key.ts'
import { clusterSteps } from './bootstrap-cluster.ts'
import { ansibleHosts, type Role } from './roles.ts'

/** From bare machines and an empty cluster to everything. */
export function bootstrapGuide(resolved: Resolved): readonly Page[] {
  if (resolved.clusters.length === 0 && resolved.services.every(({ external }) => external)) return []
  return [
    wholePage(resolved, {
      path: 'guides/bootstrap',
      title: 'Start from nothing',
      tags: ['how-to', 'bootstrap'],
      about: 'bare machines and an empty cluster, in the order in which things need one another',
      body: context => [
        circle(context),
        workstation(context),
        network(context),
        hostSteps(context),
        forge(context),
        images(context),
        resolved.clusters.map(cluster => clusterSteps(context, cluster)),
        workflows(context),
        edge(context),
        section(
          'At last',
          paragraph(`Data comes back as in ${context.site.link('backups')}. Then look at everything.`),
          shell(mise('services-check')),
        ),
      ],
    }),
  ]
}

/** What the cluster reads is served by services that it reaches through others: who must be there before it. */
function circle(context: Context): Block {
  const rows = (what: string, all: readonly OwnAddress[]): readonly (readonly string[])[] => {
    const [first] = all
    if (first === undefined) return []
    return [[what, code(first.route.url), linkService(context, first.route.service), through(context, first.route)]]
  }
  const all = [...rows('manifests', ownRepositories(context.resolved)), ...rows('images', ownImages(context.resolved))]
  if (all.length === 0) return undefined
  return section(
    'What needs what',
    paragraph(
      'The cluster reads from services that the estate itself runs. They run on hosts and need no cluster, so the hosts come first.',
    ),
    tableOf(['it reads', 'from', 'which is', 'through'], all),
  )
}

/** The programs that the commands of the guide call; what `mise` brings along is not among them. */
function workstation(context: Context): Block {
  const { vaults, clusters } = context.resolved
  const readers = new Set(vaults.flatMap(({ name }) => providerOfVault(context, name)?.program ?? []))
  return section(
    'The workstation',
    paragraph('Everything is done from one machine, in a clone of this repository. It needs:'),
    bullets([
      `${code('git')}, and ${code('mise')}, which installs what the tasks need`,
      ...[...readers].map(program => `${code(program)}, logged in to the vault`),
      ...(ansibleHosts(context).length === 0
        ? []
        : [
            `${code('ansible-playbook')} and ${code('ansible-galaxy')} of ansible-core, and a key for SSH to the hosts`,
          ]),
      ...(clusters.length === 0
        ? []
        : [
            [...new Set(['kubectl', ...clusters.flatMap(each => deliveryOf(context.parts, each)?.programs ?? [])])]
              // It stands above.
              .filter(program => program !== 'git')
              .map(code)
              .join(' and '),
          ]),
      ...(publicProxy(context)?.proxy.needs ?? []).map(prose),
    ]),
  )
}

function network(context: Context): Block {
  const { resolved } = context
  const members = resolved.hosts.filter(({ tailnet, platform }) => tailnet !== undefined && platform !== 'managed')
  if (members.length === 0) return undefined
  return section(
    'The tailnet',
    paragraph(
      `Each machine joins by hand: ${members.map(({ name }) => code(name)).join(', ')}.`,
      'Then come the policy and the tags of devices, which everything else needs; the records of the private domain lead to a machine’s address in the tailnet, so they come after it joined.',
    ),
    shell(...['tailnet', 'dns'].flatMap(each => commandsOf(context, stepsFor(context, each, 'preview', 'apply')))),
  )
}

/** macOS keeps a user's documents, and volumes of the network, from programs that nobody let in, what the system itself starts, too. */
function fullDiskAccess(context: Context, { service, runs, words }: Backups): string {
  const jobs = runs.programs.flatMap(({ program }) => program ?? [])
  const readers = [...new Set([...jobs.map(job => `\`${job}\``), ...words.readers])].map(prose)
  return [
    'Full Disk Access, in System Settings under Privacy & Security, for',
    `${enumeration(readers)},`,
    `for ${linkService(context, service.name)}: each as the file that its link leads to, and again after it was upgraded.`,
    'Without it a run fails on the first folder that is kept from it',
  ].join(' ')
}

function hostSteps(context: Context): Block {
  return ansibleHosts(context).map(({ host, roles: all }) => {
    const roles = all.filter(role => !givesTokens(role))
    const requires = roles.flatMap(({ runs, service }) => known(runs.requires).map(each => ({ ...each, service })))
    const programs = requires.filter(each => each.kind === 'program')
    const versions = requires.filter(each => each.kind === 'version')
    const backups = backupsOf(context).filter(({ runs }) => runs.host.name === host.name)
    const folder = ansibleFolder(context)
    return section(
      `The host ${host.name}`,
      paragraph('By hand, before any role:'),
      bullets([
        ...(host.byHand ?? []).map(prose),
        ...programs.map(
          ({ path, how, service }) => `${code(path)}, for ${linkService(context, service)}: ${prose(how)}`,
        ),
        ...versions.map(
          ({ program, atLeast, how, service }) =>
            `${code(program)} ${atLeast} or newer, for ${linkService(context, service)}: ${prose(how)}`,
        ),
        ...backups.flatMap(({ words, service }) =>
          words.byHand.map(each => `${prose(each)}, for ${linkService(context, service.name)}`),
        ),
        ...(host.platform === 'macos' ? backups.map(each => fullDiskAccess(context, each)) : []),
        `folders that were saved, where there is a backup: see ${context.site.link('backups')}`,
      ]),
      paragraph(
        `The roles run in this order: ${roles.map(({ role }) => code(role)).join(', ')}. What a role reads from the vault is read first, so a locked vault stops it before any change.`,
      ),
      shell(
        { ...command('ansible-galaxy', 'collection', 'install', '--requirements-file', 'requirements.yml'), folder },
        ...roles.flatMap(role => playRole(context, role)),
      ),
      repositorySteps(context, host),
    )
  })
}

/** It gives a repository of the forge tokens, which others issue: neither is there before the cluster. */
function givesTokens({ runs }: Role): boolean {
  return known(runs.delivered).some(secret => secret.to === 'host' && secret.actions.length > 0)
}

function workflows(context: Context): Block {
  const plays = ansibleHosts(context).flatMap(({ roles }) =>
    roles.filter(givesTokens).flatMap(role => playRole(context, role)),
  )
  if (plays.length === 0) return undefined
  return section(
    'Tokens',
    paragraph(
      `What was made again does not know the tokens and keys that the vault holds of it: make new ones, as ${context.site.link('guides/rotate-a-secret')} says. Then the workflows of the forge get theirs:`,
    ),
    shell(...plays),
  )
}

function forge(context: Context): Block {
  const repositories = ownRepositories(context.resolved)
  const [main] = repositories
  if (main === undefined) return undefined
  const { source } = context.resolved.clusters.find(cluster => cluster.source.repository === main.what) ?? {}
  return section(
    'The repositories',
    paragraph(
      `A restored ${linkService(context, main.route.service)} has them. A new one gets its owner and an access key by hand, and then this repository:`,
    ),
    shell(git('push', main.what, source?.revision ?? 'main')),
    repositories.length < 2 ? undefined : paragraph(`And copies of those that ${wordsOf(context).noun}s read:`),
    bullets(
      repositories
        .slice(1)
        .map(({ what, users }) => `${code(what)}, for ${users.map(user => linkService(context, user)).join(', ')}`),
    ),
  )
}

function images(context: Context): Block {
  const own = ownImages(context.resolved)
  return section(
    'Own images',
    own.length === 0
      ? undefined
      : paragraph(
          'They are built by workflows, which need a cluster: on an empty one they are built and pushed from the workstation, or come back with the registry’s folder.',
        ),
    bullets(
      own.map(({ what, users }) => `${code(what)}, for ${users.map(user => linkService(context, user)).join(', ')}`),
    ),
  )
}

function edge(context: Context): Block {
  const edge = publicProxy(context)
  if (edge === undefined) return undefined
  const { says, acts } = edge.proxy.create
  return section('The public proxy', paragraph(prose(says)), shell(...commandsOf(context, acts)))
}
