import {
  type Cluster,
  deliveryOf,
  isInZone,
  known,
  type NamedDomain,
  type OwnAddress,
  ownImages,
  ownRepositories,
  providerOfVault,
  type ResolvedService,
  renderedFolder,
  type ServedName,
  servedNames,
  storeOf,
} from '@homelab/estate/model'
import { type Block, type Command, code, enumeration, prose, tableOf } from '@homelab/formats/page'
import { each, one } from '@homelab/formats/page-file'
import { present } from '@homelab/formats/present'
import { kubernetesDelivery } from '@homelab/kubernetes/delivery'
import { type Context, linkService } from '../context.ts'
import { type Backups, backupsOf } from '../model/backup-tool.ts'
import { wordsOf } from '../model/delivery.ts'
import { distinct } from '../model/distinct.ts'
import { publicProxy } from '../model/public-proxy.ts'
import { through } from '../services/ways-in.ts'
import { installCollections, playRole, renderAndPush } from '../shell/changes.ts'
import { keptVaults, typed } from '../shell/kept.ts'
import { git } from '../shell/programs.ts'
import { commandsOf, stepsFor, stepsOf } from '../shell/steps.ts'
import { clusterGiven } from './bootstrap-cluster.ts'
import { guide } from './guide.ts'
import { ansibleHosts, type HostWithRoles, type Role } from './roles.ts'

/** From bare machines and an empty cluster to everything. */
export const bootstrapGuide = guide(import.meta.url, {
  when: ({ clusters, services }) => clusters.length > 0 || services.some(({ external }) => !external),
  given: {
    reads,
    vaultPrograms: each(vaultPrograms, {
      programs: ({ programs }) => programs.map(code).join(' and '),
      isKept: ({ isKept }) => isKept,
    }),
    hasRoles: context => ansibleHosts(context).length > 0,
    clusterPrograms,
    proxyPrograms: each(context => publicProxy(context)?.proxy.needs ?? [], { program: prose }),
    proxyFirst: one(context => publicProxy(context)?.proxy.create.before, {
      says: ({ says }) => prose(says),
      create: ({ acts }, context) => commandsOf(context, acts),
    }),
    kept: each(keptVaults, {
      vault: ({ name }) => name,
      folder: ({ kept }) => code(`${kept.folder}/`),
      rules: ({ kept }, { resolved }) => code(`${renderedFolder(resolved)}/${kept.rules}`),
      keys: ({ name, kept }, context) =>
        [kept.makeKey('operator'), ...(isDecrypted(context, name) ? [kept.makeKey('cluster')] : [])].map(typed),
      setUp: ({ kept }, { resolved }) => kept.setUp(renderedFolder(resolved)).map(typed),
    }),
    push: context =>
      keptVaults(context).length > 0 || publicProxy(context)?.proxy.create.before !== undefined
        ? renderAndPush(context)
        : [],
    records: context => (members(context) === '' ? applied(context, 'dns') : []),
    members,
    network: context => ['tailnet', 'dns'].flatMap(to => applied(context, to)),
    namesByHand: one(namesByHand, {
      names: each((names: readonly ServedName[]) => names, {
        name: ({ name }) => code(name),
        ports: ({ routes }) => enumeration(routes.map(({ listen }) => code(`tcp:${listen}`))),
        tags: ({ routes }) => routes.flatMap(({ tags }) => tags.map(tag => `, ${code(tag)}`)).join(''),
        service: ({ service }, context) => linkService(context, service),
      }),
    }),
    recordsByHand: one(recordsByHand, {
      servers: (_, context) => nameServers(context),
      names: each((names: readonly NamedByHand[]) => names, {
        name: ({ names }) => names.map(code).join(' and '),
        zone: ({ zone }) => (zone === undefined ? '' : code(zone)),
        where: ({ proxy }, context) => answering(context, proxy),
      }),
    }),
    hosts: each(ansibleHosts, {
      host: ({ host }) => host.name,
      byHand: each(({ host }: HostWithRoles) => host.byHand ?? [], { step: prose }),
      programs: each((host: HostWithRoles) => required(host, 'program'), {
        path: ({ path }) => code(path),
        service: ({ service }, context) => linkService(context, service),
        how: ({ how }) => prose(how),
      }),
      versions: each((host: HostWithRoles) => required(host, 'version'), {
        program: ({ program }) => code(program),
        atLeast: ({ atLeast }) => atLeast,
        service: ({ service }, context) => linkService(context, service),
        how: ({ how }) => prose(how),
      }),
      backupsByHand: each(
        (host: HostWithRoles, context: Context) =>
          backupsOn(host, context).flatMap(({ words, service }) => words.byHand.map(step => ({ step, service }))),
        {
          step: ({ step }) => prose(step),
          service: ({ service }, context) => linkService(context, service.name),
        },
      ),
      backupsOfMacOs: each(
        (host: HostWithRoles, context: Context) => (host.host.platform === 'macos' ? backupsOn(host, context) : []),
        {
          readers,
          service: ({ service }, context) => linkService(context, service.name),
        },
      ),
      isOneRole: host => atFirst(host).length === 1,
      roles: host =>
        atFirst(host)
          .map(({ role }) => code(role))
          .join(', '),
      collections: (_, context) => installCollections(context),
      plays: (host, context) => atFirst(host).flatMap(role => playRole(context, role)),
      backups: each(backupsOn, {
        title: ({ service }) => service.title,
        service: ({ service }, context) => linkService(context, service.name),
        mountPoint: ({ tool, settings }) => {
          const { mountPoint } = tool.terms(settings)
          return mountPoint && code(mountPoint)
        },
        once: ({ words }) => words.repository.once.map(prose).join(' '),
        makeRepository: ({ words: { repository } }, context) =>
          commandsOf(context, [...repository.make, ...repository.copyKey]),
        firstBackup: ({ service }, context) => commandsOf(context, stepsOf(service, 'back-up')),
      }),
    }),
    forge: one(forge, {
      service: ({ main }, context) => linkService(context, main.route.service),
      push: ({ main }, { resolved }) => {
        const { source } = resolved.clusters.find(cluster => cluster.source.repository === main.what) ?? {}
        return git('push', main.what, source?.revision ?? 'main')
      },
      hasCopies: ({ copies }) => copies.length > 0,
      noun: (_, context) => wordsOf(context).noun,
      copies: each(({ copies }: Forge) => copies, { repository: ({ what }) => code(what), users }),
    }),
    hasImages: ({ resolved }) => ownImages(resolved).length > 0,
    images: each(({ resolved }) => ownImages(resolved), { image: ({ what }) => code(what), users }),
    // What delivers to another cluster is there before that.
    clusters: each(({ resolved }) => resolved.clusters.toSorted(ownFirst), clusterGiven),
    tokens: context =>
      ansibleHosts(context).flatMap(({ roles }) => roles.filter(givesTokens).flatMap(role => playRole(context, role))),
    proxy: one(publicProxy, {
      says: ({ proxy }) => prose(proxy.create.says),
      create: ({ proxy }, context) => commandsOf(context, proxy.create.acts),
    }),
  },
})

