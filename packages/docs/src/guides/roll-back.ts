import { known } from '@homelab/estate/model'
import { type Block, blank, type Command, code, command, prose, tableOf, type Word } from '@homelab/formats/page'
import { each, one } from '@homelab/formats/page-file'
import { type Context, linkService } from '../context.ts'
import { backupsOf } from '../model/backup-tool.ts'
import { hasDatabases } from '../model/databases.ts'
import { ansibleFolder } from '../model/host.ts'
import { publicProxy } from '../model/public-proxy.ts'
import { keptVaults } from '../shell/kept.ts'
import { commandsOf } from '../shell/steps.ts'
import { deliverWhole, eachGroup, guidedDelivery, otherDelivery, wholeDelivery } from './delivered.ts'
import { guide } from './guide.ts'
import { ansibleHosts, type HostWithRoles } from './roles.ts'

/** Back to what ran before, system by system; and what stays changed. */
export const rollBackGuide = guide(import.meta.url, {
  when: () => true,
  given: {
    clusters: each(({ resolved }) => resolved.clusters, {
      cluster: ({ name }) => name,
      wholeDelivery: one(wholeDelivery, { ends: ({ whole }) => whole.ends, deliver: deliverWhole }),
      guidedDelivery: one(guidedDelivery, { rollBack: ({ of, guides }) => guides.rollBack(of) }),
      otherDelivery: one(otherDelivery, {}),
      ...eachGroup,
    }),
    hosts: each(ansibleHosts, {
      host: ({ host }) => host.name,
      hasRoles: ({ roles }) => roles.length > 1,
      roles: ({ roles }) => roles.map(({ role }) => code(role)).join(', '),
      preview: (host, context) => play(host, context, '--check', '--diff'),
      play,
      packages: ({ roles }, context) =>
        roles
          .flatMap(({ runs, service }) =>
            known(runs.releases).flatMap(each =>
              each.of === 'package' && each.from !== 'distribution'
                ? [`${code(each.name)} (${linkService(context, service)})`]
                : [],
            ),
          )
          .join(', '),
    }),
    proxy: one(publicProxy, {
      says: ({ proxy }) => prose(proxy.rollBack.says),
      acts: ({ proxy }, context) => commandsOf(context, proxy.rollBack.acts),
    }),
    hasTailnet: ({ resolved }) => resolved.tailnetStack !== undefined,
    dns: one(({ resolved }) => resolved.dns, { ttlSeconds: ({ ttlSeconds }) => String(ttlSeconds) }),
    data,
    migrating,
    hasPostgres: hasDatabases,
    hasClusters: ({ resolved }) => resolved.clusters.length > 0,
    hasVaults: context => context.resolved.vaults.length > keptVaults(context).length,
    kept: each(keptVaults, { vault: ({ name }) => name, folder: ({ kept }) => code(`${kept.folder}/`) }),
    backups: each(context => [...new Set(backupsOf(context).flatMap(({ words }) => words.returns ?? []))], {
      says: prose,
    }),
    hasInternet: ({ resolved }) => resolved.domains.some(({ kind }) => kind === 'public'),
  },
})

function play({ host }: HostWithRoles, context: Context, ...more: readonly Word[]): Command {
  return {
    ...command('ansible-playbook', `playbooks/${host.name}.yml`, '--tags', blank('ROLE'), ...more),
    folder: ansibleFolder(context),
  }
}

/** What is kept, and what of it there is to go back to. */
function data(context: Context): Block {
  const { services, databases } = context.resolved
  const kept = services.flatMap(service =>
    service.volumes.map(({ name, path, holds, backup }) => [
      linkService(context, service.name),
      `${code(path ?? name)}: ${prose(holds)}`,
      backup.by === 'none' ? `no backup: ${prose(backup.reason)}` : 'the last backup',
    ]),
  )
  const dumped = databases.map(({ name, service, server, backup }) => [
    linkService(context, service),
    `database ${code(name)} on ${linkService(context, server)}`,
    backup.by === 'none' ? `no backup: ${prose(backup.reason)}` : 'the last dump',
  ])
  return tableOf(['service', 'data', 'goes back to'], [...kept, ...dumped])
}

/** Services whose newer version may have changed a schema. */
function migrating(context: Context): string {
  return context.resolved.services
    .filter(({ name }) => context.find.databasesFor(name).length > 0)
    .map(({ name }) => linkService(context, name))
    .join(', ')
}
