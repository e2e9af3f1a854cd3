import { type Cluster, known, type Resolved } from '@homelab/estate/model'
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
  tableOf,
} from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { applicationsOf } from '../model/applications.ts'
import { backupsOf } from '../model/backup-tool.ts'
import { guidedCluster, guidesOf } from '../model/delivery.ts'
import { ansibleFolder } from '../model/host.ts'
import { publicProxy } from '../model/public-proxy.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { git, mise } from '../shell/programs.ts'
import { commandsOf } from '../shell/steps.ts'
import { eachGroup, rollBackWhole, wholeOf } from './delivered.ts'
import { ansibleHosts } from './roles.ts'

/** Back to what ran before, system by system; and what stays changed. */
export function rollBackGuide(resolved: Resolved): readonly Page[] {
  return [
    wholePage(resolved, {
      path: 'guides/roll-back',
      title: 'Roll back',
      tags: ['how-to', 'operations'],
      about: 'back to what ran before, system by system, and what cannot go back',
      body: context => [
        first(),
        resolved.clusters.map(cluster => inACluster(context, cluster)),
        onHosts(context),
        onTheEdge(context),
        network(context),
        section('What cannot be rolled back', unreturnable(context)),
      ],
    }),
  ]
}

function first(): Block {
  return section(
    'First, in Git',
    paragraph(
      'Sources and what is rendered from them lie in one commit, so one revert takes both back.',
      `Set ${code('COMMIT')} to what is to be undone. Then roll out as below, only what that commit touched.`,
    ),
    shell(
      git('show', '--stat', blank('COMMIT')),
      git('revert', '--no-edit', blank('COMMIT')),
      noted('rendering the reverted sources gives the reverted files', mise('synth', '--check')),
      git('push'),
    ),
  )
}

function inACluster(context: Context, cluster: Cluster): Block {
  const names = applicationsOf(context, cluster).map(({ name }) => code(name))
  const whole = wholeOf(context, cluster)
  if (whole !== undefined) return rollBackWhole(context, cluster, whole, names)
  const guides = guidesOf(context, cluster)
  return guides === undefined
    ? section(`Cluster ${cluster.name}`, eachGroup(context, cluster))
    : guides.rollBack(guidedCluster(context, cluster))
}

function onHosts(context: Context): Block {
  return ansibleHosts(context).map(({ host, roles }) => {
    const play = (...more: readonly string[]): ReturnType<typeof command> => ({
      ...command('ansible-playbook', `playbooks/${host.name}.yml`, '--tags', blank('ROLE'), ...more),
      folder: ansibleFolder(context),
    })
    const packages = roles.flatMap(({ runs, service }) =>
      known(runs.releases).flatMap(each =>
        each.of === 'package' && each.from !== 'distribution'
          ? [`${code(each.name)} (${linkService(context, service)})`]
          : [],
      ),
    )
    return section(
      `Host ${host.name}`,
      paragraph(
        `After the revert, with ${code('ROLE')} set to one of ${roles.map(({ role }) => code(role)).join(', ')}:`,
      ),
      shell(play('--check', '--diff'), play()),
      packages.length === 0
        ? undefined
        : paragraph(`Homebrew keeps no older versions: what it installed stays as it is: ${packages.join(', ')}.`),
    )
  })
}

function onTheEdge(context: Context): Block {
  const edge = publicProxy(context)
  if (edge === undefined) return undefined
  const { says, acts } = edge.proxy.rollBack
  return section(
    'Public proxy',
    paragraph(prose(says)),
    shell(...commandsOf(context, acts)),
    paragraph(`When it must go dark first: ${context.site.link('guides/shut-off')}.`),
  )
}

function network(context: Context): Block {
  const { tailnetStack, dns } = context.resolved
  return [
    tailnetStack === undefined
      ? undefined
      : section(
          'Tailnet policy',
          paragraph('After the revert. The policy’s own tests run before it is saved.'),
          shell(mise('tailnet-preview'), mise('tailnet-up')),
          paragraph(`When it locked you out: ${context.site.link('guides/tailnet-lockout')}.`),
        ),
    dns === undefined
      ? undefined
      : section(
          'DNS',
          paragraph(`After the revert. Caches keep the old answers for up to ${dns.ttlSeconds} s.`),
          shell(mise('dns-preview'), mise('dns-up')),
        ),
  ]
}

function unreturnable(context: Context): Block {
  const { resolved, find } = context
  const kept = resolved.services.flatMap(service =>
    service.volumes.map(({ name, path, holds, backup }) => [
      linkService(context, service.name),
      `${code(path ?? name)}: ${prose(holds)}`,
      backup.by === 'none' ? `no backup: ${prose(backup.reason)}` : 'the last backup',
    ]),
  )
  const databases = resolved.databases.map(({ name, service, server, backup }) => [
    linkService(context, service),
    `database ${code(name)} on ${linkService(context, server)}`,
    backup.by === 'none' ? `no backup: ${prose(backup.reason)}` : 'the last dump',
  ])
  const migrating = resolved.services.filter(({ name }) => find.databasesFor(name).length > 0)
  const returns = backupsOf(context).flatMap(({ words }) => words.returns ?? [])
  return [
    paragraph(
      'Data goes forward only: an older version may not read what a newer one wrote. What there is to go back to:',
    ),
    tableOf(['service', 'data', 'goes back to'], [...kept, ...databases]),
    bullets([
      migrating.length === 0
        ? undefined
        : `Schemas that a newer version migrated: ${migrating.map(({ name }) => linkService(context, name)).join(', ')}. Restore the dump of before together with the older version.`,
      'A major version of PostgreSQL: the older server does not start on the newer one’s files.',
      'Sizes of claims: they grow and never shrink. Names, selectors, claim templates and storage classes of live objects cannot be changed at all.',
      'Secrets: a value that was replaced is in the vault’s history of the item, and nowhere else.',
      ...[...new Set(returns)].map(prose),
      ...(resolved.domains.some(({ kind }) => kind === 'public')
        ? ['What the internet has seen: certificates stand in public logs, and pages in caches.']
        : []),
    ]),
  ]
}