function ownFirst({ delivery }: Cluster, { delivery: other }: Cluster): number {
  return Number(delivery.from !== undefined) - Number(other.from !== undefined)
}

/** What the cluster reads is served by services that it reaches through others: who must be there before it. */
function reads(context: Context): Block {
  const row = (what: string, [first]: readonly OwnAddress[]): readonly (readonly string[])[] =>
    first === undefined
      ? []
      : [[what, code(first.route.url), linkService(context, first.route.service), through(context, first.route)]]
  return tableOf(
    ['it reads', 'from', 'which is', 'through'],
    [...row('manifests', ownRepositories(context.resolved)), ...row('images', ownImages(context.resolved))],
  )
}

/** Machines that join the tailnet by hand. */
function members({ resolved }: Context): string {
  return resolved.hosts
    .filter(({ tailnet, platform }) => tailnet !== undefined && platform !== 'managed')
    .map(({ name }) => code(name))
    .join(', ')
}

/** Names that hosts serve, where no stack makes them. */
function namesByHand({ resolved }: Context): readonly ServedName[] | undefined {
  const names = resolved.tailnetStack === undefined ? servedNames(resolved) : []
  return names.length === 0 ? undefined : names
}

interface NamedByHand extends Pick<NamedDomain, 'zone'> {
  readonly names: readonly string[]
  readonly proxy: ResolvedService
}

/** Names below domains that a proxy serves, and of which no stack makes records. Public names outside the zone are a finding. */
function recordsByHand({ resolved, find }: Context): readonly NamedByHand[] | undefined {
  const { dns, domains, routes } = resolved
  const stated = new Set(dns?.records?.map(({ name }) => `${name}.${dns.zone}`))
  const all = domains.flatMap(({ name, kind, suffix, zone }): readonly NamedByHand[] => {
    const proxy = find.proxyOf({ kind, domain: name })
    const isMade = dns !== undefined && (kind === 'public' || isInZone(suffix, dns) || stated.has(`*.${suffix}`))
    if (proxy === undefined || isMade) return []
    const own = new Set(routes.flatMap(route => (route.domain === name ? [route.hostname] : [])))
    const names = kind === 'ops' ? [[`*.${suffix}`, suffix]] : [...own].map(each => [each])
    return names.map(each => ({ names: each, proxy, ...present({ zone }) }))
  })
  return all.length === 0 ? undefined : all
}

