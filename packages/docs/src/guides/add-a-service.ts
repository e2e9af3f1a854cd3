import type { Cluster, Resolved, ResolvedService } from '@homelab/estate/model'
import {
  type Block,
  blank,
  bullets,
  code,
  command,
  noted,
  paragraph,
  prose,
  section,
  shell,
  subsection,
} from '@homelab/formats/page'
import { type Context, filePath, linkService } from '../context.ts'
import { inCluster, ownApplication } from '../model/cluster.ts'
import { guidedCluster, guidesOf } from '../model/delivery.ts'
import { ansibleFolder, onHost, renderedFolder } from '../model/host.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { playRole } from '../shell/changes.ts'
import { git, mise } from '../shell/programs.ts'
import { deliverWhole, eachGroup, wholeOf } from './delivered.ts'

/** A new service, from its file to its page. */
export function addGuide(resolved: Resolved): readonly Page[] {
  if (resolved.services.length === 0) return []
  return [
    wholePage(resolved, {
      path: 'guides/add-a-service',
      title: 'Add a service',
      tags: ['how-to', 'services'],
      about: 'one file and one line; what follows from them, and how it is rolled out',
      body: context => [fileStep(context), declared(context), rollOut(context)],
    }),
  ]
}

/** The folder of the services: where most files are. */
function servicesFolder({ services }: Resolved): string {
  const folders = Map.groupBy(services, ({ file }) => file.slice(0, file.lastIndexOf('/')))
  return [...folders].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? ''
}

function fileStep(context: Context): Block {
  const { resolved } = context
  const folder = servicesFolder(resolved)
  return section(
    'The file',
    paragraph(
      `Write ${filePath(`${folder}/NAME.ts`)} and add its name to the list in ${filePath(`${folder}/index.ts`)}: no other file changes.`,
      'Begin with one that is like it:',
    ),
    bullets(examples(context)),
    shell(mise('check'), mise('synth'), git('status', '--short', renderedFolder(resolved))),
    paragraph('A finding says what is missing, where, and what to do. With one left nothing is written.'),
  )
}

/** One of each kind of workload: the first that has most of what can be said. */
function examples(context: Context): readonly string[] {
  const own = context.resolved.services.filter(({ external }) => !external)
  const kinds = Map.groupBy(own, ({ kind }) => kind)
  return [...kinds].flatMap(([kind, services]) => {
    const richest = services.toSorted((a, b) => wealth(context, b) - wealth(context, a))[0]
    return richest === undefined
      ? []
      : [`${code(kind)}: ${filePath(richest.file)} (${linkService(context, richest.name)})`]
  })
}

function wealth({ find }: Context, { name, probes, volumes }: ResolvedService): number {
  return find.routesOf(name).length + find.databasesFor(name).length + volumes.length + (probes === undefined ? 0 : 1)
}

/** What the file may say, and what is derived from it; only what this estate has. */
function declared({ resolved }: Context): Block {
  const { domains, services, databases, vaults, clusters } = resolved
  const kinds = domains.map(({ kind }) => code(kind)).join(', ')
  const gathers = new Set(services.flatMap(({ collects }) => collects))
  return section(
    'What follows from what it says',
    bullets([
      `${code('routes')} (${kinds}): host names, entries of the proxies, certificates, links`,
      gathers.has('probes')
        ? `${code('probes')}: health checks, and a probe from outside with its alert`
        : `${code('probes')}: health checks`,
      gathers.has('metrics') ? `${code('metrics')}: a scrape target and an alert when it is down` : undefined,
      `volumes and folders: a word on their backup, which is required; what is saved enters the backups by itself`,
      databases.length > 0 || services.some(({ runs }) => runs.databaseServer !== undefined)
        ? `${code('database(…)')} among ${code('needs')}: the database, its owner, its dump, the Secret with its address`
        : undefined,
      vaults.length > 0
        ? `secrets by item and field: list the item in the vault’s file first; an unknown one is a finding`
        : undefined,
      `${code('endpoint(…)')} among ${code('needs')}: the address of another service, as this one reaches it; access in the policies where there are any`,
      clusters.some(({ networkPolicies }) => networkPolicies)
        ? 'the same needs open the cluster’s network policies'
        : undefined,
      `its page here, and its rows in the tables`,
    ]),
  )
}

function rollOut(context: Context): Block {
  const { resolved } = context
  const cluster = resolved.clusters[0]
  const host = resolved.services.find(service => onHost(context, service) !== undefined)
  const player = host === undefined ? undefined : onHost(context, host)
  return section(
    'Roll it out',
    shell(
      git('add', '--all', 'apps', renderedFolder(resolved)),
      noted('say why in the message', git('commit', '--message', blank('MESSAGE'))),
      git('push'),
    ),
    cluster === undefined ? undefined : subsection('In a cluster', ...inOneCluster(context, cluster)),
    player === undefined
      ? undefined
      : subsection(
          'On a host',
          paragraph('Its role has the service’s name, with underscores for hyphens.'),
          shell({
            ...command('ansible-playbook', `playbooks/${player.host.name}.yml`, '--tags', blank('ROLE')),
            folder: ansibleFolder(context),
          }),
        ),
    network(context),
  )
}

function sharedNote(context: Context): string {
  const shared = context.resolved.services.find(service => {
    const runs = inCluster(context, service)
    return runs?.rendered === true && ownApplication(runs) !== service.name
  })
  return shared === undefined ? '' : `, unless it says another as ${linkService(context, shared.name)} does`
}

function network(context: Context): Block {
  const { domains } = context.resolved
  const proxy = context.resolved.services.find(({ serves }) => serves === 'ops')
  const runs = proxy === undefined ? undefined : onHost(context, proxy)
  return [
    runs === undefined || proxy === undefined
      ? undefined
      : subsection(
          'The private proxy',
          paragraph(
            `A new ${code('ops')} route is served when ${linkService(context, proxy.name)} has its new file: ${prose('the role restarts it')}.`,
          ),
          shell(...playRole(context, runs)),
        ),
    context.resolved.tailnetStack === undefined
      ? undefined
      : subsection(
          'The tailnet',
          paragraph('New needs change the policy.'),
          shell(mise('tailnet-preview'), mise('tailnet-up')),
        ),
    domains.some(({ kind }) => kind === 'public')
      ? subsection('The internet', paragraph(`See ${context.site.link('guides/expose-a-service')}.`))
      : undefined,
  ]
}

function inOneCluster(context: Context, cluster: Cluster): readonly Block[] {
  const whole = wholeOf(context, cluster)
  if (whole !== undefined)
    return [paragraph('Its objects are a group of the service’s name.'), deliverWhole(cluster, whole)]
  const guides = guidesOf(context, cluster)
  return guides === undefined
    ? [paragraph('Its objects are a group of the service’s name.'), eachGroup(context, cluster)]
    : [guides.add(guidedCluster(context, cluster), sharedNote(context))]
}
