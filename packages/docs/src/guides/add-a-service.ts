import { type ResolvedService, renderedFolder } from '@homelab/estate/model'
import { blank, code, command, commandText } from '@homelab/formats/page'
import { each, one } from '@homelab/formats/page-file'
import { type Context, filePath, linkService } from '../context.ts'
import { inCluster, ownApplication } from '../model/cluster.ts'
import { hasDatabases } from '../model/databases.ts'
import { ansibleFolder, onHost } from '../model/host.ts'
import { playRole } from '../shell/changes.ts'
import { deliverWhole, eachGroup, guidedDelivery, otherDelivery, wholeDelivery } from './delivered.ts'
import { guide } from './guide.ts'
import { ansibleHosts } from './roles.ts'

/** A new service, from its file to its page. */
export const addGuide = guide(import.meta.url, {
  when: ({ services }) => services.length > 0,
  given: {
    file: context => filePath(`${servicesFolder(context)}/NAME.ts`),
    list: context => filePath(`${servicesFolder(context)}/index.ts`),
    examples: each(examples, {
      kind: ({ kind }) => code(kind),
      file: ({ file }) => filePath(file),
      service: ({ name }, context) => linkService(context, name),
    }),
    rendered: ({ resolved }) => commandText(command(renderedFolder(resolved))),
    routeKinds: ({ resolved }) => [...new Set(resolved.domains.map(({ kind }) => code(kind)))].join(', '),
    hasProber: ({ resolved }) => resolved.services.some(({ collects }) => collects.includes('probes')),
    hasMetrics: ({ resolved }) => resolved.services.some(({ collects }) => collects.includes('metrics')),
    hasDatabases,
    hasVaults: ({ resolved }) => resolved.vaults.length > 0,
    hasNetworkPolicies: ({ resolved }) => resolved.clusters.some(({ networkPolicies }) => networkPolicies),
    clusters: each(({ resolved }) => resolved.clusters, {
      place: ({ name }, { resolved }) => (resolved.clusters.length > 1 ? `cluster ${name}` : 'a cluster'),
      guidedDelivery: one(guidedDelivery, {
        add: ({ of, guides }, context) => guides.add(of, sharedNote(context)),
      }),
      wholeDelivery: one(wholeDelivery, { deliver: deliverWhole }),
      otherDelivery: one(otherDelivery, eachGroup),
    }),
    host: one(hostsOfRoles, {
      several: hosts => (hosts.length > 1 ? hosts.map(code).join(', ') : ''),
      play: ([first, ...more], context) => ({
        ...command(
          'ansible-playbook',
          more.length === 0 ? `playbooks/${first}.yml` : { shell: 'playbooks/"$HOST".yml' },
          '--tags',
          blank('ROLE'),
        ),
        folder: ansibleFolder(context),
      }),
    }),
    hasOpsProxy: context => opsProxies(context).length > 0,
    opsProxies: each(opsProxies, {
      domains: ({ service }, context) => domainsOf(context, service),
      proxy: ({ service }, context) => linkService(context, service.name),
      play: ({ runs }, context) => playRole(context, runs),
    }),
    hasTailnet: ({ resolved }) => resolved.tailnetStack !== undefined,
    hasInternet: ({ resolved }) => resolved.domains.some(({ kind }) => kind === 'public'),
  },
})

/** The folder of the services: where most files are. */
function servicesFolder({ resolved }: Context): string {
  const folders = Map.groupBy(resolved.services, ({ file }) => file.slice(0, file.lastIndexOf('/')))
  return [...folders].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? ''
}

/** One of each kind of workload: the first that has most of what can be said. */
function examples(context: Context): readonly ResolvedService[] {
  const own = context.resolved.services.filter(({ external }) => !external)
  const kinds = Map.groupBy(own, ({ kind }) => kind)
  return [...kinds.values()].flatMap(
    services => services.toSorted((a, b) => wealth(context, b) - wealth(context, a))[0] ?? [],
  )
}

function wealth({ find }: Context, { name, probes, volumes }: ResolvedService): number {
  return find.routesOf(name).length + find.databasesFor(name).length + volumes.length + (probes === undefined ? 0 : 1)
}

/** The clause on a group that is not named like its service; nothing where each is. */
function sharedNote(context: Context): string {
  const shared = context.resolved.services.find(service => {
    const runs = inCluster(context, service)
    return runs?.rendered === true && ownApplication(runs) !== service.name
  })
  return shared === undefined ? '' : `, unless it says another as ${linkService(context, shared.name)} does`
}

/** The hosts that roles set up; nothing where none is. */
function hostsOfRoles(context: Context): readonly string[] | undefined {
  const hosts = ansibleHosts(context).map(({ host }) => host.name)
  return hosts.length === 0 ? undefined : hosts
}

/** What serves private names, where a host does. */
export function opsProxies(context: Context) {
  return context.find.privateProxies.flatMap(service => {
    const runs = onHost(context, service)
    return runs === undefined ? [] : [{ service, runs }]
  })
}

/** The word that a route says for the domains of a proxy, where there are several. */
function domainsOf({ resolved }: Context, { serves }: ResolvedService): string {
  const all = resolved.domains.filter(({ kind }) => kind === 'ops')
  const own = all.filter(({ name }) => serves.includes(name))
  return all.length < 2 ? '' : ` of ${own.map(({ name }) => code(name)).join(' or ')}`
}