/** Those that may answer for names of the estate, where people ask them. */
function nameServers(context: Context): string {
  const servers = context.resolved.services.filter(({ ports }) =>
    Object.values(ports).some(({ protocol, port }) => protocol === 'udp' && port === 53),
  )
  return enumeration(servers.map(({ name }) => linkService(context, name)))
}

/** Where a proxy answers; the address of one that its platform runs is the platform's to say. */
function answering(context: Context, { name, at }: ResolvedService): string {
  const { find } = context
  const host = find.host(at.kind === 'host' ? at.name : (find.cluster(at.name)?.on ?? ''))
  const link = linkService(context, name)
  if (host === undefined || host.platform === 'managed') return `${link}, as its platform says`
  const address = host.tailnet === undefined ? host.lanAddress && code(host.lanAddress) : 'its address in the tailnet'
  return `${code(host.name)}${address ? `, by ${address}` : ''}, where ${link} answers`
}

function applied(context: Context, to: string): readonly Command[] {
  return commandsOf(context, stepsFor(context, to, 'preview', 'apply'))
}

/** Those that ask the vaults, each with what makes its keys where it has some of its own. */
function vaultPrograms(
  context: Context,
): readonly { readonly programs: readonly string[]; readonly isKept: boolean }[] {
  const all = context.resolved.vaults.flatMap(({ name }) => {
    const program = providerOfVault(context, name)?.program
    return program === undefined ? [] : [{ program, keyProgram: storeOf(context, name)?.kept?.keyProgram }]
  })
  return distinct(all, ({ program }) => program).map(({ program, keyProgram }) => ({
    programs: keyProgram === undefined ? [program] : [program, keyProgram],
    isKept: keyProgram !== undefined,
  }))
}

/** A cluster has a key of its own. */
function isDecrypted({ resolved, parts }: Context, vault: string): boolean {
  return resolved.clusters.some(cluster => kubernetesDelivery(parts, cluster)?.decrypts?.(cluster)?.vault === vault)
}

/** Those that the commands for clusters call, and the text has not named. */
function clusterPrograms({ resolved: { clusters }, parts }: Context): string {
  if (clusters.length === 0) return ''
  const all = ['kubectl', ...clusters.flatMap(each => deliveryOf(parts, each)?.programs ?? [])]
  return [...new Set(all)]
    .filter(program => program !== 'git')
    .map(code)
    .join(' and ')
}

/** It gives a repository of the forge tokens, which others issue: neither is there before the cluster. */
function givesTokens({ runs }: Role): boolean {
  return known(runs.delivered).some(secret => secret.to === 'host' && secret.actions.length > 0)
}

function atFirst({ roles }: HostWithRoles): readonly Role[] {
  return roles.filter(role => !givesTokens(role))
}

/** What must be on a host before its roles run, with the service that needs it. */
function required<K extends 'program' | 'version'>(host: HostWithRoles, kind: K) {
  const all = atFirst(host).flatMap(({ runs, service }) => known(runs.requires).map(each => ({ ...each, service })))
  return all.filter((each): each is Extract<typeof each, { readonly kind: K }> => each.kind === kind)
}

function backupsOn({ host }: HostWithRoles, context: Context): readonly Backups[] {
  return backupsOf(context).filter(({ runs }) => runs.host.name === host.name)
}

/** The programs that read what is saved. */
function readers({ runs, words }: Backups): string {
  const jobs = runs.programs.flatMap(({ program }) => program ?? [])
  return enumeration([...new Set([...jobs.map(job => `\`${job}\``), ...words.readers])].map(prose))
}

interface Forge {
  readonly main: OwnAddress
  readonly copies: readonly OwnAddress[]
}

/** The repositories that the estate itself serves: its own, and those that groups read besides. */
function forge({ resolved }: Context): Forge | undefined {
  const [main, ...copies] = ownRepositories(resolved)
  return main && { main, copies }
}

function users({ users: all }: OwnAddress, context: Context): string {
  return all.map(user => linkService(context, user)).join(', ')
}
